"""The API of tags and stage rules."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActionPermissions, ReadViewSet, StrictRequestMixin
from crm.filters.tags import TagFilterSet
from crm.models import StageRule, Tag
from crm.serializers.pipeline import StageRuleSerializer
from crm.serializers.tags import MergeTagSerializer, TagSerializer
from crm.services.tags import merge_tags


class TagViewSet(StrictRequestMixin, viewsets.ModelViewSet):
    """Tags of companies. A company's tags are set on the company, by name."""

    queryset = Tag.objects.with_numbers()
    serializer_class = TagSerializer
    filterset_class = TagFilterSet
    permission_classes = [ActionPermissions]
    action_permissions = {"merge": "crm.delete_tag"}

    @extend_schema(request=MergeTagSerializer, responses=TagSerializer, filters=False)
    @action(detail=True, methods=["post"])
    def merge(self, request, pk):
        """Replace the tag with another on every company, and delete it. Returns the other tag."""
        tag = self.get_object()
        asked = MergeTagSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        into = asked.validated_data["into"]
        merge_tags(tag, into=into)
        return Response(self.get_serializer(self.get_queryset().get(pk=into.pk)).data)


class StageRuleViewSet(ReadViewSet, mixins.UpdateModelMixin):
    """Expected days, warning days and forecast probability of each open stage."""

    queryset = StageRule.objects.order_by("pk")
    serializer_class = StageRuleSerializer
