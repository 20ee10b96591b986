"""The staff's page about a competition's jury, and its set-up."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from campaigns.forms.jury import CriterionForm, JurorForm, JurorReasonForm
from campaigns.models import Competition, Criterion, Juror
from campaigns.queries.jury import jury_state, may_see_marks
from campaigns.scoring import HIGHEST_MARK
from campaigns.services.jury import (
    add_juror,
    give_link,
    remove_criterion,
    remove_juror,
    reopen_juror,
    revoke_link,
    save_criterion,
)
from campaigns.services.letters import invite_juror
from campaigns.tables.jury import CriterionTable, JurorTable, StrictnessTable, TeamMarksTable
from core.forms import StyledForm
from core.history import changes
from core.views import ActionPage, CreatePage, DeletePage, DetailPage, UpdatePage
from core.views.by_link import link_shown


class JuryPage(DetailPage):
    permission_required = "campaigns.view_juror"
    queryset = Competition.objects.select_related("contact").prefetch_related("goals")
    template_name = "campaigns/jury/jury.html"
    context_object_name = "competition"
    extra_context = {"tab": "jury", "highest_mark": HIGHEST_MARK}

    def get_context_data(self, **kwargs):
        user = self.request.user
        state = jury_state(self.object)
        runs = user.has_perm("campaigns.change_juror")
        sees = user.has_perm("campaigns.view_mark") and may_see_marks(user, self.object)
        # Individual marks are for those who run the competition; others see the jury's means.
        each = sees and user.has_perm("campaigns.change_mark")
        common = {"orderable": False}
        open_ = not self.object.is_decided
        may_change = open_ and not state.has_marks and user.has_perm("campaigns.change_criterion")
        return super().get_context_data(
            jury=state,
            runs=runs,
            is_open=open_,
            may_change_criteria=may_change,
            is_juror=any(progress.juror.user_id == user.pk for progress in state.jurors),
            waits_for_own=user.has_perm("campaigns.view_mark") and not sees,
            juror_table=JurorTable(state.jurors, runs=runs, **common),
            criterion_table=CriterionTable(state.criteria, may_change=may_change, **common),
            team_table=TeamMarksTable(state.teams, jurors=state.done if each else [], **common)
            if sees and state.handed_in
            else None,
            strictness_table=StrictnessTable(state.strictness, **common) if each and state.strictness else None,
            **kwargs,
        )


class PartOfJury:
    """Redirect to the competition's jury afterwards."""

    @cached_property
    def competition(self) -> Competition:
        return self.object.competition

    def get_success_url(self):
        return reverse("campaigns:jury", args=[self.competition.pk])

    get_cancel_url = get_success_url


class NewPart(PartOfJury):
    @cached_property
    def competition(self) -> Competition:
        return get_object_or_404(Competition, pk=self.kwargs["pk"])


class HandsOver:
    """Mail a juror's new link; or show it once, where no mail can be sent."""

    shown = None  # the juror, and the secret that nobody has got yet

    def hand_over(self, juror: Juror):
        _link, secret = give_link(juror, by=self.request.user)
        if invite_juror(juror, secret, by=self.request.user) is None:
            self.shown = (juror, secret)
        else:
            self.success_message = _("%(who)s får länken med e-post.") % {"who": juror}

    def link_page(self, *, back: str):
        """The page that shows the link; None if it is mailed."""
        if self.shown is None:
            return None
        juror, secret = self.shown
        last = juror.link.last_day.isoformat()
        words = _("Den öppnar sidan utan inloggning till och med %(day)s, för den som har den.") % {"day": last}
        page = link_shown(self.request, "board:juror", secret, who=juror, back=back, words=words)
        return self.without_draft(page)


@method_decorator(never_cache, name="dispatch")
class JurorCreate(HandsOver, NewPart, CreatePage):
    permission_required = "campaigns.add_juror"
    model = Juror
    form_class = JurorForm
    title = _("Ny jurymedlem")
    submit_label = _("Lägg till i juryn")
    success_message = _("Jurymedlemmen är tillagd.")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["instance"]
        return kwargs | {"competition": self.competition}

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=self.competition.name, **kwargs)

    def save(self, form):
        juror = add_juror(competition=self.competition, **form.cleaned_data)
        if juror.user_id is None:
            self.hand_over(juror)
        return juror

    def saved(self, url):
        return self.link_page(back=url) or super().saved(url)


class JurorLinkPage(PartOfJury, ActionPage):
    """Ask first before an action that disables a link in use, as for the board."""

    permission_required = "campaigns.change_juror"
    model = Juror
    form_class = StyledForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=self.intro % {"name": self.object}, **kwargs)

    def save(self, form):
        self.success_message = self.success_message % {"name": self.object}
        return self.act(self.object)

    def act(self, juror: Juror) -> Juror:
        raise NotImplementedError


@method_decorator(never_cache, name="dispatch")
class JurorLinkRenew(HandsOver, JurorLinkPage):
    title = _("Ny länk")
    intro = _("%(name)s får en ny länk. Den gamla slutar att fungera genast.")
    submit_label = _("Skapa ny länk")
    success_message = _("%(name)s har en ny länk. Den gamla fungerar inte längre.")

    def act(self, juror):
        self.hand_over(juror)
        return juror

    def saved(self, url):
        return self.link_page(back=url) or super().saved(url)


class JurorLinkRevoke(JurorLinkPage):
    title = _("Återkalla länken")
    intro = _("%(name)s kommer inte längre åt sina betyg. Du kan skapa en ny länk när du vill.")
    submit_label = _("Återkalla länken")
    success_message = _("Länken för %(name)s fungerar inte längre.")

    def act(self, juror):
        revoke_link(juror, by=self.request.user)
        return juror


class JurorRemove(PartOfJury, DeletePage):
    permission_required = "campaigns.delete_juror"
    model = Juror
    title = _("Ta bort ur juryn")
    intro = _("Personens betyg i tävlingen försvinner, och länken slutar att fungera.")
    success_message = _("Jurymedlemmen är borttagen.")
    remove = staticmethod(remove_juror)


class JurorReopen(PartOfJury, UpdatePage):
    permission_required = "campaigns.change_juror"
    model = Juror
    form_class = JurorReasonForm
    title = _("Öppna inlämnade betyg")
    intro = _("Personen kan ändra sina betyg och lämna in dem igen. Tills dess räknas inga av juryns betyg.")
    submit_label = _("Öppna betygen")
    success_message = _("Betygen är öppna igen.")

    def save(self, form):
        return reopen_juror(form.instance, reason=form.cleaned_data["reason"])


class CriterionPage:
    model = Criterion
    form_class = CriterionForm
    success_message = _("Kriteriet är sparat.")

    def save(self, form):
        return save_criterion(form.instance)


class CriterionCreate(CriterionPage, NewPart, CreatePage):
    permission_required = "campaigns.add_criterion"
    title = _("Nytt kriterium")

    def get_form_kwargs(self):
        position = self.competition.criteria.count() + 1
        return super().get_form_kwargs() | {"instance": Criterion(competition=self.competition, position=position)}


class CriterionEdit(CriterionPage, PartOfJury, UpdatePage):
    permission_required = "campaigns.change_criterion"
    template_name = "campaigns/jury/form.html"
    title = _("Ändra kriterium")

    def get_context_data(self, **kwargs):
        may_delete = self.request.user.has_perm("campaigns.delete_criterion")
        return super().get_context_data(
            changes=changes(self.object),
            delete_url=reverse("campaigns:criterion_delete", args=[self.object.pk]) if may_delete else "",
            delete_label=_("Ta bort kriteriet"),
            **kwargs,
        )


class CriterionDelete(PartOfJury, DeletePage):
    permission_required = "campaigns.delete_criterion"
    model = Criterion
    title = _("Ta bort kriterium")
    intro = _("Juryn sätter inget betyg på det.")
    success_message = _("Kriteriet är borttaget.")
    remove = staticmethod(remove_criterion)
