from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import TypeaheadField
from core.models import User
from crm.models import Company, Contact, Tag


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
    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.filter(is_active=True), **kwargs)


class TagsField(forms.CharField):
    """Names with commas between."""

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
