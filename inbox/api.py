from functools import partial

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ReadViewSet
from inbox.filters import EnquiryFilterSet
from inbox.models import Enquiry
from inbox.serializers import (
    AcceptEnquirySerializer,
    AssignEnquirySerializer,
    DismissEnquirySerializer,
    EnquirySerializer,
)
from inbox.services.enquiries import accept_enquiry, assign_enquiry, dismiss_enquiry, reopen_enquiry


class EnquiryViewSet(ReadViewSet):
    """Enquiries from the public form. Without filters the list has those awaiting an answer."""

    queryset = Enquiry.objects.for_table()
    serializer_class = EnquirySerializer
    filterset_class = EnquiryFilterSet
    versioned_actions = ReadViewSet.versioned_actions | {"assign", "accept", "dismiss", "reopen"}
    action_permissions = dict.fromkeys(["assign", "accept", "dismiss", "reopen"], "inbox.change_enquiry")

    @extend_schema(request=AssignEnquirySerializer, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request, pk):
        """Assign the enquiry to a user; null for none."""
        return self._act(AssignEnquirySerializer, partial(assign_enquiry, by=request.user))

    @extend_schema(request=AcceptEnquirySerializer, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request, pk):
        """Close the enquiry as about this company and person, and log its text as an e-mail."""
        return self._act(AcceptEnquirySerializer, partial(accept_enquiry, by=request.user))

    @extend_schema(request=DismissEnquirySerializer, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request, pk):
        """Dismiss the enquiry."""
        return self._act(DismissEnquirySerializer, partial(dismiss_enquiry, by=request.user))

    @extend_schema(request=None, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk):
        """Undo that it was dismissed or accepted; company and person are kept."""
        return self._answer(reopen_enquiry(self.get_object(), by=request.user))

    def _act(self, serializer_class, service):
        enquiry = self.get_object()
        asked = serializer_class(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return self._answer(service(enquiry, **asked.validated_data))

    def _answer(self, enquiry):
        return Response(self.get_serializer(self.get_queryset().get(pk=enquiry.pk)).data)
