from django_filters.utils import translate_validation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action

from core.api import ReadViewSet
from imports.filters import ImportFilterSet, ImportRowFilterSet
from imports.models import RowStatus
from imports.queries import listed_imports
from imports.serializers import ImportRowSerializer, ImportSerializer
from imports.services.registry import kinds_visible_to


class ImportViewSet(ReadViewSet):
    """Imported lists and drafts. They are uploaded, read in and undone on the pages."""

    queryset = listed_imports().order_by("-made_at", "-pk")
    serializer_class = ImportSerializer
    filterset_class = ImportFilterSet
    action_parameters = {"rows": ImportRowFilterSet}

    def get_queryset(self):
        return super().get_queryset().filter(kind__in=kinds_visible_to(self.request.user))

    @extend_schema(
        parameters=[OpenApiParameter("status", str, enum=RowStatus.values)],
        responses=ImportRowSerializer(many=True),
        filters=False,
    )
    @action(detail=True)
    def rows(self, request, pk):
        """The rows of the file, and what each changes or changed; `?status=wrong` for those with mistakes."""
        chosen = ImportRowFilterSet(request.query_params, queryset=self.get_object().rows.all())
        if not chosen.is_valid():
            raise translate_validation(chosen.errors)
        page = self.paginate_queryset(chosen.qs)
        return self.get_paginated_response(ImportRowSerializer(page, many=True).data)
