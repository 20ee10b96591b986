"""The letters for programs."""

from rest_framework import viewsets

from core.api import FilteredListMixin, StrictRequestMixin
from core.api_defaults import ModelPermissions
from mailing.filters import LetterFilterSet
from mailing.models import Letter
from mailing.serializers import LetterSerializer


class LetterPermissions(ModelPermissions):
    """A list of all that were written to is an administrator's, as the audit log is."""

    def has_permission(self, request, view):
        return super().has_permission(request, view) and request.user.has_perm("core.view_auditentry")


class LetterViewSet(StrictRequestMixin, FilteredListMixin, viewsets.ReadOnlyModelViewSet):
    """Letters that Medspel has sent or is to send: to whom, about what, and how it went. Only administrators."""

    queryset = Letter.objects.for_table()
    serializer_class = LetterSerializer
    filterset_class = LetterFilterSet
    permission_classes = [LetterPermissions]
