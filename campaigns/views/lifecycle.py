"""Transitions of a competition: buttons, and pages that ask for confirmation."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.forms.competitions import AmendTermsForm, DecideForm, LifeForm, ReopenForm
from campaigns.models import Competition
from campaigns.models.results import obstacles, totals_of
from campaigns.queries.board import staff_board
from campaigns.queries.overview import tasks_of
from campaigns.scoring import robustness
from campaigns.services.competitions import amend_terms, renew_board_link, revoke_board_link
from campaigns.services.lifecycle import (
    archive_competition,
    close_competition,
    decide_competition,
    freeze_board,
    missing_to_open,
    open_competition,
    reopen_competition,
    thaw_board,
    unarchive_competition,
)
from campaigns.tables.competitions import StandingsTable
from campaigns.views.competitions import linked
from core.views import ButtonView, UpdatePage, seen_by

RUN = "campaigns.run_competition"


class LifeButton(ButtonView):
    """A transition by button, for the version that the user saw."""

    permission_required = RUN

    def press(self, request, pk):
        return self.act(seen_by(request, get_object_or_404(Competition, pk=pk)))

    def act(self, competition) -> Competition:
        raise NotImplementedError

    def get_home_url(self):
        return reverse("campaigns:competition_detail", args=[self.kwargs["pk"]])


class CompetitionFreeze(LifeButton):
    message = _("Tavlan är fryst. Allmänheten ser ställningen som den är nu, ni ser vad som händer.")

    def act(self, competition):
        return freeze_board(competition)


class CompetitionThaw(LifeButton):
    message = _("Tavlan visar allt igen.")

    def act(self, competition):
        return thaw_board(competition)


class LifePage(UpdatePage):
    permission_required = RUN
    model = Competition
    form_class = LifeForm


class CompetitionOpen(LifePage):
    template_name = "campaigns/competitions/open.html"
    title = _("Öppna tävlingen")
    intro = _(
        "Från öppningen är regler, vikter, datum och antal personer låsta. En administratör kan ändra dem med ett "
        "skäl, som då står på tavlan."
    )
    submit_label = _("Öppna tävlingen")
    success_message = _("Tävlingen är öppen. Tavlan visar ställningen.")
    success_early = _("Reglerna är låsta. Tavlan visar ställningen, och gåvor räknas, från öppningsdagen.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            competition=self.object,
            missing=missing_to_open(self.object),
            unconfirmed=self.object.teams.filter(heads_confirmed_on__isnull=True),
            **kwargs,
        )

    def save(self, form):
        if not form.instance.has_begun:
            self.success_message = self.success_early
        return open_competition(form.instance)


class CompetitionClose(LifePage):
    title = _("Avsluta tävlingen")
    intro = _(
        "Tävlandet är slut. Sena gåvor, juryns sista betyg och bekräftelser tas emot tills ni avgör. Tavlan fryses: "
        "allmänheten ser inget nytt före avslöjandet."
    )
    submit_label = _("Avsluta")
    success_message = _("Tävlingen är avslutad. Gå igenom det som återstår och avgör den sedan.")

    def save(self, form):
        return close_competition(form.instance)


class CompetitionDecide(LifePage):
    """The decision page: all open obstacles, each with a link to its page, and the result to be decided."""

    form_class = DecideForm
    template_name = "campaigns/competitions/decide.html"
    title = _("Avgör tävlingen")
    submit_label = _("Avgör för gott")
    success_message = _("Tävlingen är avgjord och resultatet sparat med sin kontrollsumma. Avslöja det när ni vill.")

    def get_context_data(self, **kwargs):
        competition = self.object
        public = staff_board(competition)
        return super().get_context_data(
            competition=competition,
            tasks=linked(competition, tasks_of(obstacles(competition, timezone.localdate()), names_jurors=True)),
            standings=StandingsTable(public.rows),
            robust=robustness([row.score for row in public.rows]),
            **kwargs,
        )

    def save(self, form):
        return decide_competition(form.instance, by=self.request.user, comment=form.cleaned_data["comment"])


class CompetitionReopen(LifePage):
    permission_required = "campaigns.reopen_competition"
    form_class = ReopenForm
    title = _("Ta tillbaka avgörandet")
    intro = _(
        "För att rätta ett misstag. Resultatet tas bort från tavlan och tävlingen kan avgöras på nytt. Historiken "
        "behåller det gamla resultatet, och skälet står på tavlan."
    )
    submit_label = _("Ta tillbaka")
    success_message = _("Avgörandet är taget tillbaka.")

    def save(self, form):
        return reopen_competition(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])


class CompetitionAmendTerms(LifePage):
    permission_required = "campaigns.amend_competition"
    form_class = AmendTermsForm
    title = _("Ändra datum och mål")
    intro = _(
        "Tävlingen har öppnat. Ändringen och skälet står på tavlan för alla, och vem som gjort den på tävlingens sida."
    )
    submit_label = _("Ändra datum och mål")
    success_message = _("Datum och mål är ändrade, och ändringen står på tavlan.")

    def save(self, form):
        amend_terms(form.instance, by=self.request.user, reason=form.cleaned_data["reason"], **form.terms())
        return form.instance


class CompetitionArchive(LifePage):
    template_name = "campaigns/competitions/archive.html"
    title = _("Arkivera tävlingen")
    intro = _(
        "Tävlingen läggs undan. Resultatet står kvar och kan läsas, men inga pengar läggs in, flyttas eller tas "
        "tillbaka förrän tävlingen tas ur arkivet."
    )
    submit_label = _("Arkivera")
    success_message = _("Tävlingen är arkiverad.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            competition=self.object,
            left_over=self.object.contributions.left_over().count(),
            promised=totals_of(self.object).match_left,
            **kwargs,
        )

    def save(self, form):
        return archive_competition(form.instance)


class CompetitionUnarchive(LifeButton):
    message = _("Tävlingen är tagen ur arkivet. Resultatet är som det avgjordes.")

    def act(self, competition):
        return unarchive_competition(competition)


class BoardLinkRenew(LifePage):
    title = _("Ny länk till tavlan")
    intro = _("Den gamla länken slutar gälla genast, också på utskrivna affischer.")
    submit_label = _("Skapa ny länk")
    success_message = _("Tavlan har en ny länk.")

    def save(self, form):
        return renew_board_link(form.instance)


class BoardLinkRevoke(LifePage):
    title = _("Återkalla länken till tavlan")
    intro = _("Ingen utanför ser tavlan längre. Ni kan skapa en ny länk när ni vill.")
    submit_label = _("Återkalla länken")
    success_message = _("Länken är återkallad.")

    def save(self, form):
        return revoke_board_link(form.instance)
