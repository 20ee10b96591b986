from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from core.models import User

admin.site.site_header = admin.site.site_title = "Medspel"
admin.site.index_title = _("Administration")


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """People and their roles. What a role may do is decided by its group, never person by person."""

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
        """Who is not a superuser can neither see nor take over one."""
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    @admin.display(description=_("Roller"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())
