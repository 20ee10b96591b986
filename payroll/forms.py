from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.services.references import known_references
from core.forms import MOST_ROWS, StyledForm, StyledModelForm, VersionedModelForm
from core.money import MoneyFormField
from crm.forms.fields import CompanyField, ContactField
from goals.models import Goal
from payroll.models import PayrollBand, PayrollMonth, PayrollReceipt, PayrollScheme
from payroll.rules import FEWEST_SHOWN, BandKind, DifferenceReason, possible_reasons, unexplained
from payroll.services.months import ReasonDoesNotFit
from payroll.services.schemes import BandTerms

SPARE_ROWS = 3
WHOLE = 100
UNKNOWN = _("under 5")


class DocumentInput(forms.ClearableFileInput):
    """File input that links the stored document by its view, which checks the permission, instead of its file URL."""

    template_name = "payroll/document_input.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.page = ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["page"] = self.page
        return context


class SchemeForm(VersionedModelForm):
    company = CompanyField(label=_("Arbetsgivare"))
    coordinator = ContactField(
        label=_("Samordnare"), required=False, help_text=_("Den på arbetsplatsen som håller i det.")
    )

    class Meta:
        model = PayrollScheme
        fields = [
            "company",
            "coordinator",
            "starts",
            "ends",
            "payday",
            "remittance_day",
            "match_rate",
            "match_month_cap",
            "match_total_cap",
            "document",
        ]
        localized_fields = ["match_rate"]
        help_texts = {"match_total_cap": _("Stängda månader behåller sin matchning, och räknas av först.")}
        widgets = {"match_rate": forms.TextInput(attrs={"inputmode": "decimal"}), "document": DocumentInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        scheme = self.instance
        self.goals = list(Goal.objects.order_by("number"))
        stored = {share.goal_id: share.percent for share in scheme.shares.all()} if scheme.pk else {}
        for goal in self.goals:
            self.fields[f"goal_{goal.pk}"] = forms.IntegerField(
                label=str(goal),
                required=False,
                min_value=0,
                max_value=WHOLE,
                initial=stored.get(goal.pk),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "0"}),
            )
        if scheme.pk and scheme.months.exists():
            del self.fields["company"]
        if not user.has_perm("payroll.view_payroll_document"):
            del self.fields["document"]
        elif scheme.document:
            self.fields["document"].widget.page = reverse("payroll:document", args=[scheme.pk])

    @property
    def who(self):
        return [self[name] for name in ("company", "coordinator") if name in self.fields]

    @property
    def when(self):
        return [self[name] for name in ("starts", "ends", "payday", "remittance_day")]

    @property
    def match(self):
        return [self[name] for name in ("match_rate", "match_month_cap", "match_total_cap")]

    @property
    def goal_fields(self):
        return [self[f"goal_{goal.pk}"] for goal in self.goals]

    def clean(self):
        cleaned = super().clean()
        names = [f"goal_{goal.pk}" for goal in self.goals]
        total = sum(cleaned.get(name) or 0 for name in names)
        if total != WHOLE and not any(name in self.errors for name in names):
            self.add_error(names[0], _("Fördelningen blir %(total)s procent. Den ska bli 100.") % {"total": total})
        return cleaned

    @property
    def shares(self) -> dict[Goal, int]:
        return {goal: self.cleaned_data.get(f"goal_{goal.pk}") or 0 for goal in self.goals}

    def row_fields(self) -> dict:
        fields = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}
        if fields.get("document") is False:  # ticked for removal
            fields["document"] = ""
        return fields


class BandForm(StyledForm):
    """A band. Stored values of a band below FEWEST_SHOWN people are not shown; leaving them blank keeps them."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Sätt att ge"), choices=BandKind, required=False)
    amount = MoneyFormField(label=_("Kronor"), min_value=Decimal(0), required=False)
    per_mille = forms.DecimalField(
        label=_("Promille"),
        localize=True,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    heads = forms.IntegerField(label=_("Personer"), min_value=1, required=False)
    expected = MoneyFormField(label=_("Summa per månad"), min_value=Decimal(0), required=False)
    starts = forms.DateField(label=_("Från"), required=False)
    ends = forms.DateField(label=_("Till och med"), required=False)

    def __init__(self, *args, stored: dict[int, PayrollBand], **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = stored
        kept = stored.get(self.initial.get("key"))
        if kept and kept.is_small:
            for name in ("heads", "expected"):
                self.fields[name].widget.attrs["placeholder"] = UNKNOWN

    @property
    def is_filled(self) -> bool:
        names = ("key", "amount", "per_mille", "heads", "expected", "ends")
        return any(self.cleaned_data.get(name) not in (None, "") for name in names)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("DELETE") or not self.is_filled:
            return cleaned
        kept = self.stored.get(cleaned.get("key"))
        if kept and kept.is_small:
            for name in ("heads", "expected"):
                if cleaned.get(name) is None and name not in self.errors:
                    cleaned[name] = getattr(kept, name)
        if cleaned.get("heads") is None and "heads" not in self.errors:
            self.add_error("heads", _("Skriv hur många som ger så."))
        if not self.errors:
            self._check(cleaned)
        return cleaned

    def _check(self, cleaned):
        """Validate with the model, so that each error is shown at its field."""
        names = ("kind", "amount", "per_mille", "heads", "expected", "starts", "ends")
        band = PayrollBand(**{name: cleaned.get(name) for name in names})
        if band.starts is None:
            band.starts = band.ends or timezone.localdate()
        try:
            band.full_clean(exclude=["scheme"])
        except ValidationError as error:
            for name, messages in error.update_error_dict({}).items():
                self.add_error(None if name == NON_FIELD_ERRORS else name, messages)

    @property
    def removed(self) -> int | None:
        return self.cleaned_data.get("key") if self.cleaned_data.get("DELETE") else None

    def terms(self, starts) -> BandTerms | None:
        """The row's terms; None if empty or marked for deletion. Its date defaults to `starts`."""
        data = self.cleaned_data
        if data.get("DELETE") or not self.is_filled:
            return None
        names = ("kind", "heads", "ends", "amount", "per_mille", "expected", "key")
        return BandTerms(starts=data["starts"] or starts, **{name: data[name] for name in names})


class BaseBandFormSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Ta bort")

    def terms(self, starts) -> list[BandTerms]:
        return [terms for form in self.forms if (terms := form.terms(starts))]

    @property
    def removed(self) -> list[int]:
        return [form.removed for form in self.forms if form.removed]


BandFormSet = forms.formset_factory(
    BandForm,
    formset=BaseBandFormSet,
    extra=SPARE_ROWS,
    can_delete=True,
    can_delete_extra=False,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


def band_rows(bands: Iterable[PayrollBand], data=None, *, formset=BandFormSet) -> BaseBandFormSet:
    """A form per band and some empty ones; or with `data`, the submitted forms."""
    bands = list(bands)
    names = ("kind", "amount", "per_mille", "starts", "ends")
    rows = [
        {"key": band.pk}
        | {name: getattr(band, name) for name in names}
        | ({} if band.is_small else {"heads": band.heads, "expected": band.expected})
        for band in bands
    ]
    stored = {band.pk: band for band in bands}
    return formset(data, initial=rows, prefix="bands", form_kwargs={"stored": stored})


class DeclareForm(VersionedModelForm):
    class Meta:
        model = PayrollMonth
        fields = ["declared", "declared_heads"]
        help_texts = {
            "declared": _("Det arbetsgivaren har dragit sammanlagt för medarbetarna. Tomt tar tillbaka anmälan."),
            "declared_heads": _("Hur många som gav. Inga namn."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        heads = self.instance.declared_heads
        if heads is not None and heads < FEWEST_SHOWN:
            self.initial["declared_heads"] = None
            self.fields["declared_heads"].widget.attrs["placeholder"] = UNKNOWN

    def clean_declared_heads(self):
        heads, stored = self.cleaned_data["declared_heads"], self.initial["declared_heads"]
        return self.instance.declared_heads if heads is None and stored is None else heads


class ReceiptForm(StyledModelForm):
    again = forms.BooleanField(
        label=_("Lägg in betalningen på nytt"),
        required=False,
        help_text=_("Den lades in fel förut och är rättad. Den här gången är den rätt."),
    )

    class Meta:
        model = PayrollReceipt
        fields = ["amount", "match_part", "received_on", "external_id"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["match_part"].required = False
        self.initial["match_part"] = None
        self.initial["received_on"] = timezone.localdate()
        self.fields["amount"].help_text = _("Hela summan på kontot.")
        if not self.is_bound:
            del self.fields["again"]  # asked only for the reference of a reversed payment

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount <= 0:
            raise ValidationError(_("Beloppet ska vara större än noll."))
        return amount

    def clean_match_part(self):
        part, amount = self.cleaned_data["match_part"] or Decimal("0.00"), self.cleaned_data.get("amount")
        if part < 0:
            raise ValidationError(_("Matchningen kan inte vara mindre än noll."))
        if amount is not None and part > amount:
            raise ValidationError(_("Matchningen är en del av beloppet och kan inte vara större."))
        return part

    def clean(self):
        cleaned = super().clean()
        known = known_references([cleaned.get("external_id") or ""]).values()
        if all(each.stands for each in known):
            del self.fields["again"], cleaned["again"]
        return cleaned


class CloseForm(VersionedModelForm):
    class Meta:
        model = PayrollMonth
        fields = ["reason", "comment"]
        widgets = {"reason": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = possible_reasons(self.instance.deviation)
        if reasons:
            self.fields["reason"].required = True
            self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]
            self.fields["reason"].error_messages["invalid_choice"] = ReasonDoesNotFit.message
        else:
            del self.fields["reason"]
        if any(unexplained(self.instance.deviation, reason) for reason in reasons):
            self.fields["comment"].help_text = _(
                "Gåvorna och matchningen skiljer sig båda. Förklarar skälet bara det ena, skriv också om det andra."
            )
        if DifferenceReason.MATCH in reasons:
            self.fields["match_part"] = MoneyFormField(
                label=_("Hur mycket är matchning"),
                required=False,
                initial=self.instance.difference,
                help_text=_(
                    "Bara när matchningen ingår: så mycket av gåvorna bokas om som företagets matchning, och månaden "
                    "stängs om resten stämmer."
                ),
            )
            self.order_fields(["reason", "match_part", "comment"])


class ReasonForm(StyledForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200)


class ReopenForm(VersionedModelForm):
    why = forms.CharField(label=_("Skäl"), max_length=200)

    class Meta:
        model = PayrollMonth
        fields = []
