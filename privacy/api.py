from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import RecordViewSet
from privacy.filters import DataRequestFilterSet
from privacy.models import DataRequest
from privacy.serializers import AnswerSerializer, DataRequestSerializer, ExtensionSerializer
from privacy.services.requests import answer_request, extend_request, reopen_request


class DataRequestViewSet(RecordViewSet):
    """What people have asked about their own data. Without filters the list has those that await an answer."""

    queryset = DataRequest.objects.for_table()
    serializer_class = DataRequestSerializer
    filterset_class = DataRequestFilterSet
    versioned_actions = RecordViewSet.versioned_actions | {"answer", "extend", "reopen"}
    action_permissions = dict.fromkeys(["answer", "extend", "reopen"], "privacy.change_datarequest")

    @extend_schema(request=AnswerSerializer, responses=DataRequestSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        """Close the request with what was done, or why not."""
        data_request = self.get_object()
        asked = AnswerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._answer(answer_request(data_request, by=request.user, **asked.validated_data))

    @extend_schema(request=ExtensionSerializer, responses=DataRequestSerializer)
    @action(detail=True, methods=["post"])
    def extend(self, request, pk):
        """Take two more months, once and within the first; the person has to be told why."""
        data_request = self.get_object()
        asked = ExtensionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._answer(extend_request(data_request, **asked.validated_data))

    @extend_schema(request=None, responses=DataRequestSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk):
        """Undo the answer."""
        return self._answer(reopen_request(self.get_object()))

    def _answer(self, data_request):
        return Response(self.get_serializer(data_request).data)
