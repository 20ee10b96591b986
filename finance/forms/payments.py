from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, StyledModelForm
from core.money import ORE, MoneyFormField
from finance.models import Flow, Payment
from goals.models import Goal


class PaymentForm(StyledModelForm):
    class Meta:
        model = Payment
        fields = ["account", "amount", "booked_on", "payer", "reference", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["booked_on"] = timezone.localdate()
        self.fields["booked_on"].label = _("Mottaget")

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount <= 0:
            raise ValidationError(_("Beloppet ska vara större än noll."))
        return amount


class AccountAllocationForm(StyledForm):
    """Money that is for no sponsorship, competition or payroll month."""

    amount = MoneyFormField(label=_("Belopp"))
    flow = forms.ChoiceField(label=_("Slag"), choices=[(flow, flow.label) for flow in (Flow.OTHER, Flow.FEE)])
    account_no = forms.RegexField(
        r"^[1-8][0-9]{3}$",
        label=_("Bokföringskonto"),
        help_text=_("Fyra siffror, till exempel 3740 för öresavrundning."),
        error_messages={"invalid": _("Skriv ett kontonummer med fyra siffror.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    goal = forms.ModelChoiceField(label=_("Mål"), queryset=Goal.objects.all(), required=False)

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if abs(amount) < ORE:
            raise ValidationError(_("Beloppet kan inte vara noll."))
        return amount


class WhyForm(StyledForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200)
