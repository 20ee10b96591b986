"""The idea bank, for programs."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from campaigns.filters import IdeaFilterSet
from campaigns.models import Idea
from campaigns.serializers.ideas import IdeaActivitySerializer, IdeaSerializer
from campaigns.services.ideas import offer_idea, remove_idea, save_idea
from core.api import RecordViewSet
from core.api_pictures import WRITES, PictureMixin

CHANGE = "campaigns.change_idea"


class IdeaViewSet(PictureMixin, RecordViewSet, mixins.DestroyModelMixin):
    """What a workplace can do: those that are public are on the web, and become activities of competitions."""

    queryset = Idea.objects.for_table()
    serializer_class = IdeaSerializer
    filterset_class = IdeaFilterSet
    versioned_actions = RecordViewSet.versioned_actions | WRITES | {"to_activity"}
    action_permissions = dict.fromkeys(WRITES, CHANGE) | {"to_activity": "campaigns.add_activity"}

    def save_picture(self, row, *, picture, alt, alt_en):
        save_idea(row, picture=picture, picture_alt=alt, picture_alt_en=alt_en)

    def perform_destroy(self, instance):
        with transaction.atomic():
            instance.claim_version()
            remove_idea(instance)

    @extend_schema(request=IdeaActivitySerializer, responses=IdeaSerializer)
    @action(detail=True, methods=["post"], url_path="to-activity")
    def to_activity(self, request, pk):
        """Make the idea an activity of competitions that open from now on, or of an open one too."""
        idea = self.get_object()
        asked = IdeaActivitySerializer(data=request.data, context={"idea": idea})
        asked.is_valid(raise_exception=True)
        needed = [CHANGE, *(["campaigns.amend_competition"] if "competition" in asked.validated_data else [])]
        if not request.user.has_perms(needed):
            raise PermissionDenied
        offer_idea(idea, by=request.user, **asked.validated_data)
        return Response(self.get_serializer(self.get_queryset().get(pk=idea.pk)).data)
