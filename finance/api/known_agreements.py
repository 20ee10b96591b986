"""Agreements as they were known, and lists of money that were downloaded, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActionPermissions, FilteredListMixin, StrictRequestMixin
from crm.models import SponsorshipEvent
from finance.filters.exports import ExportFilterSet
from finance.filters.known_agreements import ComparisonFilterSet, KnownFilterSet
from finance.models import ExportRecord
from finance.queries.exports import rows_of
from finance.queries.known_agreements import compare
from finance.serializers.known_agreements import (
    ComparisonSerializer,
    ExportRecordSerializer,
    KnownAgreementSerializer,
)


class KnownAgreementViewSet(StrictRequestMixin, FilteredListMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    """Signed sponsorships as they were known when a day was over, with their kronor in a year."""

    queryset = SponsorshipEvent.objects.select_related("goal").order_by("agreement_no")
    serializer_class = KnownAgreementSerializer
    filterset_class = KnownFilterSet
    permission_classes = [ActionPermissions]
    action_permissions = {"changes": "crm.view_sponsorshipevent"}
    action_parameters = {"changes": ComparisonFilterSet}

    def get_serializer_context(self):
        asked = getattr(self.request, "query_params", None)
        filterset = KnownFilterSet(asked, queryset=SponsorshipEvent.objects.none())
        return super().get_serializer_context() | {"period": filterset.period}

    @extend_schema(responses=ComparisonSerializer, filters=False)
    @action(detail=False, pagination_class=None)
    def changes(self, request):
        """What two days of knowing differ by: the kronor of the rows sum to the difference."""
        filters = ComparisonFilterSet(request.query_params, queryset=SponsorshipEvent.objects.none())
        if filters.form.errors:
            raise serializers.ValidationError(filters.form.errors)
        return Response(ComparisonSerializer(compare(*filters.lists())).data)


class ExportRecordViewSet(StrictRequestMixin, FilteredListMixin, viewsets.ReadOnlyModelViewSet):
    """Lists of money that were downloaded, each with the digest of its rows."""

    queryset = ExportRecord.objects.defer("packed").order_by("-made_at")
    serializer_class = ExportRecordSerializer
    filterset_class = ExportFilterSet
    permission_classes = [ActionPermissions]
    action_permissions = {"rows": "finance.view_exportrecord"}

    @extend_schema(responses=serializers.ListSerializer(child=serializers.ListField()), filters=False)
    @action(detail=True, pagination_class=None)
    def rows(self, request, pk):
        """The rows as they were, in the order of its columns."""
        return Response(rows_of(self.get_object()))
