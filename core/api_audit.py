"""The audit log for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action

from core.api import ActionPermissions, FilteredListMixin, StrictRequestMixin
from core.api_changesets import RowChangeSerializer
from core.audit_lists import AuditFilterSet, said
from core.models import AuditEntry
from core.row_changes import ChangeFilterSet, explain
from core.serializers import ModelSerializer


class AuditEntrySerializer(ModelSerializer):
    id = serializers.IntegerField(source="number", read_only=True)
    user_name = serializers.CharField(source="user", read_only=True, allow_null=True)
    words = serializers.SerializerMethodField(help_text="Empty if there were none or they are erased.")
    address = serializers.SerializerMethodField(help_text="The network that it came from, if known.")

    class Meta:
        model = AuditEntry
        fields = [
            "id",
            "at",
            "kind",
            "user",
            "user_name",
            "subject",
            "subject_id",
            "person",
            "person_id",
            "words",
            "address",
            "facts",
            "request_id",
            "digest",
        ]
        read_only_fields = fields

    def get_words(self, entry) -> str:
        return said(entry, "words")

    def get_address(self, entry) -> str:
        return said(entry, "address")


class LoggedChangeSerializer(serializers.Serializer):
    when = serializers.DateTimeField()
    by = serializers.IntegerField(source="by.pk", allow_null=True, default=None)
    by_name = serializers.CharField(source="by", allow_null=True)
    reason = serializers.CharField()
    row = RowChangeSerializer()


class AuditViewSet(StrictRequestMixin, FilteredListMixin, viewsets.ReadOnlyModelViewSet):
    """Who did what that someone may have to answer for: logins, exports, files, keys, roles. Only administrators."""

    queryset = AuditEntry.objects.select_related("user", "said")
    serializer_class = AuditEntrySerializer
    filterset_class = AuditFilterSet
    permission_classes = [ActionPermissions]
    action_permissions = {"changes": "core.view_auditentry"}
    action_parameters = {"changes": ChangeFilterSet}

    @extend_schema(responses=LoggedChangeSerializer(many=True), filters=False)
    @action(detail=False)
    def changes(self, request):
        """What was changed in rows, from their histories: old and new, newest first; of the last week by default."""
        filters = ChangeFilterSet(request.query_params)
        if filters.form.errors:
            raise serializers.ValidationError(filters.form.errors)
        page = explain(self.paginate_queryset(filters.qs), user=request.user)
        return self.get_paginated_response(LoggedChangeSerializer(page, many=True).data)
