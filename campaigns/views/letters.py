"""Buttons that write to jurors and coordinators."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns.models import Competition
from campaigns.services.letters import remind_coordinators, remind_jurors, thank_teams
from mailing.views.buttons import LettersButton


class CompetitionLetters(LettersButton):
    home = ""

    def write(self, request, pk):
        return self.send(get_object_or_404(Competition, pk=pk), by=request.user)

    def send(self, competition, *, by) -> int:
        raise NotImplementedError

    def get_home_url(self):
        return reverse(self.home, args=[self.kwargs["pk"]])


class JuryRemind(CompetitionLetters):
    permission_required = ("campaigns.change_juror", "mailing.add_letter")
    home = "campaigns:jury"
    send = staticmethod(remind_jurors)


class CoordinatorsRemind(CompetitionLetters):
    permission_required = ("campaigns.change_team", "mailing.add_letter")
    home = "campaigns:competition_detail"
    send = staticmethod(remind_coordinators)


class TeamsThank(CompetitionLetters):
    permission_required = ("campaigns.run_competition", "mailing.add_letter")
    home = "campaigns:kit"
    send = staticmethod(thank_teams)
