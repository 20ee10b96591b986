from django.utils.translation import gettext_lazy as _

from core.filters import FilterSet, SearchFilter
from crm.models import Tag


class TagFilterSet(FilterSet):
    q = SearchFilter(label=_("Sök etikett"))

    class Meta:
        model = Tag
        fields = []
