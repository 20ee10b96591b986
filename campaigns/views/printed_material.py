"""Printed and e-mailed material: invitation, rules, poster, certificates and thanks."""

from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity, Competition, Team
from campaigns.qr import picture, swish_code
from campaigns.queries.achievements import achievement_of
from campaigns.scoring import TeamFacts, exact_formula, example_of, formula
from core.numbers import whole_number
from core.views import DetailPage

OPERATING = "campaigns.run_competition"


def poster_parts(competition: Competition, *, team: Team | None, board_url: str | None) -> dict:
    """The context of a poster for all, or for one team, whose code then marks the gifts."""
    codes = [team.code] if team else competition.teams.values_list("code", flat=True)
    return {
        "team": team,
        "goals": list(competition.goals.all()),
        "swish": swish_code(number=competition.swish, code=competition.code, team_codes=codes),
        "board_url": board_url,
        "board_picture": board_url and picture(board_url),
    }


class CompetitionPaper(DetailPage):
    permission_required = "campaigns.view_competition"
    queryset = Competition.objects.select_related("contact").prefetch_related("goals")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            goals=list(self.object.goals.all()), board_url=self.board_url(), back=self.back(), **kwargs
        )

    def back(self) -> str:
        return reverse("campaigns:kit", args=[self.object.pk])

    def only_code(self) -> str:
        """The only team's code; with several teams each giver uses the own team's."""
        codes = self.object.teams.values_list("code", flat=True)
        return codes[0] if len(codes) == 1 else ""

    def board_url(self) -> str | None:
        token = self.object.board_token
        return token and self.request.build_absolute_uri(reverse("board:board", args=[token]))


class Kit(CompetitionPaper):
    template_name = "campaigns/printed_material/kit.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        teams = list(self.object.teams.select_related("company"))
        board_picture = context["board_url"] and picture(context["board_url"])
        return context | {"teams": teams, "board_picture": board_picture, "title": _("Material"), "tab": "kit"}


class Invitation(CompetitionPaper):
    template_name = "campaigns/printed_material/invitation.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(code=self.only_code() or self.object.code, **kwargs)
        text = render_to_string("campaigns/printed_material/invitation.txt", context, self.request).strip()
        return context | {"text": text}


class RulesSheet(CompetitionPaper):
    template_name = "campaigns/printed_material/rules.html"

    def get_context_data(self, **kwargs):
        catalogue = self.object.catalogue
        if not self.object.is_locked:
            catalogue = list(Activity.objects.filter(is_active=True).values("name", "points", "cap"))
        matches = list(self.object.matches.select_related("company", "team"))
        rules = self.object.rules
        # Handed out before the start, so it shows no results.
        heads = [TeamFacts(each.pk, each.name, each.heads) for each in self.object.teams.filter(heads__isnull=False)]
        return super().get_context_data(
            rules=rules,
            words=formula(rules),
            sums=exact_formula(rules),
            example=example_of(heads, rules),
            catalogue=catalogue,
            matches=matches,
            only_code=self.only_code(),
            **kwargs,
        )


class Poster(CompetitionPaper):
    """For all, or with `?team=` for one workplace, whose code then marks the gifts."""

    template_name = "campaigns/printed_material/poster.html"

    def get_context_data(self, **kwargs):
        team, context = None, super().get_context_data(**kwargs)
        if wanted := self.request.GET.get("team"):
            team = get_object_or_404(self.object.teams, pk=whole_number(wanted) or 0)
        return context | poster_parts(self.object, team=team, board_url=context["board_url"])


class TeamPaper(DetailPage):
    permission_required = "campaigns.view_team"
    queryset = Team.objects.select_related("competition__contact", "company")

    def get_context_data(self, **kwargs):
        competition = self.object.competition
        return super().get_context_data(
            competition=competition,
            goals=list(competition.goals.all()),
            achievement=achievement_of(self.object),
            back=reverse("campaigns:kit", args=[competition.pk]),
            **kwargs,
        )


class CertificatePage(TeamPaper):
    """Shows the place, so only for users who may know it before the reveal."""

    permission_required = OPERATING
    template_name = "campaigns/printed_material/certificate.html"

    def get_template_names(self):
        return [
            self.template_name
            if self.object.competition.is_decided
            else "campaigns/printed_material/certificate_undecided.html"
        ]


class Thanks(TeamPaper):
    template_name = "campaigns/printed_material/thanks.html"
