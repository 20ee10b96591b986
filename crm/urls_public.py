"""Public URLs that need no login."""

from django.urls import path

from crm.views import partner_feed

app_name = "public"
urlpatterns = [
    path("goals/<int:number>/partners.json", partner_feed.partners_json, name="partners_json"),
    path("goals/<int:number>/partners.html", partner_feed.partners_html, name="partners_html"),
    path("companies/<int:pk>/logo", partner_feed.company_logo, name="company_logo"),
]
