from rest_framework import mixins, viewsets

from core.api import VersionedViewSet
from goals.queries import goals_with_offers
from goals.serializers import GoalSerializer


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
