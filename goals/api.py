from django.db import transaction
from rest_framework import mixins, viewsets

from core.api import RecordViewSet, VersionedViewSet
from core.api_pictures import WRITES, PictureMixin
from goals.models import GlobalGoalReason, GoalSection, ShareText, WayToHelp
from goals.queries import goals_with_offers
from goals.serializers import (
    GlobalGoalReasonSerializer,
    GoalSectionSerializer,
    GoalSerializer,
    ShareTextSerializer,
    WayToHelpSerializer,
)
from goals.services import remove_section, save_section


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


class GoalSectionViewSet(PictureMixin, PartViewSet):
    """Headed Markdown texts of the goals' public pages, each with a picture: what is done, and wanted more of."""

    queryset = GoalSection.objects.order_by("goal", "kind", "position", "pk")
    serializer_class = GoalSectionSerializer
    versioned_actions = PartViewSet.versioned_actions | WRITES
    action_permissions = dict.fromkeys(WRITES, "goals.change_goalsection")

    def save_picture(self, row, *, picture, alt, alt_en):
        row.picture, row.picture_alt, row.picture_alt_en = picture, alt, alt_en
        save_section(row)

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
