from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm
from core.money import MoneyFormField, NoAmount, parse_amount
from core.numbers import whole_number
from finance.models import AccountUse, Flow, Payment, account_numbers
from finance.models.ledger import account_number
from finance.rules.payment_matching import Target, TargetKind
from finance.services.payment_matching import Chosen
from goals.models import Goal

# What a rest may be booked as, each on an account that is suggested and may be changed.
INCOME, INCOME_ACCOUNT = "income", "3990"  # of the chart BAS: it is not among the accounts that finance chooses
RESTS = (
    (AccountUse.ROUNDING, Flow.OTHER, _("Öresavrundning")),
    (AccountUse.FEES, Flow.FEE, _("Bank- eller Swishavgift")),
    (INCOME, Flow.OTHER, _("Annan intäkt")),
)


def read_choice(text: str) -> list[Chosen]:
    """`instalment-12:500.00 instalment-13:250.00`, as the proposals write it. Raises ValidationError."""
    chosen = []
    for word in text.split():
        key, _colon, amount = word.partition(":")
        kind, _dash, pk = key.partition("-")
        try:
            chosen.append(Chosen(TargetKind(kind), whole_number(pk) or 0, parse_amount(amount)))
        except (ValueError, NoAmount):
            raise ValidationError(_("Välj ett av förslagen.")) from None
    if not chosen:
        raise ValidationError(_("Välj ett av förslagen."))
    return chosen


class SplitForm(StyledForm):
    """A payment shared over several, and what is left of it on accounts of the books."""

    reason = forms.CharField(
        label=_("Skäl"),
        required=False,
        max_length=200,
        help_text=_("Behövs för pengar till en tävling som är avgjord, och för en återbetalning."),
    )
    goal = forms.ModelChoiceField(label=_("Mål för annan intäkt"), queryset=Goal.objects.none(), required=False)

    def __init__(self, *args, payment: Payment, targets: Iterable[Target], **kwargs):
        super().__init__(*args, **kwargs)
        self.payment, self.targets = payment, list(targets)
        self.fields["goal"].queryset = Goal.objects.all()
        for target in self.targets:
            self.fields[target.key] = MoneyFormField(label=target.label, required=False)
        suggested = account_numbers() | {INCOME: INCOME_ACCOUNT}
        for use, _flow, label in RESTS:
            self.fields[f"rest-{use}"] = MoneyFormField(label=label, required=False)
            self.fields[f"account-{use}"] = forms.CharField(
                label=_("Konto för %(what)s") % {"what": label},
                initial=suggested[use],
                required=False,
                validators=[account_number],
            )

    def target_fields(self) -> list[tuple[Target, forms.BoundField]]:
        return [(target, self[target.key]) for target in self.targets]

    def rest_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"rest-{use}"], self[f"account-{use}"]) for use, _flow, _label in RESTS]

    def clean(self):
        data = super().clean()
        total = sum((amount for _name, amount in self._amounts()), Decimal(0))
        left = self.payment.unallocated
        if not self.errors and not total:
            raise ValidationError(_("Skriv minst ett belopp."))
        if not self.errors and abs(total) > abs(left):
            raise ValidationError(_("Så mycket finns inte kvar att fördela."))
        for use, _flow, _label in RESTS:
            if data.get(f"rest-{use}") and not data.get(f"account-{use}"):
                self.add_error(f"account-{use}", _("Skriv kontot."))
        return data

    def _amounts(self) -> list[tuple[str, Decimal]]:
        """Money out is typed without its sign."""
        sign = -1 if self.payment.amount < 0 else 1
        names = [target.key for target in self.targets] + [f"rest-{use}" for use, _flow, _label in RESTS]
        return [(name, abs(amount) * sign) for name in names if (amount := self.cleaned_data.get(name))]

    def parts(self) -> list[Chosen]:
        keys = {target.key: target for target in self.targets}
        return [Chosen(keys[name].kind, keys[name].pk, amount) for name, amount in self._amounts() if name in keys]

    def rests(self) -> list[tuple[str, Flow, Decimal]]:
        """Account, flow and kronor of what goes to accounts of the books."""
        amounts = dict(self._amounts())
        return [
            (self.cleaned_data[f"account-{use}"], flow, amounts[f"rest-{use}"])
            for use, flow, _label in RESTS
            if f"rest-{use}" in amounts
        ]
