"""Styling and keyboard types of fields, shared by forms and filters."""

from django import forms

# Inputs with a native browser picker, and their value formats.
PICKERS = {
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
}


def style_field(field: forms.Field) -> None:
    """Add Bootstrap classes and the keyboard type to a field."""
    for widget in getattr(field.widget, "widgets", [field.widget]):
        if isinstance(widget, forms.HiddenInput):
            continue
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            continue  # rendered as chips; the class would style the container
        if isinstance(widget, forms.CheckboxInput):
            css = "form-check-input"
        elif isinstance(widget, forms.Select):
            css = "form-select"
        else:
            css = "form-control"
        if most := widget.attrs.pop("maxlength", None):
            # Drop maxlength: the browser would truncate pasted text silently. The field's own error gives the limit.
            widget.attrs["data-most"] = most
        classes = widget.attrs.get("class", "").split()
        if css not in classes:
            widget.attrs["class"] = " ".join([*classes, css])
        for kind, (input_type, shown) in PICKERS.items():
            if isinstance(widget, kind):
                widget.input_type, widget.format = input_type, shown
