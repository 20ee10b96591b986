from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.field_permissions import who_may
from core.forms import TypeaheadField
from core.models import User
from core.money import parse_amount
from crm.models import OPEN, Company, CompanyStatus, Contact, Tag
from crm.services.sponsorships import other_dialogue


class ConfirmsUnpaid(forms.Form):
    """Mixin for a form with `amount`: ask for confirmation if it is 0 kr."""

    unpaid = forms.BooleanField(
        label=_("Företaget ska inte betala något"),
        required=False,
        help_text=_("Till exempel när det ger arbete eller varor i stället för pengar."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Do not use the bound field: it would cache the current help text.
        amount = self.data.get(self.add_prefix("amount")) if self.is_bound else self.initial.get("amount")
        try:
            is_zero = amount is not None and parse_amount(str(amount)) == 0
        except ValueError:
            is_zero = False
        if not is_zero:
            del self.fields["unpaid"]


class AsksWhetherAnother(forms.ModelForm):
    """Mixin for a dialogue form: show an open dialogue on the same terms, and ask whether to open another."""

    another = forms.BooleanField(
        label=_("Vi för två dialoger"),
        required=False,
        help_text=_("Båda räknas i prognosen. Till exempel när den andra gäller en senare period."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["another"]

    def _post_clean(self):
        super()._post_clean()
        dialogue = self.instance
        is_new_here = not dialogue.pk or {"company", "goal", "tier"}.intersection(self.changed_data)
        whole = dialogue.company_id and dialogue.goal_id and dialogue.tier_id
        other = other_dialogue(dialogue) if whole and is_new_here and dialogue.stage in OPEN else None
        # Two that renew the same agreement get a more precise error from the service: AlreadyRenewed.
        if other is None or (dialogue.renews_id and other.renews_id == dialogue.renews_id):
            self.fields.pop("another", None)
        elif not self.cleaned_data.get("another"):
            words = _("Det finns redan en öppen dialog om samma mål och nivå: {}. Gå vidare med den, eller kryssa här.")
            link = format_html('<a href="{}">{}</a>', other.get_absolute_url(), other.agreement_no)
            self.add_error("another", format_html(words, link))


ENDED_WORDS = _(
    "Avtal, löften och planerade steg står kvar tills de avslutas för sig. Företaget syns inte längre på webbplatsen, "
    "bland dialogerna och förnyelserna eller som tyst på Idag."
)


class AsksWhetherEnded(forms.Form):
    """Mixin for a form with a company's `status`: ask for confirmation if it is set to ended.

    crm.services.companies.require_end_is_meant lists the open commitments and decides whether to require it.
    """

    end_anyway = forms.BooleanField(label=_("Avsluta företaget ändå"), required=False, help_text=ENDED_WORDS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get(self.add_prefix("status")) != CompanyStatus.ENDED:
            del self.fields["end_anyway"]


class CompanyField(TypeaheadField):
    def __init__(self, **kwargs):
        kwargs.setdefault("label", pgettext_lazy("ett", "Företag"))
        super().__init__(
            queryset=Company.objects.all(),
            url=reverse_lazy("crm:company_options"),
            resolve=Company.objects.best_first,
            **kwargs,
        )


class ContactField(TypeaheadField):
    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Person"))
        super().__init__(
            queryset=Contact.objects.all(),
            url=reverse_lazy("crm:contact_options"),
            resolve=Contact.objects.best_first,
            **kwargs,
        )


class UserField(forms.ModelChoiceField):
    """A user with the permission `may`, or the one already stored on the row."""

    def __init__(self, *, may: str, **kwargs):
        self.may = may
        super().__init__(queryset=User.objects.none(), **kwargs)

    def get_bound_field(self, form, field_name):
        row = getattr(form, "instance", None)
        has_it = row and row.pk and getattr(row, f"{field_name}_id", None)
        self.queryset = who_may(self.may, also=has_it or None)
        return super().get_bound_field(form, field_name)


class TagsField(forms.CharField):
    """Comma-separated names."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Skilj etiketterna åt med kommatecken."))
        kwargs.setdefault("label", _("Etiketter"))
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        names = [" ".join(name.split()) for name in super().to_python(value).split(",")]
        return [name for name in names if name]

    def validate(self, value):
        super().validate(value)
        for name in value:
            try:
                Tag(name=name).clean_fields()
            except forms.ValidationError as error:
                raise forms.ValidationError(error.messages) from None

    def prepare_value(self, value):
        return ", ".join(str(tag) for tag in value) if isinstance(value, list) else value
