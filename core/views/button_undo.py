from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.button_undo import put_back
from core.errors import Refusal
from core.views.generic import next_url


class PutBack(LoginRequiredMixin, View):
    """Available to the user who pressed the button; the signed ticket says what to undo."""

    http_method_names = ["post"]

    def post(self, request, ticket):
        try:
            put_back(ticket, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ångrat. Det är som det var."))
        return HttpResponseRedirect(next_url(request) or "/")
