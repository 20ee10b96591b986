import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from drf_spectacular.utils import extend_schema_field

from core.filters import KeptChoiceFilter
from crm.filters.choices import goal_filter, linked_filter, tier_filter, user_filter
from crm.filters.partners import PartnerFilterSet
from crm.models import Affiliation, Company, CompanyStatus, Contact, LegalBasis, Tag
from crm.querysets.contacts import MOST_APART


def _yes_no():
    return forms.Select(choices=[("", _("Alla")), ("true", _("Ja")), ("false", _("Nej"))])


class ContactFilterSet(PartnerFilterSet):
    """All filters on company and role must match the same current role."""

    q = django_filters.CharFilter(label=_("Sök namn, företag, e-post eller telefon"), method="filter_words")
    company = linked_filter(pgettext_lazy("ett", "Företag"), Company.objects.all(), method="filter_at")
    is_primary = django_filters.BooleanFilter(label=_("Huvudkontakt"), widget=_yes_no(), method="filter_role")
    status = django_filters.ChoiceFilter(
        label=_("Företagets status"), choices=CompanyStatus.choices, method="filter_company"
    )
    owner = user_filter(_("Företagets ansvariga"), method="filter_owner")
    goal = goal_filter(method="filter_partner")
    tier = tier_filter(method="filter_partner")
    tag = KeptChoiceFilter(label=_("Etikett"), queryset=Tag.objects.all(), method="filter_tag")
    legal_basis = django_filters.ChoiceFilter(label=_("Rättslig grund"), choices=LegalBasis.choices)
    may_write = django_filters.BooleanFilter(
        label=_("Går att mejla"),
        method="filter_may_write",
        widget=_yes_no(),
        help_text=_("Har e-post och har inte tackat nej till att bli kontaktad."),
    )
    do_not_contact = django_filters.BooleanFilter(label=_("Vill inte bli kontaktad"), widget=_yes_no())

    class Meta:
        model = Contact
        fields = []

    def filter_queryset(self, queryset):
        self._roles = None
        found = super().filter_queryset(queryset)
        return found if self._roles is None else found.filter(Exists(self._roles.filter(contact=OuterRef("pk"))))

    def only_partners(self, queryset, in_force):
        return self._among_roles(queryset, company__in=in_force.order_by().values("company"))

    def filter_words(self, queryset, name, value):
        return queryset.mentioning(value)

    def filter_role(self, queryset, name, value):
        return self._among_roles(queryset, **{name: value})

    def filter_company(self, queryset, name, value):
        return self._among_roles(queryset, **{f"company__{name}": value})

    @extend_schema_field(int)
    def filter_at(self, queryset, name, value):
        return self._among_roles(queryset, company=value)

    @extend_schema_field(int)
    def filter_owner(self, queryset, name, value):
        return self._among_roles(queryset, company__owner=value)

    @extend_schema_field(int)
    def filter_tag(self, queryset, name, value):
        return self._among_roles(queryset, company__tags=value)

    def filter_may_write(self, queryset, name, value):
        may = Q(do_not_contact=False) & ~Q(email="")
        return queryset.filter(may if value else ~may)

    def _among_roles(self, queryset, **asked):
        self._roles = self._roles_today().filter(**asked)
        return queryset

    def _roles_today(self):
        return Affiliation.objects.current_on(timezone.localdate()) if self._roles is None else self._roles

    def matching_roles(self) -> dict[int, Affiliation]:
        """For each contact, the current role that put it in the list, preferring a company that the search matches.

        Two queries, plus one per search word, at most MOST_APART.
        """
        people = self.qs.order_by()  # evaluating `qs` applies the filters, which sets _roles
        roles = self._roles_today().filter(contact__in=people.values("pk")).select_related("company")
        found = list(roles.order_by(*Affiliation._meta.ordering))
        named = set()
        companies = Company.objects.filter(pk__in=roles.order_by().values("company"))
        for word in self.form.cleaned_data["q"].split()[:MOST_APART] if self.is_valid() else ():
            named.update(companies.matching(word).order_by().values_list("pk", flat=True))
        meant: dict[int, Affiliation] = {}
        for role in sorted(found, key=lambda role: role.company_id not in named):
            meant.setdefault(role.contact_id, role)
        return meant
