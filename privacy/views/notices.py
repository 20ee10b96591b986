"""The record of processing, and the notice for the public."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.models import our_organisation
from inbox.views.enquiry_form import PublicPage
from privacy.processing import COOKIES, processings
from privacy.views.requests import TABS


class ProcessingRecord(PermissionRequiredMixin, TemplateView):
    permission_required = "privacy.view_datarequest"
    template_name = "privacy/processing.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Personuppgifter"),
            tabs=[(reverse(name), label) for name, label in TABS],
            organisation=our_organisation(),
            processings=processings(),
            cookies=COOKIES,
            **kwargs,
        )


class PrivacyNotice(PublicPage, TemplateView):
    template_name = "privacy/notice.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            organisation=our_organisation(), processings=processings(), cookies=COOKIES, **kwargs
        )
