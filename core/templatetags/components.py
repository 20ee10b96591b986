"""Markup shared by many pages. Registered as builtins, so templates need not load them.

{% card "terms" _("Avtalet") %} body {% endcard %}
{% card "next" _("Nästa steg") %} beside the heading {% cardbody %} body {% endcard %}
{% pagehead %} overline, heading, facts {% pageactions %} buttons {% endpagehead %}
{% fact _("Källa") contact.data_source %}
{% kept view_name %} what is the same for everybody with the same language and permissions {% endkept %}
"""

from collections.abc import Callable
from inspect import getfullargspec

from django import template
from django.template.base import render_value_in_context
from django.template.library import parse_bits
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


class PartsNode(template.Node):
    """The contents of a block tag of one or two parts, and the function that renders the markup around them."""

    child_nodelists = ("first", "second")

    def __init__(self, make: Callable, parts: list, args: list, kwargs: dict):
        self.make, self.args, self.kwargs = make, args, kwargs
        self.first, self.second = parts

    def render(self, context) -> str:
        return self.make(
            (self.first.render(context), None if self.second is None else self.second.render(context)),
            *(each.resolve(context) for each in self.args),
            **{name: each.resolve(context) for name, each in self.kwargs.items()},
        )


def parts_tag(divider: str, library: template.Library = register):
    """Register a function as a block tag; it takes the two parts (the second may be None) and the tag's arguments."""

    def add(make: Callable) -> Callable:
        name, spec = make.__name__, getfullargspec(make)

        @library.tag(name)
        def compile_parts(parser, token):
            args, kwargs = parse_bits(
                parser,
                token.split_contents()[1:],
                spec.args[1:],
                spec.varargs,
                spec.varkw,
                spec.defaults,
                spec.kwonlyargs,
                spec.kwonlydefaults,
                takes_context=False,
                name=name,
            )
            parts = [parser.parse((divider, f"end{name}")), None]
            if parser.next_token().contents == divider:
                parts[1] = parser.parse((f"end{name}",))
                parser.delete_first_token()
            return PartsNode(make, parts, args, kwargs)

        return make

    return add


@parts_tag(divider="cardbody")
def card(parts, name: str, heading: str, *, anchor="", css="mb-4", level=2, body_css="", loads="") -> SafeString:
    """A section with its heading, whose id is made from `name`; `level` is the heading's.

    `css` and `body_css` are added to the classes `card` and `card-body`. `loads` is the URL that htmx replaces the body
    with.
    """
    beside, body = parts if parts[1] is not None else ("", parts[0])
    return format_html(
        '<section class="card{}"{} aria-labelledby="{}-heading">'
        '<div class="card-head"><h{} id="{}-heading">{}</h{}>{}</div><div class="card-body{}"{}>{}</div></section>',
        f" {css}" if css else "",
        format_html(' id="{}"', anchor) if anchor else "",
        name,
        level,
        name,
        heading,
        level,
        beside,
        f" {body_css}" if body_css else "",
        format_html(' hx-get="{}" hx-trigger="load"', loads) if loads else "",
        body,
    )


@parts_tag(divider="pageactions")
def pagehead(parts, *, css="") -> SafeString:
    """The head of a page; `css` is added to the class `page-head`. Without buttons their container is omitted."""
    words, buttons = parts
    actions = format_html('<div class="page-actions">{}</div>', buttons) if buttons and buttons.strip() else ""
    return format_html('<div class="page-head{}"><div>{}</div>{}</div>', f" {css}" if css else "", words, actions)


@register.simple_tag(takes_context=True)
def fact(context, term: str, value, *, css="") -> str:
    """A term and its value in a definition list; empty without a value. `css` is the value's class."""
    if not value:
        return ""
    shown = mark_safe(render_value_in_context(value, context))  # noqa: S308  escaped there
    return format_html("<dt>{}</dt><dd{}>{}</dd>", term, format_html(' class="{}"', css) if css else "", shown)


MOST_KEPT = 500  # variants of one place in a template


class KeptNode(template.Node):
    """Markup that is rendered once for each variant and kept as long as its template is."""

    def __init__(self, nodelist, args: list):
        self.nodelist, self.args, self.kept = nodelist, args, {}

    def render(self, context) -> SafeString:
        variant = (
            get_language(),
            get_script_prefix(),
            _rights(context.get("user")),
            *(each.resolve(context) for each in self.args),
        )
        if variant not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[variant] = self.nodelist.render(context)
        return self.kept[variant]


def _rights(user) -> tuple | None:
    """What a template can ask of `user.is_authenticated` and `perms`."""
    if user is None or not user.is_authenticated:
        return None
    return (True,) if user.is_active and user.is_superuser else (False, frozenset(user.get_all_permissions()))


@register.tag
def kept(parser, token) -> KeptNode:
    """Keep what stands in it: it may depend only on the language, the user's permissions and the tag's arguments."""
    args = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, args)
