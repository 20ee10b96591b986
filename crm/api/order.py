"""What keeps the register in order: tags, stages and imports."""

from django_filters.utils import translate_validation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActionPermissions, ReadViewSet, StrictRequestMixin
from crm.filters.imports import ImportFilterSet, ImportRowFilterSet
from crm.filters.tags import TagFilterSet
from crm.models import RowStatus, StageRule, Tag
from crm.queries.imports import listed_imports
from crm.serializers.imports import ImportRowSerializer, ImportSerializer
from crm.serializers.pipeline import StageRuleSerializer
from crm.serializers.tags import MergeTagSerializer, TagSerializer
from crm.services.tags import merge_tags


class TagViewSet(StrictRequestMixin, viewsets.ModelViewSet):
    """Labels on companies. A company's own are set on the company, by their names."""

    queryset = Tag.objects.with_numbers()
    serializer_class = TagSerializer
    filterset_class = TagFilterSet
    permission_classes = [ActionPermissions]
    action_permissions = {"merge": "crm.delete_tag"}

    @extend_schema(request=MergeTagSerializer, responses=TagSerializer, filters=False)
    @action(detail=True, methods=["post"])
    def merge(self, request, pk):
        """Every company with it gets the other one instead, and it is gone. Answers with the other one."""
        tag = self.get_object()
        asked = MergeTagSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        into = asked.validated_data["into"]
        merge_tags(tag, into=into)
        return Response(self.get_serializer(self.get_queryset().get(pk=into.pk)).data)


class StageRuleViewSet(ReadViewSet, mixins.UpdateModelMixin):
    """What is expected of a dialogue in each open stage: days, and the probability that the forecast counts with."""

    queryset = StageRule.objects.order_by("pk")
    serializer_class = StageRuleSerializer


class ImportViewSet(ReadViewSet):
    """Lists that have been read in, or are about to be. They are sent, committed and taken back on the pages."""

    queryset = listed_imports().order_by("-made_at", "-pk")
    serializer_class = ImportSerializer
    filterset_class = ImportFilterSet
    action_parameters = {"rows": ImportRowFilterSet}

    @extend_schema(
        parameters=[OpenApiParameter("status", str, enum=RowStatus.values)],
        responses=ImportRowSerializer(many=True),
        filters=False,
    )
    @action(detail=True)
    def rows(self, request, pk):
        """The rows of the file and what comes, or came, of each; `?status=wrong` for those with mistakes."""
        chosen = ImportRowFilterSet(request.query_params, queryset=self.get_object().rows.all())
        if not chosen.is_valid():
            raise translate_validation(chosen.errors)
        page = self.paginate_queryset(chosen.qs)
        return self.get_paginated_response(ImportRowSerializer(page, many=True).data)
