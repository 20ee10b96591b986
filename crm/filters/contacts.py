import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import FilterSet, SearchFilter
from crm.filters.choices import linked_filter
from crm.models import Company, Contact


class ContactFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök namn, e-post eller telefon"))
    company = linked_filter(
        pgettext_lazy("ett", "Företag"), Company.objects.all(), field_name="affiliations__company", distinct=True
    )
    do_not_contact = django_filters.BooleanFilter(
        label=_("Vill inte bli kontaktad"),
        widget=forms.Select(choices=[("", _("Alla")), ("true", _("Ja")), ("false", _("Nej"))]),
    )

    class Meta:
        model = Contact
        fields = []
