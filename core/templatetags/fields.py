"""The choices of a select made in Python: a filter form has hundreds, and Django includes two templates for each."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def options(groups: list[tuple]) -> SafeString:
    """The groups as `ChoiceWidget.optgroups` gives them; those without a name stand by themselves."""
    return format_html_join(
        "",
        "{}",
        ((_group(name, _options(choices)) if name else _options(choices),) for name, choices, _index in groups),
    )


def _group(name: str, choices: SafeString) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', name, choices)


def _options(choices: list[dict]) -> SafeString:
    return format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>',
        ((str(choice["value"]), flatatt(choice["attrs"]), choice["label"]) for choice in choices),
    )
