from rest_framework import mixins

from core.api import ActionPermissions
from crm.services.discarding import discard, may_discard


class DiscardPermissions(ActionPermissions):
    """DELETE asks who registered the row, as the page does."""

    def has_permission(self, request, view):
        if view.action != "destroy":
            return super().has_permission(request, view)
        return bool(request.user and request.user.is_authenticated)

    def has_object_permission(self, request, view, obj):
        return view.action != "destroy" or may_discard(obj, user=request.user)


class DiscardMixin(mixins.DestroyModelMixin):
    """Before the viewset class: DELETE throws away what was registered by mistake.

    It answers 409 with what stands in the way.
    """

    permission_classes = [DiscardPermissions]

    def perform_destroy(self, instance):
        discard(instance, by=self.request.user)
