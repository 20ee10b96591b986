from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, VersionedModelForm
from core.money import MoneyFormField, format_amount
from crm.forms.fields import AsksWhetherAnother, ConfirmsUnpaid, UserField
from crm.models import LapseReason, Sponsorship, Stage
from goals.models import TierOffer


class RenewalForm(AsksWhetherAnother, VersionedModelForm):
    """The terms of the next period, with the current ones as help text."""

    owner = UserField(may="crm.change_sponsorship", label=_("Ansvarig"))
    field_order = ["goal", "tier", "another"]

    class Meta:
        model = Sponsorship
        fields = ["goal", "tier", "starts", "ends", "amount", "owner", "payment_note", "notice_days"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        before = self.instance.renews
        now = {
            "goal": before.goal,
            "tier": before.tier,
            "amount": format_amount(before.final_yearly),
        }
        for name, words in now.items():
            self.fields[name].help_text = _("Nu: %(words)s") % {"words": words}


class AmendmentForm(ConfirmsUnpaid, VersionedModelForm):
    starts = forms.DateField(label=_("Från och med"))
    amount = MoneyFormField(label=_("Nytt belopp per år"), min_value=0)
    reason = forms.CharField(label=_("Skäl"), max_length=200, help_text=_("Till exempel: överenskommet i mejl med vd."))

    class Meta:
        model = Sponsorship
        fields = []

    field_order = ["starts", "amount", "unpaid", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _("Nu: %(words)s") % {
            "words": format_amount(self.instance.yearly_on(timezone.localdate()))
        }


class AmendmentRemoveForm(StyledForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200)


class TierChangeForm(AmendmentForm):
    tier = forms.ModelChoiceField(label=_("Ny nivå"), queryset=None)
    signed_on = forms.DateField(label=_("Tecknat den"), initial=timezone.localdate)

    field_order = ["starts", "tier", "amount", "unpaid", "signed_on", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offers = TierOffer.objects.filter(goal=self.instance.goal_id).exclude(tier=self.instance.tier_id)
        self.fields["tier"].queryset = self.instance.tier._meta.default_manager.filter(offers__in=offers)
        self.fields["tier"].help_text = _("Nu: %(words)s") % {"words": self.instance.tier}


class LapseForm(VersionedModelForm):
    reason = forms.ModelChoiceField(label=_("Skäl"), queryset=LapseReason.objects.all())
    note = forms.CharField(label=_("Mer om varför"), max_length=300, required=False)

    class Meta:
        model = Sponsorship
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        note = self.instance.lapse_note or self._declined_reason()
        self.initial |= {"reason": self.instance.lapse_reason_id, "note": note}

    def _declined_reason(self) -> str:
        """The reason from a declined renewal, to prefill the note."""
        declined = self.instance.successors.filter(stage=Stage.DECLINED).order_by("-pk").first()
        return declined.closing_reason if declined else ""


class LapseReasonForm(VersionedModelForm):
    class Meta:
        model = LapseReason
        fields = ["name", "name_en", "position"]
