"""What has been written: queue, sent, failed and not written to."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.outgoing_mail import can_mail
from core.views import ActionPage, ButtonView, DetailPage, ListPage
from mailing.exports import LetterExport
from mailing.filters import LetterFilterSet
from mailing.forms import SendAgainForm
from mailing.models import Letter, LetterState
from mailing.services.delivering import message_of
from mailing.services.queueing import CAME_TO_NOTHING, send_again, stop
from mailing.tables import LetterTable

SHOWN_STATES = [
    LetterState.WAITING,
    LetterState.SENT,
    LetterState.FAILED,
    LetterState.BOUNCED,
    LetterState.SUPPRESSED,
]


class LetterList(ListPage):
    permission_required = "mailing.view_letter"
    title = _("Utskick")
    model = Letter
    table_class = LetterTable
    filterset_class = LetterFilterSet
    export_class = LetterExport
    export_asks = True
    above_template = "mailing/_queue.html"
    links = (
        ("reports:start_mail", "core.change_organisation", _("Skicka ett prov")),
        ("mailing:template_list", "mailing.view_lettertemplate", _("Mallar")),
        ("mailing:suppression_list", "mailing.view_suppression", _("Spärrade adresser")),
    )
    empty_title = _("Inga mejl än")
    empty_text = _("Här syns det som Medspel skickar: bekräftelser, påminnelser och det ni skriver till flera.")

    def get_queryset(self):
        return Letter.objects.for_table()

    def get_context_data(self, **kwargs):
        numbers = Letter.objects.by_state()
        return super().get_context_data(
            sends=can_mail(),
            numbers=[(state, state.label, numbers.get(state, 0)) for state in SHOWN_STATES],
            **kwargs,
        )


class LetterDetail(DetailPage):
    permission_required = "mailing.view_letter"
    template_name = "mailing/letter_detail.html"
    context_object_name = "letter"

    def get_queryset(self):
        return Letter.objects.for_table().prefetch_related("enclosures")

    def get_context_data(self, **kwargs):
        letter, may = self.object, self.request.user.has_perm("mailing.change_letter")
        return super().get_context_data(
            sends=can_mail(),
            foot=message_of(letter).body.removeprefix(letter.text).strip() if not letter.sealed else "",
            may_stop=may and letter.state == LetterState.WAITING,
            may_send=may and letter.state in CAME_TO_NOTHING,
            **kwargs,
        )


class LetterAgain(ActionPage):
    """Asks first: a letter whose fate is unknown may come twice."""

    permission_required = "mailing.change_letter"
    model = Letter
    form_class = SendAgainForm
    title = _("Skicka igen")
    submit_label = _("Skicka igen")
    success_message = _("Mejlet väntar på att skickas.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=self.object.error, **kwargs)

    def save(self, form):
        return send_again(self.object)


class LetterStop(ButtonView):
    permission_required = "mailing.change_letter"
    message = _("Mejlet är stoppat.")

    def press(self, request, pk):
        stop(get_object_or_404(Letter, pk=pk))

    def get_home_url(self):
        return reverse("mailing:letter_list")
