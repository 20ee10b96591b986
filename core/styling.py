"""How fields look and which keyboard a phone shows for them, in forms and filters alike."""

from django import forms

# What browsers have a picker for, and how they want its value.
PICKERS = {
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
}


def style_field(field: forms.Field) -> None:
    """Give Bootstrap's classes and the right keyboard to a field."""
    for widget in getattr(field.widget, "widgets", [field.widget]):
        if isinstance(widget, forms.HiddenInput):
            continue
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            continue  # shown as chips; the class would go to the box around them
        if isinstance(widget, forms.CheckboxInput):
            css = "form-check-input"
        elif isinstance(widget, forms.Select):
            css = "form-select"
        else:
            css = "form-control"
        if most := widget.attrs.pop("maxlength", None):
            # The browser would cut what is pasted, without a word. The field tells how much is too much.
            widget.attrs["data-most"] = most
        classes = widget.attrs.get("class", "").split()
        if css not in classes:
            widget.attrs["class"] = " ".join([*classes, css])
        for kind, (input_type, shown) in PICKERS.items():
            if isinstance(widget, kind):
                widget.input_type, widget.format = input_type, shown
