"""One text to many: seen through 25 at a time, then sent."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import StyledForm
from core.outgoing_mail import can_mail
from core.views import ActionPage, ButtonView, DetailPage
from mailing.models import LetterState, Mailing
from mailing.services.mailings import discard_mailing, send_mailing, stop_mailing

SHOWN = 25


class MailingDetail(DetailPage):
    permission_required = "mailing.view_letter"
    model = Mailing
    template_name = "mailing/mailing_detail.html"
    context_object_name = "mailing"

    def get_context_data(self, **kwargs):
        letters = self.object.letters.prefetch_related("enclosures").order_by("to_name", "pk")
        numbers = self.object.letters.by_state()
        return super().get_context_data(
            page=Paginator(letters, SHOWN).get_page(self.request.GET.get("page")),
            numbers=[(state.label, numbers[state]) for state in LetterState if state in numbers],
            drafts=numbers.get(LetterState.DRAFT, 0),
            waiting=numbers.get(LetterState.WAITING, 0),
            suppressed=numbers.get(LetterState.SUPPRESSED, 0),
            sends=can_mail(),
            **kwargs,
        )


class MailingSend(ButtonView):
    permission_required = "mailing.add_letter"
    number = 0

    def press(self, request, pk):
        self.number = send_mailing(get_object_or_404(Mailing, pk=pk))

    def get_message(self):
        return ngettext(
            "%(number)s mejl skickas om en minut. Till dess går det att stoppa.",
            "%(number)s mejl skickas om en minut. Till dess går det att stoppa.",
            self.number,
        ) % {"number": self.number}

    def get_home_url(self):
        return reverse("mailing:mailing_detail", args=[self.kwargs["pk"]])


class MailingStop(ButtonView):
    permission_required = "mailing.change_letter"
    number = 0

    def press(self, request, pk):
        self.number = stop_mailing(get_object_or_404(Mailing, pk=pk))

    def get_message(self):
        return ngettext("%(number)s mejl är stoppat.", "%(number)s mejl är stoppade.", self.number) % {
            "number": self.number
        }

    def get_home_url(self):
        return reverse("mailing:mailing_detail", args=[self.kwargs["pk"]])


class MailingDiscard(ActionPage):
    permission_required = "mailing.add_letter"
    model = Mailing
    form_class = StyledForm
    title = _("Kasta utskicket")
    intro = _("Inget av det har skickats. Texten försvinner.")
    submit_label = _("Kasta")
    success_message = _("Utskicket är kastat.")

    def get_cancel_url(self):
        return reverse("mailing:mailing_detail", args=[self.kwargs["pk"]])

    def save(self, form):
        discard_mailing(self.object)

    def get_success_url(self):
        return reverse("mailing:letter_list")
