"""Changing one's e-mail address: it is changed when the link that is mailed to it has been opened."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from accounts.forms import EmailForm
from accounts.services.email import change_email, read_token, send_confirmation
from core.outgoing_mail import can_mail
from core.views.recent_login import RecentLoginMixin


class EmailChange(RecentLoginMixin, FormView):
    template_name = "accounts/email.html"
    form_class = EmailForm
    success_url = reverse_lazy("core:profile")
    extra_context = {"title": gettext_lazy("Byt e-postadress")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(sends=can_mail(), **kwargs)

    def form_valid(self, form):
        if not can_mail():
            form.add_error(None, _("Mejl är inte inställt, så länken kan inte skickas."))
            return self.form_invalid(form)
        too_many = ratelimit.consume_or_429(self.request, action="manage_email")
        if too_many:
            return too_many
        address = form.cleaned_data["email"]
        if send_confirmation(user=self.request.user, address=address):
            words = _("Vi har skickat ett mejl till %(email)s. Adressen är bytt när du har öppnat länken i det.")
            messages.info(self.request, words % {"email": address})
            return super().form_valid(form)
        form.add_error(None, _("Mejlet gick inte att skicka. Försök igen om en stund."))
        return self.form_invalid(form)


@method_decorator([never_cache, login_not_required], name="dispatch")
class EmailConfirm(TemplateView):
    """Ask before it is changed: programs that look through mail open links too."""

    template_name = "accounts/email_confirm.html"
    extra_context = {"title": gettext_lazy("Bekräfta e-postadressen")}

    @cached_property
    def change(self):
        return read_token(self.kwargs["token"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(email=self.change and self.change.address, **kwargs)

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=200 if self.change else 410, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.change:
            return self.get(request, *args, **kwargs)
        change_email(user=self.change.user, address=self.change.address)
        messages.success(request, _("E-postadressen är bytt."))
        return HttpResponseRedirect(reverse("core:profile"))
