from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.permission_denied"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"

# Django's admin has a login of its own, which knows no second step.
to_login = RedirectView.as_view(pattern_name="core:login", query_string=True, http_method_names=["get", "post"])
ADMIN = [path("admin/login/", login_not_required(to_login), name="admin_login"), path("admin/", admin.site.urls)]

urlpatterns = [
    *(ADMIN if settings.ADMIN else []),
    path("", include("reports.urls")),
    path("", include("operations.urls")),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("accounts.urls_logins")),
    path("", include("inbox.urls")),
    path("", include("mailing.urls")),
    path("", include("crm.urls")),
    path("", include("imports.urls")),
    path("", include("duplicates.urls")),
    path("", include("finance.urls")),
    path("", include("payroll.urls")),
    path("", include("workplaces.urls")),
    path("", include("privacy.urls")),
    path("", include("campaigns.urls")),
    path("mal/", include("goals.urls")),
    path(settings.API_PREFIX, include("config.api")),
    path("", include("website.urls")),
    path("public/", include("crm.urls_public")),
    path("t/", include("campaigns.urls_public")),
    path("l/", include("workplaces.urls_public")),
]
