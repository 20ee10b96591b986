from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.field_permissions import who_may
from core.forms import RowsField, StyledForm, TypeaheadField, VersionedModelForm
from core.models import RetentionPeriod
from core.text import LONG_TEXT
from crm.forms.fields import ContactField
from crm.models import Company, Document
from privacy.models import DataRequest, LegalHold, RequestKind, RetentionRule


class SoleTraderField(TypeaheadField):
    def __init__(self, **kwargs):
        super().__init__(
            queryset=Company.objects.filter(is_sole_trader=True),
            url=reverse_lazy("crm:company_options"),
            resolve=lambda text: Company.objects.filter(is_sole_trader=True).best_first(text),
            **kwargs,
        )


class DataRequestForm(VersionedModelForm):
    contact = ContactField(label=_("Kontaktperson"), required=False)
    company = SoleTraderField(
        label=_("Enskild firma"), required=False, help_text=_("När personen driver en enskild firma.")
    )

    class Meta:
        model = DataRequest
        fields = ["kind", "received_on", "sender", "contact", "company", "wish", "assignee"]
        widgets = {
            "kind": forms.RadioSelect,
            "received_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "wish": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]
        self.fields["assignee"].queryset = who_may("privacy.change_datarequest", also=self.instance.assignee_id)


class AnswerForm(VersionedModelForm):
    answer = forms.CharField(
        label=_("Svar"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Vad ni gjorde och svarade, eller varför ni inte gör det som personen vill."),
    )
    refused = forms.BooleanField(
        label=_("Vi gör inte det som personen vill"),
        required=False,
        help_text=_("Berätta då för personen varför, och att den kan klaga hos Integritetsskyddsmyndigheten."),
    )

    class Meta:
        model = DataRequest
        fields = []


class ExtensionForm(VersionedModelForm):
    reason = forms.CharField(
        label=_("Skäl"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Varför det tar längre tid, som personen får läsa det: begäran är svår, eller så är de många."),
    )

    class Meta:
        model = DataRequest
        fields = []


class HoldForm(StyledForm):
    reason = forms.CharField(
        label=_("Skäl"), max_length=200, help_text=_("Till exempel en tvist där uppgifterna kan behövas.")
    )


class LiftForm(VersionedModelForm):
    class Meta:
        model = LegalHold
        fields = []


class RetentionForm(VersionedModelForm):
    class Meta:
        model = RetentionRule
        fields = ["months", "is_on"]


class PeriodForm(VersionedModelForm):
    class Meta:
        model = RetentionPeriod
        fields = ["days"]


class EraseForm(StyledForm):
    """`preview` only shows what the words below would strike; then nothing else need be filled in."""

    more = forms.CharField(
        label=_("Fler ord att stryka"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ett på varje rad: ett smeknamn, ett gammalt telefonnummer. De stryks överallt."),
    )
    unsure = forms.BooleanField(
        label=_("Stryk också där bara förnamnet eller efternamnet står"),
        required=False,
        help_text=_(
            "Gäller texter om personens företag och sökningar på efternamnet. Se de osäkra ställena nedan först."
        ),
    )
    documents = RowsField(
        Document.objects.none(),
        label=pgettext_lazy("flera", "Dokument att ta bort"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Filerna tas bort. Avtal som bokföringen bygger på sparas normalt i sju år."),
    )
    request = forms.ModelChoiceField(
        DataRequest.objects.none(), label=_("Begäran"), required=False, empty_label=_("Ingen begäran")
    )
    reason = forms.CharField(label=_("Skäl"), max_length=200, help_text=_("Utan personens namn: skälet sparas."))
    name = forms.CharField(label=_("Skriv personens namn"), help_text=_("Så att det inte blir fel person."))

    def __init__(self, *args, subject, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject
        field = self.fields["documents"]
        field.queryset = Document.objects.filter(pk__in=[each.pk for each in documents]).select_related("company")
        field.label_from_instance = lambda document: f"{document} ({document.get_kind_display()}, {document.company})"
        if not documents:
            del self.fields["documents"]
        requests = DataRequest.objects.of(subject.party).for_table()
        self.fields["request"].queryset = requests
        asked = requests.open().filter(kind=RequestKind.ERASURE).exclude(**{subject.kind: None}).first()
        self.fields["request"].initial = asked

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name.casefold() != str(self.subject.party).casefold():
            raise forms.ValidationError(_("Det är inte namnet på den som ska raderas."), code="other")
        return name
