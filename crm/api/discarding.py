from rest_framework import mixins

from core.api import ActionPermissions
from crm.services.discarding import discard, may_discard


class DiscardPermissions(ActionPermissions):
    """Allow DELETE to the row's author, as the page does."""

    def has_permission(self, request, view):
        if view.action != "destroy":
            return super().has_permission(request, view)
        return bool(request.user and request.user.is_authenticated)

    def has_object_permission(self, request, view, obj):
        return view.action != "destroy" or may_discard(obj, user=request.user)


class DiscardMixin(mixins.DestroyModelMixin):
    """Mixin, placed before the viewset class: DELETE discards a row registered by mistake.

    Responds 409 with the rows that prevent it.
    """

    permission_classes = [DiscardPermissions]

    def perform_destroy(self, instance):
        discard(instance, by=self.request.user)
