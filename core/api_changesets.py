"""Changesets for programs: what was written at once, row by row, and its undo."""

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActionPermissions, FilteredListMixin, StrictRequestMixin
from core.changeset_lists import ChangesetFilterSet
from core.changesets import KINDS, in_the_way, listed_to, may_undo, row_changes, with_numbers
from core.changesets.preview import CHANGED, MADE, REMOVED
from core.models import Changeset
from core.serializers import ModelSerializer


class ChangesetSerializer(ModelSerializer):
    number = serializers.IntegerField(read_only=True, help_text="How many rows were written.")
    made_by_name = serializers.CharField(source="made_by", read_only=True)
    undone_by_name = serializers.CharField(source="undone_by", read_only=True, allow_null=True)

    class Meta:
        model = Changeset
        fields = [
            "id",
            "kind",
            "subject",
            "name",
            "fields",
            "number",
            "made_by",
            "made_by_name",
            "made_at",
            "undone_by",
            "undone_by_name",
            "undone_at",
        ]
        read_only_fields = fields


class TouchedSerializer(serializers.Serializer):
    name = serializers.CharField()
    why = serializers.CharField()
    when = serializers.DateTimeField(allow_null=True)
    who = serializers.CharField(allow_null=True)


class ChangesetDetailSerializer(ChangesetSerializer):
    in_the_way = TouchedSerializer(many=True, read_only=True, help_text="Why it cannot be undone; empty if it can.")

    class Meta(ChangesetSerializer.Meta):
        fields = [*ChangesetSerializer.Meta.fields, "in_the_way"]
        read_only_fields = fields


class FieldChangeSerializer(serializers.Serializer):
    label = serializers.CharField()
    old = serializers.CharField(help_text="Empty if there was no value.")
    new = serializers.CharField()


class RowChangeSerializer(serializers.Serializer):
    model = serializers.CharField()
    object_id = serializers.IntegerField()
    name = serializers.CharField(help_text="Empty if the user may not see the row.")
    done = serializers.ChoiceField([MADE, CHANGED, REMOVED])
    fields = FieldChangeSerializer(many=True)


class ChangesetViewSet(StrictRequestMixin, FilteredListMixin, viewsets.ReadOnlyModelViewSet):
    """Bulk changes, imports and merges: the rows that each wrote, old and new, and its undo.

    A changeset is seen whole by those who may undo it; others see in the list that there is one.
    """

    queryset = Changeset.objects.none()
    serializer_class = ChangesetSerializer
    filterset_class = ChangesetFilterSet
    permission_classes = [ActionPermissions]
    action_permissions = {"undo": "core.view_changeset"}
    action_parameters = {"rows": serializers.Serializer}

    def get_queryset(self):
        return listed_to(self.request.user) if self.action == "list" else with_numbers(Changeset.objects.all())

    def get_object(self):
        changeset = super().get_object()
        if not may_undo(changeset, user=self.request.user):
            raise exceptions.PermissionDenied
        return changeset

    @extend_schema(responses=ChangesetDetailSerializer)
    def retrieve(self, request, *args, **kwargs):
        changeset = self.get_object()
        changeset.in_the_way = in_the_way(changeset)
        return Response(ChangesetDetailSerializer(changeset, context=self.get_serializer_context()).data)

    @extend_schema(responses=RowChangeSerializer(many=True), filters=False)
    @action(detail=True)
    def rows(self, request, pk):
        """Each row and its fields as they were and as they were left, without fields that the user may not read."""
        page = self.paginate_queryset(self.get_object().changes.all())
        return self.get_paginated_response(RowChangeSerializer(row_changes(page, user=request.user), many=True).data)

    @extend_schema(request=None, responses=ChangesetSerializer, filters=False)
    @action(detail=True, methods=["post"])
    def undo(self, request, pk):
        """Take all of it back; 409 if somebody has worked on any of the rows since, or it is undone already."""
        changeset = self.get_object()
        KINDS[changeset.kind].undo(changeset, request.user)
        return Response(self.get_serializer(self.get_queryset().get(pk=changeset.pk)).data)
