from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import RowsField, StyledForm, VersionedModelForm
from core.kept_photos import KeptPhotoField
from core.ordering import in_order
from crm.forms.fields import CompanyField, UserField
from crm.models import Company, Delivery, DeliveryPart, DeliveryState
from crm.services.deliveries import ProofContent

USED = [("", _("Vet inte än")), ("yes", _("Ja")), ("no", _("Nej"))]
_AS_BOOLEAN = {"yes": True, "no": False}


class UsedField(forms.TypedChoiceField):
    """Whether the company used the delivery; may be left unknown."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Använd av företaget"),
            choices=USED,
            coerce=_AS_BOOLEAN.get,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )


class ProofFields(forms.Form):
    """Fields for a photograph, a link and a note, combined in `proof`."""

    image = KeptPhotoField(
        label=_("Foto"), required=False, help_text=_("Plats och tid som kameran skrivit in tas bort.")
    )
    link = forms.URLField(label=_("Länk"), required=False, assume_scheme="https", max_length=200)
    text = forms.CharField(
        label=_("Anteckning"), max_length=300, required=False, help_text=_("Vad fotot eller länken visar.")
    )

    @property
    def proof(self) -> ProofContent:
        data = self.cleaned_data
        return ProofContent(image=data.get("image"), link=data.get("link", ""), text=data.get("text", ""))


class ProofForm(ProofFields, StyledForm):
    """Asks which part the proof concerns, if the delivery has several."""

    part = forms.ModelChoiceField(
        DeliveryPart.objects.none(), label=_("Vad gäller det?"), required=False, empty_label=_("Löftet som helhet")
    )

    field_order = ["part", "image", "link", "text"]

    def __init__(self, *args, delivery: Delivery, **kwargs):
        super().__init__(*args, **kwargs)
        if delivery.quantity > 1 and delivery.delivered:
            self.fields["part"].queryset = delivery.parts.all()
        else:
            del self.fields["part"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.proof:
            raise ValidationError(_("Ta ett foto, skriv en länk eller en anteckning."), code="empty")
        return cleaned


class PastDayField(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(label=_("Levererad den"), initial=timezone.localdate, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("Dagen har inte varit än."), code="future")


class DeliveryForm(VersionedModelForm):
    """Due day and doer only: the promise itself was agreed."""

    doer = UserField(
        may="crm.change_delivery",
        label=_("Vem gör det"),
        required=False,
        empty_label=_("Den som ansvarar för sponsorskapet"),
    )

    class Meta:
        model = Delivery
        fields = ["due_on", "doer", "doer_role"]
        help_texts = {"doer_role": _("Om det inte är en enda person, till exempel Kommunikation.")}


class PromiseForm(DeliveryForm):
    """A promise beside the offer."""

    class Meta(DeliveryForm.Meta):
        fields = ["text", "quantity", "market_value", "due_on", "doer", "doer_role"]
        help_texts = DeliveryForm.Meta.help_texts | {
            "market_value": _("Vad det hade kostat att köpa, för hela antalet. Det räknas på motprestationsbeviset."),
        }


class DeliverForm(ProofFields, VersionedModelForm):
    """Omits the quantity if only one is left."""

    quantity = forms.IntegerField(label=_("Hur många?"), min_value=1, initial=1)
    delivered_on = PastDayField()
    used = UsedField()

    class Meta:
        model = Delivery
        fields = []

    field_order = ["version", "quantity", "delivered_on", "image", "link", "text", "used"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.left > 1:
            self.fields["quantity"].help_text = gettext("%(left)s är kvar.") % {"left": self.instance.left}
        else:
            del self.fields["quantity"]


class SetAsideForm(VersionedModelForm):
    to = forms.ChoiceField(
        label=_("Vad hände?"),
        choices=[
            (DeliveryState.WAIVED, _("Företaget avstod")),
            (DeliveryState.VOID, _("Den är inte längre aktuell")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Skäl"), max_length=300)

    class Meta:
        model = Delivery
        fields = []


class OpenDeliveryField(forms.ModelChoiceField):
    """A company's owed deliveries as radio buttons."""

    def __init__(self, **kwargs):
        super().__init__(
            Delivery.objects.none(),
            label=_("Vad har du levererat?"),
            help_text=_("Av det som är flera levereras ett i taget."),
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj vad du har levererat.")},
            **kwargs,
        )

    def label_from_instance(self, obj):
        when = gettext("senast %(day)s") % {"day": obj.due_on} if obj.due_on else gettext("ingen bestämd dag")
        words = [str(obj.sponsorship.goal), when]
        if obj.quantity > 1:
            words.append(obj.progress or gettext("%(left)s är kvar") % {"left": obj.left})
        return f"{obj.text} ({', '.join(words)})"


class SnapForm(ProofFields, StyledForm):
    """Register a delivery from a phone: photograph, company, delivery."""

    company = CompanyField()
    delivery = OpenDeliveryField()
    used = UsedField()
    delivered_on = PastDayField()
    image = KeptPhotoField(label=_("Foto"), required=False, capture=True)

    field_order = ["image", "company", "delivery", "text", "used", "delivered_on", "link"]

    def __init__(self, *args, company: Company | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.company_chosen = company
        if company:
            owed = in_order(Delivery.objects.owed().filter(sponsorship__company=company).for_table(), "due_on", "pk")
            self.fields["delivery"].queryset = owed
            keys = list(owed.values_list("pk", flat=True)[:2])
            if len(keys) == 1 and not self.is_bound:
                self.initial.setdefault("delivery", keys[0])


class BulkField(RowsField):
    def label_from_instance(self, obj):
        more = ", ".join(filter(None, [obj.due_on and str(obj.due_on), obj.progress]))
        return f"{obj.sponsorship.company}, {obj.sponsorship.tier_label}{f' ({more})' if more else ''}"


class BulkForm(StyledForm):
    """Deliver one benefit to many sponsors at once."""

    deliveries = BulkField(
        Delivery.objects.none(),
        label=pgettext_lazy("flera", "Sponsorer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Välj minst en sponsor."),
            "invalid_choice": _("Något av det du valde är redan levererat eller inte längre aktuellt."),
        },
    )
    each = forms.TypedChoiceField(
        label=_("Hur många till var och en?"),
        choices=[("1", _("En")), ("", _("Alla som är kvar"))],
        initial="1",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    delivered_on = PastDayField()
    link = forms.URLField(label=_("Länk"), required=False, assume_scheme="https", max_length=200)
    text = forms.CharField(
        label=_("Anteckning"), max_length=300, required=False, help_text=_("Sparas som bevis på var och en.")
    )

    def __init__(self, *args, owed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deliveries"].queryset = owed
        self.initial.setdefault("deliveries", list(owed))
        if all(delivery.left == 1 for delivery in owed):
            del self.fields["each"]

    @property
    def proof(self) -> ProofContent:
        return ProofContent(link=self.cleaned_data["link"], text=self.cleaned_data["text"])
