from rest_framework import viewsets

from accounts.filters import UserFilterSet
from accounts.serializers import UserSerializer
from core.api import StrictRequestMixin
from core.models import User


class UserViewSet(StrictRequestMixin, viewsets.ReadOnlyModelViewSet):
    """The users and their roles, for administrators. They are changed on their pages alone, which ask who it is."""

    queryset = User.objects.prefetch_related("groups").order_by("sort_key", "pk")
    serializer_class = UserSerializer
    filterset_class = UserFilterSet
