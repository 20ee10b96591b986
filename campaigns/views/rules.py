"""A competition's rules, and how fair they are for teams of these sizes."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from campaigns.forms.rules import AmendRulesForm, RulesForm
from campaigns.models import Competition
from campaigns.models.results import facts_of
from campaigns.queries.overview import preview_of
from campaigns.scoring import decimals, exact_formula, example_of, formula
from campaigns.services.competitions import amend_rules, set_rules
from campaigns.tables.competitions import AmendmentTable
from core.views import ActionPage


class RulesMixin:
    model = Competition
    context_object_name = "competition"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"rules": self.object.rules}
        kwargs["initial"] = {"version": self.object.version, **kwargs["initial"]}
        return kwargs

    def seen(self, form) -> Competition:
        """The competition in the version that the user saw."""
        self.object.version = form.cleaned_data["version"] or self.object.version
        return self.object

    def get_success_url(self):
        return self.request.path_info


class CompetitionRules(RulesMixin, ActionPage):
    """The current rules; in a draft, the form to choose them, with each team's chances under each choice."""

    permission_required = "campaigns.view_competition"
    template_name = "campaigns/rules/rules.html"
    partial_template_name = "campaigns/rules/_page.html"
    form_class = RulesForm
    title = _("Regler")
    submit_label = _("Spara reglerna")
    success_message = _("Reglerna är sparade.")
    tried = None

    @property
    def may_choose(self) -> bool:
        return not self.object.is_locked and self.request.user.has_perm("campaigns.run_competition")

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm("campaigns.run_competition"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        if "preview" in self.request.POST:
            self.tried = form.rules
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        competition = self.object
        teams = list(competition.teams.select_related("tally"))
        rules = self.tried or competition.rules
        amendments = list(competition.amendments.select_related("made_by"))
        preview = None if competition.is_locked else preview_of(competition, teams, rules)
        return super().get_context_data(
            rules=rules,
            words=formula(rules),
            sums=exact_formula(rules),
            example=example_of(facts_of(competition, teams), rules),
            tried=self.tried,
            may_choose=self.may_choose,
            preview=preview,
            chances=chances_by_rules(preview, teams) if preview else [],
            levels=[decimals(100 * Decimal(level.rate), 0) for level in preview.levels] if preview else [],
            even=decimals(100 * Decimal(preview.even), 0) if preview else "",
            uncounted=[team for team in teams if not team.heads],
            amendments=AmendmentTable(amendments) if amendments else None,
            tab="rules",
            **kwargs,
        )

    def save(self, form):
        return set_rules(self.seen(form), form.rules)


class CompetitionRulesAmend(RulesMixin, ActionPage):
    permission_required = "campaigns.amend_competition"
    template_name = "campaigns/rules/amend.html"
    form_class = AmendRulesForm
    title = _("Ändra reglerna")
    intro = _(
        "Tävlingen har öppnat. Ändringen och skälet står på tavlan för alla, och vem som gjort den på tävlingens sida."
    )
    submit_label = _("Ändra reglerna")
    success_message = _("Reglerna är ändrade, och ändringen står på tavlan.")

    def save(self, form):
        amend_rules(self.seen(form), form.rules, by=self.request.user, reason=form.cleaned_data["reason"])
        return self.object

    def get_success_url(self):
        return self.object.get_absolute_url()


def chances_by_rules(preview, teams) -> list[dict]:
    """For each rule set its label and a row for each team: its chance in per cent at each participation rate."""
    by_pk = {team.pk: team for team in teams}
    by_rules = zip(*(level.outlooks for level in preview.levels), strict=True)
    return [
        {
            "label": outlooks[0].label,
            "is_fairest": outlooks[0].key == preview.fairest,
            "is_starkest": outlooks[0].key == preview.starkest != preview.fairest,
            "rows": [
                {
                    "team": by_pk[chances[0].team_id],
                    "percents": [decimals(100 * Decimal(each.chance), 0) for each in chances],
                }
                for chances in zip(*(outlook.chances for outlook in outlooks), strict=True)
            ],
        }
        for outlooks in by_rules
    ]
