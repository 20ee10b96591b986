from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
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


class ReadOnlyAdmin(HistoryAdmin):
    """Read-only: the services hold the locks, tallies and refusals, so changes are made through them."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    """All users' saved views, for support; edited on the list itself, which knows its columns and filters."""

    list_display = ["name", "list_name", "owner", "shared"]
    list_filter = ["shared", "list_name"]
    list_select_related = ["owner"]
    search_fields = ["search_key"]
    readonly_fields = ["owner", "list_name", "query"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Users and their roles. Permissions belong to groups, never to a single user."""

    list_display = ["username", "first_name", "last_name", "email", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "language"]}),
        (_("Roll"), {"fields": ["groups", "is_staff", "is_active"]}),
        (_("Inloggningar"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        *DjangoUserAdmin.add_fieldsets,
        (_("Person"), {"fields": ["first_name", "last_name", "email", "language"]}),
        (_("Roll"), {"fields": ["groups", "is_staff"]}),
    ]
    filter_horizontal = ["groups"]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        """Hide superusers from other administrators, who could otherwise take over their accounts."""
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    @admin.display(description=_("Roller"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())
