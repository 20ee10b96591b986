"""What the website and its visitors reach without logging in."""

from django.urls import path

from crm.views import public

app_name = "public"
urlpatterns = [
    path("goals/<int:number>/partners.json", public.partners_json, name="partners_json"),
    path("goals/<int:number>/partners.html", public.partners_html, name="partners_html"),
    path("companies/<int:pk>/logo", public.company_logo, name="company_logo"),
]
