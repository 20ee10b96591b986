"""What the website and its visitors reach without logging in."""

from django.urls import path

from crm.views import enquiry_form, public

app_name = "public"
urlpatterns = [
    path("goals/<int:number>/partners.json", public.partners_json, name="partners_json"),
    path("goals/<int:number>/partners.html", public.partners_html, name="partners_html"),
    path("companies/<int:pk>/logo", public.company_logo, name="company_logo"),
    path("bli-partner/", enquiry_form.EnquiryPage.as_view(), name="enquiry"),
    path("bli-partner/tack/", enquiry_form.EnquiryThanks.as_view(), name="enquiry_thanks"),
]
