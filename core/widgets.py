"""Plain widgets made in Python: a list page has a dozen, and a template takes ten times as long for each."""

from collections.abc import Callable

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from core.markup import escaped, joined, markup


def attributes(attrs: dict) -> SafeString:
    """As django/forms/widgets/attrs.html."""
    shown = ((name, value) for name, value in attrs.items() if value is not False)
    return joined(
        markup(" {}", name) if value is True else markup(' {}="{}"', name, str(value)) for name, value in shown
    )


def _input(widget: dict) -> SafeString:
    """As django/forms/widgets/input.html."""
    value = "" if widget["value"] is None else markup(' value="{}"', str(widget["value"]))
    return markup('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attributes(widget["attrs"]))


def _select(widget: dict) -> SafeString:
    """As django/forms/widgets/select.html: the groups as `ChoiceWidget.optgroups` gives them; some have no name."""
    groups = joined(
        markup('<optgroup label="{}">{}</optgroup>', name, _options(choices)) if name else _options(choices)
        for name, choices, _index in widget["optgroups"]
    )
    return markup('<select name="{}"{}>{}\n</select>', widget["name"], attributes(widget["attrs"]), groups)


def _options(choices: list[dict]) -> SafeString:
    return SafeString("".join([_option(choice) for choice in choices]))


def _option(choice: dict) -> str:
    attrs = choice["attrs"] and attributes(choice["attrs"])
    return f'\n  <option value="{escaped(str(choice["value"]))}"{attrs or ""}>{escaped(choice["label"])}</option>'


MADE: dict[str, Callable[[dict], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    **{
        f"django/forms/widgets/{kind}.html": _input
        for kind in "checkbox date datetime email hidden input number password search tel text time url".split()
    },
}


class Renderer(TemplatesSetting):
    """Of forms: by templates, but for the plain widgets."""

    def render(self, template_name, context, request=None):
        make = MADE.get(template_name)
        return make(context["widget"]) if make else super().render(template_name, context, request)
