"""Base forms for every page: styled, versioned, and a typeahead field for long lists."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.days import validate_year
from core.images import LogoField, PhotographField
from core.models import DigestPace, Organisation, SavedView, User
from core.money import format_amount
from core.numbers import LONGEST, whole_number
from core.styling import style_field
from core.svg import SvgField
from core.text import visible, visible_lines
from core.undo import raw_values

MOST_ALTERNATIVES = 8
MOST_ROWS = 100  # of forms on one page, whatever number is sent
NOT_LINES = frozenset({"file", "hidden", "password"})


class StyledMixin:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The model refuses such a year too, but may name the field differently; here the error stands beside the field.
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and validate_year not in field.validators:
                field.validators.append(validate_year)

    def __getitem__(self, name):
        # Style when rendered, not in the constructor: subclasses add and change fields after it.
        if name in self.fields:
            style_field(self.fields[name])
        return super().__getitem__(name)

    def _widget_data_value(self, widget, html_name):
        """Clean typed text of invisible characters for every field; the form shows it again as it was read."""
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
        """Turn the model's error about a field that the form lacks into a non-field error."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field, error)


class VersionedModelForm(StyledModelForm):
    """Carry the version that the user loaded, so that saving over another user's change is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def keep_only(self, names: frozenset[str]):
        """Remove fields that the user may not edit, and form-only fields that belong to them."""
        for name in self.fields.keys() - names - {"version"}:
            del self.fields[name]

    def leave_out(self, names: frozenset[str]):
        """Remove fields that the user may not read; their stored values stay."""
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
        """Apply the user's edits to the current row; False on conflict (another user changed the same field).

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
        """One sentence for each field whose stored value differs from the typed one."""
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
    """A versioned form for one field of the model, with `field` as its form field if given."""
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
    """Choose one of thousands of rows by typing: by key when script filled it in, else by the text.

    `resolve` turns text into a queryset, best match first. An ambiguous text gives an error that offers the matches.
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
        """Return [key, text] for the widget; an initial value may be a row, its key, or both."""
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
        # Ignore a key that no longer matches the text in the box.
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
    """One or several files; the value is a list."""

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
        fields = ["language", "theme", "shortcuts", "digest", "mail_notices"]
        widgets = {"language": forms.RadioSelect, "theme": forms.RadioSelect, "digest": forms.RadioSelect}

    def clean_digest(self):
        digest = self.cleaned_data["digest"]
        if digest != DigestPace.NONE and not self.instance.email:
            raise ValidationError(_("Du har ingen e-postadress. Be en administratör lägga in den."), code="email")
        return digest


PARTNER_FIELDS = (
    "partner_name",
    "partner_title",
    "partner_title_en",
    "partner_phone",
    "partner_email",
    "partner_picture",
)

ORGANISATION_GROUPS = (
    (_("Vilka ni är"), ["name", "short_name", "orgnr", "website"]),
    (_("Adress"), ["street", "postal_code", "city"]),
    (_("Dit gåvor går"), ["bankgiro", "plusgiro", "swish"]),
    (_("Utseende"), ["logo", "logo_svg", "colour", "accent"]),
    (_("Mejl som skickas"), ["sender_name"]),
    (_("Frågor om personuppgifter"), ["privacy_name", "privacy_phone", "privacy_email"]),
    (_("Kontakt om partnerskap"), PARTNER_FIELDS),
)


class OrganisationForm(VersionedModelForm):
    # Longer than the stored value, to allow hyphens, spaces and the prefix 16.
    orgnr = forms.CharField(
        label=_("Organisationsnummer"),
        required=False,
        max_length=20,
        help_text=_("Tio siffror, med eller utan bindestreck."),
    )

    class Meta:
        model = Organisation
        fields = [name for _heading, names in ORGANISATION_GROUPS for name in names]
        field_classes = {"logo": LogoField, "logo_svg": SvgField, "partner_picture": PhotographField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("orgnr", "bankgiro", "plusgiro", "swish"):
            self.initial[name] = getattr(self.instance, f"{name}_display")

    def field_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under headings, in the order of the page (templates/generic/_form.html)."""
        return [(heading, [self[name] for name in names]) for heading, names in ORGANISATION_GROUPS]


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


class RowsField(forms.ModelMultipleChoiceField):
    """A key beyond what the database holds is no choice: SQLite raises on it, PostgreSQL finds nothing."""

    def clean(self, value):
        for key in value or ():
            if whole_number(str(key)) is None:
                error = self.error_messages["invalid_pk_value"]
                raise ValidationError(error, code="invalid_pk_value", params={"pk": str(key)[:LONGEST]})
        return super().clean(value)
