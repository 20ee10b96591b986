from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts.forms import ConfirmForm
from core.login_limits import forget_failures
from core.recent_login import note_shown
from core.views.generic import next_url


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Confirm(FormView):
    """The logged-in user shows who they are once more, and goes on: core.views.recent_login."""

    template_name = "accounts/confirm.html"
    form_class = ConfirmForm
    extra_context = {"title": _("Bekräfta att det är du")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs):
        return super().get_context_data(next=next_url(self.request), ended="ended" in self.request.GET, **kwargs)

    def form_valid(self, form):
        forget_failures(self.request, self.request.user.get_username())
        note_shown(self.request)
        return super().form_valid(form)

    def get_success_url(self):
        return next_url(self.request) or resolve_url(settings.LOGIN_REDIRECT_URL)
