"""The choices of a select made in Python: a filter form has hundreds, and Django includes two templates for each."""

from django import template
from django.utils.safestring import SafeString

from core.markup import joined, markup

register = template.Library()


@register.simple_tag
def options(groups: list[tuple]) -> SafeString:
    """The groups as `ChoiceWidget.optgroups` gives them; those without a name stand by themselves."""
    return joined(
        markup('<optgroup label="{}">{}</optgroup>', name, _options(choices)) if name else _options(choices)
        for name, choices, _index in groups
    )


@register.simple_tag
def attributes(attrs: dict) -> SafeString:
    """As django/forms/widgets/attrs.html."""
    shown = ((name, value) for name, value in attrs.items() if value is not False)
    return joined(
        markup(" {}", name) if value is True else markup(' {}="{}"', name, str(value)) for name, value in shown
    )


def _options(choices: list[dict]) -> SafeString:
    return joined(
        markup(
            '\n  <option value="{}"{}>{}</option>', str(choice["value"]), attributes(choice["attrs"]), choice["label"]
        )
        for choice in choices
    )
