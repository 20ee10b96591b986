"""What came in the mailbox, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from core.api import ActionPermissions, FilteredListMixin, StrictRequestMixin
from inbox.filters import InboundFilterSet
from inbox.models import InboundMail
from inbox.serializers import InboundMailDetailSerializer, InboundMailSerializer, LogMailSerializer
from inbox.services.email_to_log import log_inbound
from inbox.services.inbound import MAY_ADD_DOCUMENT, take_back, throw_away
from inbox.services.triage import MAY_LOG

CHANGE = "inbox.change_inboundmail"


class InboundMailViewSet(StrictRequestMixin, FilteredListMixin, viewsets.ReadOnlyModelViewSet):
    """Mail of the mailbox that is read by itself. Without filters the list has what waits for somebody."""

    queryset = InboundMail.objects.full().for_table()
    serializer_class = InboundMailSerializer
    filterset_class = InboundFilterSet
    permission_classes = [ActionPermissions]
    action_permissions = dict.fromkeys(["log", "dismiss", "take_back"], CHANGE)

    def get_queryset(self):
        mails = super().get_queryset()
        return mails.defer("parsed", "refused") if self.action == "list" else mails

    def get_serializer_class(self):
        return InboundMailSerializer if self.action == "list" else InboundMailDetailSerializer

    @extend_schema(request=LogMailSerializer, responses=InboundMailDetailSerializer)
    @action(detail=True, methods=["post"])
    def log(self, request, pk):
        """Log the message at these companies and people, with its attachments as documents if that is asked for."""
        row = self.get_object()
        asked = LogMailSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        if not request.user.has_perms([MAY_LOG, *([MAY_ADD_DOCUMENT] if data["with_attachments"] else [])]):
            raise PermissionDenied
        log_inbound(row, by=request.user, **data)
        return self._shown(row)

    @extend_schema(request=None, responses=InboundMailDetailSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request, pk):
        """Throw the message away. It can be taken back until it is emptied."""
        return self._shown(throw_away(self.get_object(), by=request.user))

    @extend_schema(request=None, responses=InboundMailDetailSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk):
        """Let the message wait again, thrown away or sorted aside."""
        return self._shown(take_back(self.get_object(), by=request.user))

    def _shown(self, row: InboundMail) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)
