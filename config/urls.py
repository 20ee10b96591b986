from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("reports.urls")),
    path("", include("core.urls")),
    path("", include("crm.urls")),
    path("", include("campaigns.urls")),
    path("mal/", include("goals.urls")),
    path("api/", include("config.api")),
    path("public/", include("crm.urls_public")),
    path("t/", include("campaigns.urls_public")),
]
