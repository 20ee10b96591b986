from django.db import transaction
from rest_framework import mixins, viewsets

from core.api import RecordViewSet, VersionedViewSet
from goals.models import GlobalGoalReason, GoalSection, ShareText, WayToHelp
from goals.queries import goals_with_offers
from goals.serializers import (
    GlobalGoalReasonSerializer,
    GoalSectionSerializer,
    GoalSerializer,
    ShareTextSerializer,
    WayToHelpSerializer,
)
from goals.services import remove_section


class GoalViewSet(
    VersionedViewSet,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    viewsets.GenericViewSet,
):
    """The local goals, with key figures, linked global goals, and each tier's amount and benefits."""

    queryset = goals_with_offers()
    serializer_class = GoalSerializer


class PartViewSet(RecordViewSet, mixins.DestroyModelMixin):
    # Parts of the goals' public pages.
    pass


class GoalSectionViewSet(PartViewSet):
    """Headed Markdown texts of the goals' public pages: what is done, and wanted more of. Pictures are added there."""

    queryset = GoalSection.objects.order_by("goal", "kind", "position", "pk")
    serializer_class = GoalSectionSerializer

    def perform_destroy(self, instance):
        with transaction.atomic():
            instance.claim_version()
            remove_section(instance)


class WayToHelpViewSet(PartViewSet):
    """What a private person or a company can do for a goal, with a link and its button."""

    queryset = WayToHelp.objects.order_by("goal", "audience", "position", "pk")
    serializer_class = WayToHelpSerializer


class GlobalGoalReasonViewSet(PartViewSet):
    """Why a local goal is a part of a global one; at most one text for each."""

    queryset = GlobalGoalReason.objects.order_by("goal", "global_goal__number", "pk")
    serializer_class = GlobalGoalReasonSerializer


class ShareTextViewSet(PartViewSet):
    """What is said of a goal in one channel, instead of its common text."""

    queryset = ShareText.objects.order_by("goal", "channel", "pk")
    serializer_class = ShareTextSerializer
