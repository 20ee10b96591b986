from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import RowsField, StyledForm
from crm.forms.fields import TagsField, UserField
from crm.models import OPEN, CompanyStatus, InteractionKind, LegalBasis, Stage, Tag
from crm.services.bulk import Edit
from crm.services.bulk_sponsorships import SponsorshipRules
from goals.models import Goal

UNCHANGED = _("Ändra inte")


def _choice(label, choices) -> forms.TypedChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", UNCHANGED), *choices])


class BulkForm(StyledForm):
    """Leave empty fields unchanged; omit fields the user `may` not change."""

    stands_for: dict[str, str] = {}  # form field -> model field, where the names differ
    rules = None  # of rows that services change, passed to crm.services.bulk.Edit

    def __init__(self, *args, may: frozenset[str], **kwargs):
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if self.stands_for.get(name, name) not in may:
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.values()):
            raise ValidationError(_("Välj minst en sak att ändra."))
        return data

    def edit(self) -> Edit:
        data = dict(self.cleaned_data)
        add, remove = data.pop("add_tags", None) or [], data.pop("remove_tags", None) or []
        fields = {name: self.value_of(name, value) for name, value in data.items() if value}
        return Edit(fields, tuple(add), tuple(tag.name for tag in remove), rules=self.rules)

    def value_of(self, name: str, value):
        return value


class CompanyBulkForm(BulkForm):
    stands_for = {"add_tags": "tags", "remove_tags": "tags"}

    owner = UserField(may="crm.change_nextstep", label=_("Ansvarig"), required=False, empty_label=UNCHANGED)
    status = _choice(_("Status"), CompanyStatus.choices)
    trade = forms.CharField(label=_("Bransch"), required=False, max_length=80)
    add_tags = TagsField(label=_("Lägg till etiketter"))
    remove_tags = RowsField(
        label=_("Ta bort etiketter"),
        queryset=Tag.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ContactBulkForm(BulkForm):
    do_not_contact = _choice(_("Vill inte bli kontaktad"), [("yes", _("Ja")), ("no", _("Nej"))])
    legal_basis = _choice(_("Rättslig grund"), LegalBasis.choices)
    data_source = forms.CharField(label=_("Källa"), required=False, max_length=160)

    def value_of(self, name, value):
        return value == "yes" if name == "do_not_contact" else value


class SponsorshipBulkForm(BulkForm):
    rules = SponsorshipRules
    owner = UserField(may="crm.change_sponsorship", label=_("Ansvarig"), required=False, empty_label=UNCHANGED)
    stage = _choice(_("Steg"), [(stage, Stage(stage).label) for stage in OPEN])
    payment_note = forms.CharField(label=_("Betalning"), required=False, max_length=200)


class InteractionBulkForm(BulkForm):
    kind = _choice(_("Typ"), InteractionKind.choices)
    goal = _choice(pgettext_lazy("ett", "Mål"), [])
    logged_by = UserField(may="crm.add_interaction", label=_("Loggad av"), required=False, empty_label=UNCHANGED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in Goal.objects.all()}
        if "goal" in self.fields:
            self.fields["goal"].choices = [
                ("", UNCHANGED),
                ("none", _("Inget mål")),
                *((key, str(goal)) for key, goal in self.goals.items()),
            ]

    def value_of(self, name, value):
        return self.goals.get(value) if name == "goal" else value
