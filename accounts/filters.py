import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from accounts.services.roles import all_roles
from core.filters import FilterSet, SearchFilter
from core.models import ApiToken, User

LINK_STATES = [
    ("open", _("Väntar")),
    ("used", _("Använd")),
    ("expired", _("Har gått ut")),
    ("revoked", _("Återkallad")),
]


class UserFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök användare"))
    role = django_filters.ModelChoiceFilter(label=_("Roll"), field_name="groups", queryset=lambda _request: all_roles())
    state = django_filters.ChoiceFilter(
        label=_("Läge"), choices=[("active", _("Aktiv")), ("paused", _("Pausad"))], method="filter_state"
    )

    class Meta:
        model = User
        fields = []

    def filter_state(self, queryset, name, value):
        return queryset.filter(is_active=value == "active")


class InvitationFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök inbjudan"))
    state = django_filters.ChoiceFilter(label=_("Läge"), choices=LINK_STATES, method="filter_state")

    class Meta:
        model = Invitation
        fields = []

    def filter_state(self, queryset, name, value):
        return queryset.in_state(value)


class KeyFilterSet(FilterSet):
    user = django_filters.ModelChoiceFilter(label=_("Användare"), queryset=User.objects.order_by("sort_key", "pk"))
    may_write = django_filters.BooleanFilter(
        label=_("Får skriva"),
        widget=forms.Select(choices=[("", _("Alla")), ("true", _("Ja")), ("false", _("Nej"))]),
    )

    class Meta:
        model = ApiToken
        fields = []
