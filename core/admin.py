import django.contrib.auth.admin  # noqa: F401  registers groups, which are taken away below
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from core.models import SavedView, User

admin.site.site_header = admin.site.site_title = "Medspel"
admin.site.index_title = _("Administration")


class HistoryAdmin(SimpleHistoryAdmin):
    """Show each row's history, read-only.

    Reverting to an old version is disabled: it would bypass the services and the version check, and the package allows
    it to users with only view permission.
    """

    def revert_disabled(self, request, obj=None):
        return True

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if request.method == "POST":
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)


class ReadOnly:
    """Mixin: the services hold the locks, tallies and refusals, so changes are made through them."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(ReadOnly, HistoryAdmin):
    pass


class FinalAdmin(ReadOnly, admin.ModelAdmin):
    """For rows that are written once and never changed, and so have no history to show."""


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    """All users' saved views, for support; edited on the list itself, which knows its columns and filters."""

    list_display = ["name", "list_name", "owner", "shared"]
    list_filter = ["shared", "list_name"]
    list_select_related = ["owner"]
    search_fields = ["search_key"]
    readonly_fields = ["owner", "list_name", "query"]


# Roles are config/roles.py. Who could edit a group would give themselves what their role has not.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(ReadOnly, admin.ModelAdmin):
    """For support. Users are changed on their own pages, which ask who it is, write the audit log and tell the user."""

    list_display = ["username", "first_name", "last_name", "email", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["search_key"]
    fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "language"]}),
        (_("Roll"), {"fields": ["groups", "is_staff", "is_active"]}),
        (_("Inloggningar"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("Roller"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())
