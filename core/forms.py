"""Forms as every page uses them: styled, versioned, and a choice among thousands."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.days import validate_year
from core.models import ApiToken, DigestPace, SavedView, User
from core.money import format_amount
from core.numbers import whole_number
from core.styling import style_field
from core.text import visible, visible_lines
from core.undo import raw_values

MOST_ALTERNATIVES = 8
NOT_LINES = frozenset({"file", "hidden", "password"})


class StyledMixin:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A row refuses such a year too, in a field that may have another name there: here it is said beside the day.
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and validate_year not in field.validators:
                field.validators.append(validate_year)

    def __getitem__(self, name):
        # When it is shown, not when the form is made: a form may add and change fields after that.
        if name in self.fields:
            style_field(self.fields[name])
        return super().__getitem__(name)

    def _widget_data_value(self, widget, html_name):
        """What is typed comes in here, whatever the field makes of it, and is shown again as it was read."""
        typed = super()._widget_data_value(widget, html_name)
        if not isinstance(typed, str):
            return typed
        if isinstance(widget, forms.Textarea):
            return visible_lines(typed)
        is_line = isinstance(widget, forms.widgets.Input) and widget.input_type not in NOT_LINES
        return visible(typed) if is_line else typed


class StyledForm(StyledMixin, forms.Form):
    pass


class StyledModelForm(StyledMixin, forms.ModelForm):
    def add_error(self, field, error):
        """What the row finds wrong in a field that the form does not show belongs to the form as a whole."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field, error)


class VersionedModelForm(StyledModelForm):
    """Carries the version that the person saw, so that saving over somebody else's work is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def keep_only(self, names: frozenset[str]):
        """Leave out what this person may not change; what is not a field of the row goes with what it explains."""
        for name in self.fields.keys() - names - {"version"}:
            del self.fields[name]

    def leave_out(self, names: frozenset[str]):
        """Leave out what this person may not read; what is stored there stays."""
        for name in names & self.fields.keys():
            del self.fields[name]

    def clean_version(self):
        version = self.cleaned_data["version"]
        if self.instance.pk and version is None:
            raise ValidationError(_("Formuläret saknar version. Öppna sidan igen."), code="version")
        return version

    def _post_clean(self):
        super()._post_clean()
        if self.instance.pk and self.cleaned_data.get("version") is not None:
            self.instance.version = self.cleaned_data["version"]

    def merge_into(self, stored, seen: dict) -> bool:
        """Bring what was changed here to the row as it is now; False when somebody else changed the same field.

        `seen` is the row as it was when the form was opened: core.history.as_seen.
        """
        typed, now = raw_values(self.instance), raw_values(stored)
        names = [name for name in self._meta.fields if name in self.fields]
        mine = {name for name in names if typed[name] != seen[name]}
        if any(now[name] not in (seen[name], typed[name]) for name in mine):
            return False
        for name in names:
            if name in mine:
                stored._meta.get_field(name).save_form_data(stored, self.cleaned_data[name])
            else:
                self.cleaned_data[name] = getattr(stored, name)
        self.instance = stored
        return True

    def differences(self, stored) -> list[str]:
        """What another person wrote meanwhile, one sentence a field that differs from what was typed here."""
        return [
            _("%(label)s: du skrev %(typed)s, nu står det %(stored)s.")
            % {
                "label": self.fields[name].label,
                "typed": _words(self.instance, name),
                "stored": _words(stored, name),
            }
            for name in self._meta.fields
            if name in self.fields and getattr(stored, name) != getattr(self.instance, name)
        ]


def field_form(model: type[models.Model], name: str, field: forms.Field | None = None) -> type[VersionedModelForm]:
    """A versioned form of one field of the model, with a form field of its own when one is given."""
    meta = type("Meta", (), {"model": model, "fields": [name]})
    declared = {} if field is None else {name: field}
    return type(VersionedModelForm)(f"{model.__name__}FieldForm", (VersionedModelForm,), {"Meta": meta, **declared})


def _words(row, name: str) -> str:
    value = getattr(row, f"get_{name}_display", lambda: getattr(row, name))()
    if value in (None, ""):
        return gettext("ingenting")
    return format_amount(value) if isinstance(value, Decimal) else str(value)


class TypeaheadWidget(forms.MultiWidget):
    template_name = "components/typeahead.html"
    use_fieldset = False

    def __init__(self, url, attrs=None):
        self.url = url
        self.alternatives = []
        super().__init__([forms.HiddenInput(), forms.TextInput(attrs={"autocomplete": "off"})], attrs)

    def decompress(self, value):
        return [value.pk, str(value)] if value else [None, None]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"url": str(self.url), "alternatives": self.alternatives}
        return context

    def id_for_label(self, id_):
        return f"{id_}_1"


class TypeaheadField(forms.Field):
    """One row among thousands, chosen by typing: by its key when script filled it in, else by the text alone.

    `resolve` turns text into a queryset, best match first. Text with several hits is answered with the hits to
    choose from.
    """

    default_error_messages = {
        "none": _("Inget heter så. Kontrollera stavningen."),
        "several": _("Flera heter så. Välj en av dem."),
    }

    def __init__(self, *, queryset, url, resolve, **kwargs):
        self.queryset = queryset
        self.resolve = resolve
        kwargs.setdefault("widget", TypeaheadWidget(url))
        super().__init__(**kwargs)

    def __deepcopy__(self, memo):
        field = super().__deepcopy__(memo)
        field.queryset = self.queryset.all()
        return field

    def prepare_value(self, value):
        """What the widget shows: [key, text]; an initial value may be a row, its key, or both."""
        if isinstance(value, list | tuple):
            return list(value)
        if value in self.empty_values:
            return [None, None]
        row = value if hasattr(value, "pk") else self._by_key(value)
        return [row.pk, str(row)] if row else [None, None]

    def clean(self, value):
        key, text = [*value, "", ""][:2] if isinstance(value, list | tuple) else (value, "")
        text = (text or "").strip()
        if not text and not key:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        row = self._by_key(key) if key else None
        # The key counts only while it agrees with what the person sees in the box.
        if row and (not text or text == str(row) or self.resolve(text).filter(pk=row.pk).exists()):
            return row
        return self._by_text(text)

    def _by_key(self, key):
        number = whole_number(str(key))
        return self.queryset.filter(pk=number).first() if number is not None else None

    def _by_text(self, text):
        hits = list(self.resolve(text)[: MOST_ALTERNATIVES + 1])
        exact = [row for row in hits if str(row).casefold() == text.casefold()]
        for candidates in (exact, hits):
            if len(candidates) == 1:
                return candidates[0]
        if not hits:
            raise ValidationError(self.error_messages["none"], code="none")
        self.widget.alternatives = hits[:MOST_ALTERNATIVES]
        raise ValidationError(self.error_messages["several"], code="several")

    def has_changed(self, initial, data):
        key = initial.pk if hasattr(initial, "pk") else initial
        return str(key or "") != str((data or [""])[0] or "")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; the value is a list."""

    widget = FilesInput

    def __init__(self, *, most: int, **kwargs):
        self.most = most
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        if len(files) > self.most:
            raise ValidationError(
                _("Välj högst %(most)s filer åt gången."), code="too_many", params={"most": self.most}
            )
        return [file for file in files if file]


class ProfileForm(StyledModelForm):
    class Meta:
        model = User
        fields = ["language", "theme", "shortcuts", "digest"]
        widgets = {"language": forms.RadioSelect, "theme": forms.RadioSelect, "digest": forms.RadioSelect}

    def clean_digest(self):
        digest = self.cleaned_data["digest"]
        if digest != DigestPace.NONE and not self.instance.email:
            raise ValidationError(_("Du har ingen e-postadress. Be en administratör lägga in den."), code="email")
        return digest


class SavedViewForm(VersionedModelForm):
    is_default = forms.BooleanField(
        label=_("Öppna listan med den här vyn"), required=False, help_text=_("Gäller bara dig.")
    )

    class Meta:
        model = SavedView
        fields = ["name", "shared"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.has_perm("core.share_savedview"):
            del self.fields["shared"]


class TokenForm(StyledModelForm):
    class Meta:
        model = ApiToken
        fields = ["name"]
