"""What keeps the register in order: enquiries, tags, stages and imports."""

from functools import partial

from django_filters.utils import translate_validation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActionPermissions, ReadViewSet, StrictRequestMixin
from crm.filters.enquiries import EnquiryFilterSet
from crm.filters.imports import ImportFilterSet, ImportRowFilterSet
from crm.filters.tags import TagFilterSet
from crm.models import Enquiry, RowStatus, StageRule, Tag
from crm.queries.imports import listed_imports
from crm.serializers.enquiries import (
    AcceptEnquirySerializer,
    AssignEnquirySerializer,
    DismissEnquirySerializer,
    EnquirySerializer,
)
from crm.serializers.imports import ImportRowSerializer, ImportSerializer
from crm.serializers.pipeline import StageRuleSerializer
from crm.serializers.tags import MergeTagSerializer, TagSerializer
from crm.services.enquiries import accept_enquiry, assign_enquiry, dismiss_enquiry, reopen_enquiry
from crm.services.tags import merge_tags


class EnquiryViewSet(ReadViewSet):
    """What companies wrote in the public form. Without filters the list holds those that wait for an answer."""

    queryset = Enquiry.objects.for_table()
    serializer_class = EnquirySerializer
    filterset_class = EnquiryFilterSet
    versioned_actions = ReadViewSet.versioned_actions | {"assign", "accept", "dismiss", "reopen"}
    action_permissions = dict.fromkeys(["assign", "accept", "dismiss", "reopen"], "crm.change_enquiry")

    @extend_schema(request=AssignEnquirySerializer, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request, pk):
        """Say who looks after it; null for nobody."""
        return self._act(AssignEnquirySerializer, assign_enquiry)

    @extend_schema(request=AcceptEnquirySerializer, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request, pk):
        """It is about this company, and this person there: closes it, and logs what was written as an e-mail."""
        return self._act(AcceptEnquirySerializer, partial(accept_enquiry, by=request.user))

    @extend_schema(request=DismissEnquirySerializer, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request, pk):
        """Lay it aside."""
        return self._act(DismissEnquirySerializer, partial(dismiss_enquiry, by=request.user))

    @extend_schema(request=None, responses=EnquirySerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk):
        """Take back that it was dismissed or taken care of; company and person stay."""
        return self._answer(reopen_enquiry(self.get_object(), by=request.user))

    def _act(self, serializer_class, service):
        enquiry = self.get_object()
        asked = serializer_class(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return self._answer(service(enquiry, **asked.validated_data))

    def _answer(self, enquiry):
        return Response(self.get_serializer(self.get_queryset().get(pk=enquiry.pk)).data)


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
