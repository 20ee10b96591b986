"""Teams: members, head counts, and their coordinators' confirmations."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaigns.forms.teams import (
    AmendHeadsForm,
    ConfirmHeadsForm,
    ConfirmParticipantsForm,
    RemoveTeamForm,
    TeamForm,
    WithdrawTeamForm,
)
from campaigns.models import Competition, CompetitionState, Team
from campaigns.queries.board import staff_board
from campaigns.services.teams import (
    add_team,
    amend_heads,
    confirm_heads,
    confirm_participants,
    reinstate_team,
    remove_team,
    require_removable,
    require_room_for_team,
    update_team,
    withdraw_team,
)
from core.errors import Refusal, passes
from core.history import changes
from core.views import CreatePage, DetailPage, UpdatePage


class TeamDetail(DetailPage):
    permission_required = "campaigns.view_team"
    template_name = "campaigns/teams/detail.html"
    context_object_name = "team"

    def get_queryset(self):
        return Team.objects.for_table().select_related("competition__contact")

    def get_context_data(self, **kwargs):
        team = self.object
        public = staff_board(team.competition)
        return super().get_context_data(
            competition=team.competition,
            public=public,
            row=next((row for row in public.rows if row.team.id == team.pk), None),
            may_remove=self.request.user.has_perm("campaigns.delete_team")
            and passes(require_removable, team, team.competition),
            changes=changes(team),
            **kwargs,
        )


class TeamCreate(CreatePage):
    permission_required = "campaigns.add_team"
    model = Team
    form_class = TeamForm
    title = _("Nytt lag")
    submit_label = _("Lägg till laget")
    success_message = _("Laget är med.")

    @cached_property
    def competition(self) -> Competition:
        return get_object_or_404(Competition, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        try:
            require_room_for_team(self.competition)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.competition.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"company": self.request.GET.get("company", "")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"competition": self.competition}

    def get_context_data(self, **kwargs):
        intro = self.competition.name
        if self.competition.state == CompetitionState.OPEN:
            words = _("Tävlingen pågår. Sena lag kan anmälas till och med %(day)s, och antalet personer låses genast.")
            intro = words % {"day": self.competition.closes_on}
        return super().get_context_data(intro=intro, competition=self.competition, **kwargs)

    def get_cancel_url(self):
        return self.competition.get_absolute_url()

    def get_success_url(self):
        return self.competition.get_absolute_url()

    def save(self, form):
        return add_team(
            competition=self.competition,
            on=timezone.localdate(),
            by=self.request.user,
            reason=form.cleaned_data.get("reason", ""),
            **form.row_fields(),
        )


class TeamPage(UpdatePage):
    permission_required = "campaigns.change_team"
    queryset = Team.objects.select_related("competition", "company", "coordinator")


class TeamEdit(TeamPage):
    form_class = TeamForm
    title = _("Ändra lag")
    success_message = _("Ändringarna är sparade.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"competition": self.object.competition}

    def get_context_data(self, **kwargs):
        locked = self.object.competition.is_locked
        intro = _("Företag och antal personer låstes när tävlingen öppnade.") if locked else ""
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form):
        return update_team(form.instance, **form.row_fields())


class TeamConfirmHeads(TeamPage):
    form_class = ConfirmHeadsForm
    title = _("Bekräfta antalet personer")
    intro = _("Alla som kan vara med på arbetsplatsen, också den som inte ger något.")
    submit_label = _("Bekräfta")
    success_message = _("Antalet är bekräftat.")

    def save(self, form):
        data = form.cleaned_data
        return confirm_heads(
            form.instance, by=data["heads_confirmed_by"], on=data["heads_confirmed_on"], heads=data.get("heads")
        )

    def get_success_url(self):
        return self.object.competition.get_absolute_url()


class TeamConfirmParticipants(TeamPage):
    form_class = ConfirmParticipantsForm
    title = _("Bekräfta deltagandet")
    intro = _("Hur många olika personer som gjort något godkänt, enligt samordnaren. Bara antalet, inga namn.")
    submit_label = _("Bekräfta")
    success_message = _("Deltagandet är bekräftat.")

    def save(self, form):
        data = form.cleaned_data
        return confirm_participants(
            form.instance,
            participants=data["participants"],
            by=data["participants_confirmed_by"],
            on=data["participants_confirmed_on"],
        )

    def get_success_url(self):
        return self.object.competition.get_absolute_url()


class TeamAmendHeads(TeamPage):
    permission_required = "campaigns.amend_competition"
    form_class = AmendHeadsForm
    title = _("Ändra låst antal")
    intro = _(
        "Tävlingen har öppnat. Ändringen och skälet står på tavlan för alla, och vem som gjort den på tävlingens sida."
    )
    submit_label = _("Ändra antalet")
    success_message = _("Antalet är ändrat, och ändringen står på tavlan.")

    def save(self, form):
        data = form.cleaned_data
        amend_heads(
            form.instance,
            heads=data["heads"],
            by=self.request.user,
            reason=data["reason"],
            confirmed_by=data["heads_confirmed_by"],
            confirmed_on=data["heads_confirmed_on"],
        )
        return form.instance


class TeamWithdraw(TeamPage):
    permission_required = "campaigns.run_competition"
    form_class = WithdrawTeamForm
    title = _("Laget går ur tävlingen")
    intro = _(
        "Laget får ingen plats, och ingen väntar på dess bekräftelser. Pengarna som det samlat in står kvar i summan. "
        "Ändringen och skälet står på tavlan."
    )
    submit_label = _("Laget går ur")
    success_message = _("Laget har gått ur. Det går att ta tillbaka på lagets sida.")

    def save(self, form):
        withdraw_team(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])
        return form.instance


class TeamReinstate(TeamPage):
    permission_required = "campaigns.run_competition"
    form_class = WithdrawTeamForm
    title = _("Laget är med igen")
    intro = _("Laget tävlar på nytt med det som det har gjort. Ändringen och skälet står på tavlan.")
    submit_label = _("Laget är med igen")
    success_message = _("Laget är med igen.")

    def save(self, form):
        reinstate_team(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])
        return form.instance


class TeamRemove(TeamPage):
    permission_required = "campaigns.delete_team"
    form_class = RemoveTeamForm
    title = _("Ta bort laget")
    intro = _(
        "Laget försvinner ur tävlingen. Det går bara så länge det varken har pengar, tävlingsbidrag eller betyg. "
        "Koden ges aldrig till ett annat lag."
    )
    submit_label = _("Ta bort laget")
    success_message = _("Laget är borttaget.")

    def save(self, form):
        self.competition = form.instance.competition
        remove_team(form.instance, by=self.request.user, reason=form.cleaned_data.get("reason", ""))
        return form.instance

    def get_success_url(self):
        return self.competition.get_absolute_url()
