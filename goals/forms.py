from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import MOST_ROWS, PARTNER_FIELDS, RowsField, StyledForm, VersionedModelForm
from core.images import PhotographField
from core.models import User
from core.money import MoneyFormField
from goals.models import (
    BY_DATE,
    BY_DAYS,
    Benefit,
    DueRule,
    GlobalGoal,
    GlobalGoalReason,
    Goal,
    GoalPage,
    GoalSection,
    KeyFigure,
    KeyFigureValue,
    ShareText,
    Tier,
    TierOffer,
    WayToHelp,
    YearlyAim,
)
from goals.services import PLAIN_TERMS, BenefitTerms

SPARE_ROWS = 3
LONGEST_WAIT = 3650  # days


class GlobalGoalsField(RowsField):
    def label_from_instance(self, obj):
        return f"{obj.number} {obj}"


class GoalForm(VersionedModelForm):
    global_goals = GlobalGoalsField(
        GlobalGoal.objects.all(), label=_("Globala mål"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Goal
        fields = ["number", "name", "name_en", "colour", "problem", "today", "ambition", "share_text"]
        widgets = {
            "colour": forms.ColorInput(attrs={"class": "form-control-color"}),
            "problem": forms.Textarea(attrs={"rows": 2}),
            "today": forms.Textarea(attrs={"rows": 4}),
            "ambition": forms.Textarea(attrs={"rows": 4}),
            "share_text": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["global_goals"] = [goal.pk for goal in self.instance.global_goals.all()]


def _text_boxes(**rows: int) -> dict[str, forms.Textarea]:
    return {name: forms.Textarea(attrs={"rows": height}) for name, height in rows.items()}


class GoalPageForm(VersionedModelForm):
    class Meta:
        model = GoalPage
        fields = [
            "is_public",
            "problem_en",
            "vision",
            "vision_en",
            "background",
            "background_en",
            "share_text_en",
            *PARTNER_FIELDS,
        ]
        field_classes = {"partner_picture": PhotographField}
        widgets = _text_boxes(problem_en=2, vision=2, vision_en=2, background=10, background_en=10, share_text_en=3)
        help_texts = {"partner_name": _("Lämna tomt om organisationens egen kontakt ska stå på sidan.")}


class GoalSectionForm(VersionedModelForm):
    class Meta:
        model = GoalSection
        fields = [
            "kind",
            "heading",
            "heading_en",
            "text",
            "text_en",
            "picture",
            "picture_alt",
            "picture_alt_en",
            "position",
        ]
        field_classes = {"picture": PhotographField}
        widgets = {"kind": forms.RadioSelect} | _text_boxes(text=10, text_en=10)


class WayToHelpForm(VersionedModelForm):
    class Meta:
        model = WayToHelp
        fields = ["audience", "heading", "heading_en", "text", "text_en", "link", "button", "button_en", "position"]
        widgets = {"audience": forms.RadioSelect} | _text_boxes(text=5, text_en=5)


class OneOfEachForm(VersionedModelForm):
    """A part of which a goal has at most one of each kind: those that are taken are no choice."""

    kind = ""

    def clean(self):
        cleaned = super().clean()
        others = type(self.instance).objects.filter(goal=self.instance.goal).exclude(pk=self.instance.pk)
        if cleaned.get(self.kind) and others.filter(**{self.kind: cleaned[self.kind]}).exists():
            self.add_error(self.kind, _("Det finns redan en text för det. Ändra den i stället."))
        return cleaned


class GlobalGoalReasonForm(OneOfEachForm):
    kind = "global_goal"

    class Meta:
        model = GlobalGoalReason
        fields = ["global_goal", "text", "text_en"]
        widgets = _text_boxes(text=3, text_en=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["global_goal"].queryset = self.instance.goal.global_goals.all()


class ShareTextForm(OneOfEachForm):
    kind = "channel"

    class Meta:
        model = ShareText
        fields = ["channel", "text", "text_en"]
        widgets = _text_boxes(text=4, text_en=4)


class KeyFigureForm(VersionedModelForm):
    class Meta:
        model = KeyFigure
        fields = ["name", "name_en", "unit", "unit_en", "position"]


class KeyFigureValueForm(VersionedModelForm):
    class Meta:
        model = KeyFigureValue
        fields = ["measured_on", "value", "source", "source_url"]
        localized_fields = ["value"]  # 61,5 as well as 61.5
        widgets = {"value": forms.TextInput(attrs={"inputmode": "decimal"})}

    def clean_measured_on(self):
        day = self.cleaned_data["measured_on"]
        others = self.instance.key_figure.values.exclude(pk=self.instance.pk)
        if others.filter(measured_on=day).exists():
            raise ValidationError(_("Det finns redan ett värde för den dagen. Ändra det i stället."), code="unique")
        return day


class AimForm(VersionedModelForm):
    class Meta:
        model = YearlyAim
        fields = ["applies_from", "amount"]

    def clean_applies_from(self):
        day = self.cleaned_data["applies_from"]
        others = self.instance.goal.aims.exclude(pk=self.instance.pk)
        if others.filter(applies_from=day).exists():
            raise ValidationError(_("Det finns redan en målsumma från den dagen. Ändra den i stället."), code="unique")
        return day


class TierForm(VersionedModelForm):
    class Meta:
        model = Tier
        fields = ["rank", "name", "plural", "name_en", "plural_en", "silent_after_days", "notice_days"]


class OfferForm(VersionedModelForm):
    example = forms.TypedChoiceField(
        label=_("Märkningen Exempelbelopp"),
        choices=[
            ("", _("Tas bort när beloppet ändras")),
            ("drop", _("Ta bort nu, beloppet gäller")),
            ("keep", _("Behåll, beloppet är ett exempel")),
        ],
        coerce=lambda choice: choice == "keep",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = TierOffer
        fields = ["tier", "yearly_amount", "seats"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["tier"]
        else:
            self.fields["tier"].queryset = Tier.objects.exclude(offers__goal=self.instance.goal)
        if not self.instance.is_example:
            del self.fields["example"]

    @property
    def is_example(self) -> bool | None:
        return self.cleaned_data.get("example")


class BenefitForm(StyledForm):
    """A benefit row of an offer. Not a model form: a row deleted meanwhile by another user can still be saved."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Motprestation"), max_length=200, required=False)
    market_value = MoneyFormField(label=_("Marknadsvärde"), min_value=Decimal(0), required=False)
    quantity = forms.IntegerField(label=_("Antal"), min_value=1, max_value=999, required=False)
    position = forms.IntegerField(label=_("Ordning"), min_value=1, max_value=999, required=False)
    due_rule = forms.ChoiceField(label=_("Ska levereras"), choices=DueRule.choices, required=False)
    due_days = forms.IntegerField(label=_("Dagar"), min_value=0, max_value=LONGEST_WAIT, required=False)
    due_date = forms.DateField(label=_("Datum"), required=False)
    doer = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label=_("Vem gör det"),
        empty_label=_("Den som ansvarar för sponsorskapet"),
        required=False,
    )
    doer_role = forms.CharField(label=_("Eller en roll"), max_length=80, required=False)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("DELETE"):
            self._check_rule(cleaned)
        filled = cleaned.get("market_value") or cleaned.get("position") or cleaned.get("key")
        if filled and not cleaned.get("text") and not cleaned.get("DELETE") and "text" not in self.errors:
            self.add_error("text", _("Skriv motprestationen, eller kryssa för Ta bort."))
        return cleaned

    def _check_rule(self, cleaned):
        rule = cleaned.get("due_rule")
        if rule in BY_DAYS and cleaned.get("due_days") is None and "due_days" not in self.errors:
            self.add_error("due_days", _("Skriv hur många dagar det gäller."))
        if rule in BY_DATE and not cleaned.get("due_date") and "due_date" not in self.errors:
            self.add_error("due_date", _("Välj ett datum."))

    @property
    def removed(self) -> int | None:
        return self.cleaned_data.get("key") if self.cleaned_data.get("DELETE") else None

    @property
    def terms(self) -> BenefitTerms | None:
        """The row's data; None if it is empty or marked for removal."""
        data = self.cleaned_data
        if data.get("DELETE") or not data.get("text"):
            return None
        rule = data["due_rule"] or DueRule.NONE
        return BenefitTerms(
            text=data["text"],
            market_value=data["market_value"] or Decimal(0),
            position=data["position"],
            key=data["key"],
            **{name: data[name] for name in PLAIN_TERMS} | {"quantity": data["quantity"] or 1, "due_rule": rule},
        )


class BaseBenefitFormSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Ta bort")

    @property
    def terms(self) -> list[BenefitTerms]:
        return [form.terms for form in self.forms if form.terms]

    @property
    def removed(self) -> list[int]:
        return [form.removed for form in self.forms if form.removed]


BenefitFormSet = forms.formset_factory(
    BenefitForm,
    formset=BaseBenefitFormSet,
    extra=SPARE_ROWS,
    can_delete=True,
    can_delete_extra=False,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


def benefit_rows(benefits: Iterable[Benefit], data=None) -> BaseBenefitFormSet:
    """A form for each benefit plus SPARE_ROWS; with `data`, the submitted rows."""
    names = ("text", "market_value", "position", *PLAIN_TERMS)
    rows = [{"key": benefit.pk, **{name: getattr(benefit, name) for name in names}} for benefit in benefits]
    return BenefitFormSet(data, initial=None if data else rows, prefix="benefits")
