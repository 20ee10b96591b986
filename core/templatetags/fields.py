"""The choices of a select made in Python: a filter form has hundreds, and Django includes two templates for each."""

from django import template
from django.forms.utils import flatatt
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


def _options(choices: list[dict]) -> SafeString:
    return joined(
        markup('\n  <option value="{}"{}>{}</option>', str(choice["value"]), flatatt(choice["attrs"]), choice["label"])
        for choice in choices
    )
