from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import RowsField, VersionedModelForm
from crm.forms.fields import AsksWhetherAnother, CompanyField, ConfirmsUnpaid, UserField
from crm.models import Contact, NextStep, Sponsorship


class SponsorshipForm(AsksWhetherAnother, VersionedModelForm):
    """An unsigned dialogue; every term may change."""

    company = CompanyField()
    owner = UserField(may="crm.change_sponsorship", label=_("Ansvarig"))
    field_order = ["company", "goal", "tier", "another"]

    class Meta:
        model = Sponsorship
        fields = [
            "company",
            "goal",
            "tier",
            "starts",
            "ends",
            "amount",
            "owner",
            "payment_note",
            "notice_days",
            "renews",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        renewable = Sponsorship.objects.signed().filter(company=self.instance.company_id).exclude(pk=self.instance.pk)
        self.fields["renews"].queryset = renewable.select_related("company").order_by("-ends")
        self.fields["renews"].empty_label = _("Inget, det är nytt")
        # Agreements to renew are known only when the company is.
        if not renewable.exists():
            del self.fields["renews"]
        self.fields["amount"].help_text = _("Kronor per år. Lämna tomt för erbjudandets belopp.")


class SignedSponsorshipForm(VersionedModelForm):
    """A signed sponsorship: only the owner and the payment note may change."""

    owner = UserField(may="crm.change_sponsorship", label=_("Ansvarig"))

    class Meta:
        model = Sponsorship
        fields = ["owner", "payment_note"]


class CorrectionForm(SponsorshipForm):
    """Correct signed terms, for users with that permission."""

    reason = forms.CharField(label=_("Varför rättas det?"), max_length=200)

    class Meta(SponsorshipForm.Meta):
        fields = [*SponsorshipForm.Meta.fields, "signed_on", "signed_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends", "amount", "signed_on"):
            self.fields[name].required = True
        self.fields["amount"].help_text = ""
        self.fields["signed_by"].queryset = Contact.objects.filter(
            affiliations__company=self.instance.company_id
        ).distinct()
        # Skip the guard on signed terms in full_clean: the service checks the permission.
        self.instance.is_corrected = True


class SignForm(ConfirmsUnpaid, VersionedModelForm):
    completes = RowsField(
        NextStep.objects.none(), required=False, label=_("Detta är nu klart"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Sponsorship
        fields = ["starts", "ends", "amount", "notice_days", "signed_on", "signed_by"]

    field_order = ["starts", "ends", "amount", "unpaid"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends", "amount", "signed_on"):
            self.fields[name].required = True
        self.initial["signed_on"] = self.initial.get("signed_on") or timezone.localdate()
        self.fields["signed_by"].queryset = Contact.objects.filter(
            affiliations__company=self.instance.company_id
        ).distinct()
        self.fields["signed_by"].empty_label = _("Inte angivet")
        steps = self.instance.next_steps.open()
        self.fields["completes"].queryset = steps
        self.initial["completes"] = [step.pk for step in steps]
        if not steps:
            del self.fields["completes"]


class ReasonForm(VersionedModelForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200)

    class Meta:
        model = Sponsorship
        fields = []


class DeclineForm(ReasonForm):
    pass


class EndForm(ReasonForm):
    on = forms.DateField(label=_("Sista dag"), initial=timezone.localdate)


class UnsignForm(ReasonForm):
    pass


class TakeBackEndForm(ReasonForm):
    pass


class CorrectEndForm(ReasonForm):
    on = forms.DateField(label=_("Sista dag"))
    closing_reason = forms.CharField(label=_("Varför det avslutades"), max_length=200)

    field_order = ["on", "closing_reason", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Varför rättas det?")
        self.initial |= {"on": self.instance.ended_on, "closing_reason": self.instance.closing_reason}
