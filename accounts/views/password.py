"""A forgotten password: a link by mail, and the page where a new one is chosen."""

from allauth.account.views import PasswordResetFromKeyView, PasswordResetView
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from accounts.forms import NewPasswordForm, ResetForm
from accounts.jobs import send_password_reset
from core.login_limits import forget_failures
from core.outgoing_mail import can_mail


class PasswordReset(PasswordResetView):
    """The answer is the same, and as quick, whether somebody has the address or not."""

    template_name = "accounts/password_reset.html"
    form_class = ResetForm
    extra_context = {"title": _("Glömt lösenordet")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(sends=can_mail(), **kwargs)

    def form_valid(self, form):
        address = form.cleaned_data["email"]
        too_many = ratelimit.consume_or_429(self.request, action="reset_password", key=address.lower())
        if too_many:
            return too_many
        send_password_reset.enqueue(address)
        return HttpResponseRedirect(self.get_success_url())


@method_decorator(login_not_required, name="dispatch")
class PasswordResetDone(TemplateView):
    template_name = "accounts/password_reset_done.html"
    extra_context = {"title": _("Titta i din e-post")}


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class PasswordResetFromKey(PasswordResetFromKeyView):
    template_name = "accounts/password_reset_from_key.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("core:login")
    extra_context = {"title": _("Välj ett nytt lösenord")}

    def form_valid(self, form):
        forget_failures(self.request, self.reset_user.get_username())
        return super().form_valid(form)
