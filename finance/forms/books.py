"""Forms of the books: settings, locking, SIE files."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, VersionedModelForm
from finance.models import USUAL, AccountUse, BooksSettings, Flow, FlowRule, LedgerAccount
from finance.services.books import NumberAndName

ACCOUNT = re.compile(r"\s*([1-8][0-9]{3})\s+(\S.*)")


class AccountField(forms.CharField):
    """An account's number and name in one line, as 1930 Bankkonto."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=85, **kwargs)

    def clean(self, value) -> NumberAndName:
        text = super().clean(value)
        if not text:
            return NumberAndName("", "")
        found = ACCOUNT.fullmatch(text)
        if not found:
            raise ValidationError(_("Skriv kontots nummer och namn, som 1930 Bankkonto."))
        return NumberAndName(found[1], found[2].strip())


class BooksForm(VersionedModelForm):
    """Series, year and dimensions; an account for each use; and from when Medspel books each flow."""

    class Meta:
        model = BooksSettings
        fields = [
            "series",
            "first_month",
            "goal_dimension",
            "partner_dimension",
            "vat_code_none",
            "vat_code_standard",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        since = dict(FlowRule.objects.values_list("flow", "since"))
        for flow in Flow:
            self.fields[f"since_{flow}"] = forms.DateField(
                label=flow.label,
                help_text=_("Månadens första dag. Tomt: bokföringsprogrammet fakturerar och bokför."),
                required=False,
                initial=since.get(flow),
            )
        chosen = {each.use: str(each) for each in LedgerAccount.objects.all()}
        for use in AccountUse:
            number, name = USUAL[use]
            usual = "" if self.instance.is_known else f"{number} {name}"
            self.fields[f"account_{use}"] = AccountField(label=use.label, initial=chosen.get(use, usual))

    def field_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under headings, in the order of the page (templates/generic/_form.html)."""
        return [
            (_("I bokföringsprogrammet"), [self[name] for name in self._meta.fields]),
            (_("Från när Medspel bokför"), [self[f"since_{flow}"] for flow in Flow]),
            (_("Konton"), [self[f"account_{use}"] for use in AccountUse]),
        ]

    def accounts(self) -> dict[AccountUse, NumberAndName]:
        return {use: self.cleaned_data[f"account_{use}"] for use in AccountUse}

    def since(self) -> dict:
        return {flow: self.cleaned_data[f"since_{flow}"] for flow in Flow}


class LockForm(StyledForm):
    anyway = forms.BooleanField(label=_("Lås ändå, med det som är ofärdigt"), required=False)

    def __init__(self, *args, is_finished: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_finished:
            del self.fields["anyway"]


class ReopenPeriodForm(StyledForm):
    reason = forms.CharField(label=_("Skäl"), max_length=300)


class FetchAgainForm(StyledForm):
    reason = forms.CharField(
        label=_("Varför hämtas filen igen?"),
        max_length=200,
        help_text=_("Samma verifikat får inte bokföras två gånger. Filen blir märkt."),
    )
