"""Promises to match employees' gifts: shown separately, never scored."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from campaigns.forms.matches import MatchForm, MatchRemoveForm
from campaigns.models import Match
from campaigns.models.results import totals_of
from campaigns.services.matches import remove_match, save_match
from campaigns.tables.contributions import MatchTable
from campaigns.views.contributions import OfCompetition
from core.views import CreatePage, UpdatePage


class MatchList(OfCompetition, PermissionRequiredMixin, TemplateView):
    permission_required = "campaigns.view_match"
    template_name = "campaigns/matches/list.html"

    def get_context_data(self, **kwargs):
        competition, user = self.competition, self.request.user
        may_change = not competition.is_decided and user.has_perm("campaigns.change_match")
        matches = list(competition.matches.with_paid().select_related("company", "team"))
        return super().get_context_data(
            title=_("Matchning"),
            tab="matches",
            matches=matches,
            ending_early=[match for match in matches if match.ends < competition.closes_on],
            table=MatchTable(matches, may_change=may_change),
            totals=totals_of(competition),
            may_add=not competition.is_decided and user.has_perm("campaigns.add_match"),
            **kwargs,
        )


class MatchPage:
    """Mixin of pages that return to the competition's matches."""

    model = Match
    form_class = MatchForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"competition": self.competition}

    def save(self, form):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        return save_match(form.instance, **fields)

    def get_success_url(self):
        return reverse("campaigns:match_list", args=[self.competition.pk])

    get_cancel_url = get_success_url


class MatchCreate(OfCompetition, MatchPage, CreatePage):
    permission_required = "campaigns.add_match"
    title = _("Ny matchning")
    intro = _("Ett löfte att lägga till pengar när medarbetarna ger. Det visas för sig och ger aldrig poäng.")
    success_message = _("Matchningen är upplagd.")

    def get_initial(self):
        return {"starts": self.competition.opens_on, "ends": self.competition.closes_on, "rate": 100}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Match(competition=self.competition)}


class MatchEdit(MatchPage, UpdatePage):
    permission_required = "campaigns.change_match"
    title = _("Ändra matchning")
    intro = _("Det som hittills ska betalas räknas om efter de nya villkoren.")
    success_message = _("Matchningen är ändrad och omräknad.")

    @property
    def competition(self):
        return self.object.competition


class MatchDelete(UpdatePage):
    permission_required = "campaigns.delete_match"
    model = Match
    form_class = MatchRemoveForm
    title = _("Ta bort matchning")
    intro = _("För ett löfte som aldrig gavs. Historiken visar att det har funnits.")
    submit_label = _("Ta bort")
    success_message = _("Matchningen är borttagen.")

    def save(self, form):
        remove_match(form.instance)
        return form.instance

    def get_success_url(self):
        return reverse("campaigns:match_list", args=[self.object.competition_id])

    get_cancel_url = get_success_url
