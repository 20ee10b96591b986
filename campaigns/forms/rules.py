from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.scoring import COMPONENTS, CONSTANTS, DEFAULT_WEIGHTS, OWN_WEIGHTS, Rules, RuleSet, Weights, decimals
from core.forms import StyledForm
from core.money import MoneyFormField

OWN = "own"
HUNDRED = Decimal(100)


class RulesForm(StyledForm):
    """Choose the rules of a competition. Shares and weights are entered as per cent, money as kronor."""

    kind = forms.ChoiceField(
        label=_("Så räknas det"),
        choices=[
            (RuleSet.FAIR, _("Rättvis sammanvägning")),
            (OWN, OWN_WEIGHTS),
            (RuleSet.TOTAL, _("Mest pengar totalt")),
            (RuleSet.PER_HEAD, _("Mest pengar per person")),
            (RuleSet.PARTICIPATION, _("Störst andel som deltar")),
        ],
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, rules: Rules, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kind", _kind_of(rules))
        for name, label in COMPONENTS.items():
            weight = getattr(rules.weights, name) * HUNDRED
            self.fields[f"weight_{name}"] = _percent_field(label, initial=_plain(weight))
        for name, constant in CONSTANTS.items():
            value = getattr(rules, name)
            if constant.unit == "share":
                field = _percent_field(constant.label, initial=_plain(value * HUNDRED), most=constant.most * HUNDRED)
            elif constant.unit == "kronor":
                field = MoneyFormField(label=constant.label, min_value=Decimal(0), required=False, initial=value)
            else:
                field = forms.IntegerField(
                    label=constant.label,
                    min_value=constant.least,
                    max_value=constant.most,
                    required=False,
                    initial=value,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                )
            field.widget.attrs.setdefault("class", "form-control")
            self.fields[name] = field

    @property
    def weights(self):
        return [self[f"weight_{name}"] for name in COMPONENTS]

    @property
    def usual_weights(self) -> str:
        """`40, 20, 25, 15`: the default weights of the fair rules."""
        return ", ".join(decimals(weight * HUNDRED) for weight in DEFAULT_WEIGHTS)

    @property
    def constants(self):
        return [self[name] for name in CONSTANTS]

    @property
    def has_constant_errors(self) -> bool:
        return any(field.errors for field in self.constants)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        kind = cleaned["kind"]
        weights = DEFAULT_WEIGHTS
        if kind == OWN:
            typed = {name: cleaned[f"weight_{name}"] or Decimal(0) for name in COMPONENTS}
            total = sum(typed.values())
            if total != HUNDRED:
                message = _("Vikterna blir %(total)s procent. De ska bli 100 tillsammans.")
                raise ValidationError({"weight_participation": message % {"total": decimals(total)}})
            weights = Weights(**{name: value / HUNDRED for name, value in typed.items()})
        try:
            cleaned["rules"] = Rules(
                kind=RuleSet.FAIR if kind == OWN else RuleSet(kind), weights=weights, **self._constants(cleaned)
            )
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return cleaned

    def _constants(self, cleaned) -> dict:
        """The input; an empty field means the default value."""
        usual, found = Rules(), {}
        for name, constant in CONSTANTS.items():
            value = cleaned[name]
            if value is None:
                value = getattr(usual, name)
            elif constant.unit == "share":
                value /= HUNDRED
            found[name] = value
        return found

    @property
    def rules(self) -> Rules:
        return self.cleaned_data["rules"]


class AmendRulesForm(RulesForm):
    reason = forms.CharField(label=_("Skäl"), max_length=300, help_text=_("Står på tavlan."))


def _kind_of(rules: Rules) -> str:
    return OWN if rules.kind == RuleSet.FAIR and rules.weights != DEFAULT_WEIGHTS else rules.kind.value


def _plain(value: Decimal) -> Decimal:
    """40 and not 40.00 or 4E+1."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _percent_field(label, *, initial: Decimal, most: Decimal = HUNDRED) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=most,
        max_digits=5,
        decimal_places=2,
        required=False,
        localize=True,
        initial=initial,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control"}),
    )
