"""Competitions: list, creation with teams, and overview page."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from campaigns.exports.competitions import CompetitionExport
from campaigns.filters import CompetitionFilterSet
from campaigns.forms.competitions import (
    MORE_ROWS,
    CloneForm,
    CompetitionForm,
    StartForm,
    team_rows,
    typed_in,
)
from campaigns.models import Competition, CompetitionKind, CompetitionState
from campaigns.models.results import obstacles
from campaigns.queries.board import GOALS_WITH_PAGES, staff_board
from campaigns.queries.overview import Task, course_of, jury_progress, previous_of, tasks_of
from campaigns.scoring import robustness
from campaigns.services.competition_setup import A_YEAR, clone_competition, next_name, start_competition, usual_dates
from campaigns.services.competitions import update_competition
from campaigns.services.lifecycle import is_unchanged, missing_to_open
from campaigns.services.teams import require_room_for_team
from campaigns.tables.competitions import (
    AmendmentTable,
    CompetitionTable,
    CourseTable,
    PreviousTable,
    StandingsTable,
    TeamTable,
)
from core.days import A_DAY
from core.errors import passes
from core.field_permissions import unreadable
from core.history import changes
from core.models import our_organisation
from core.recently_viewed import RemembersMixin
from core.views import CreatePage, DetailPage, ListPage, UpdatePage
from core.views.pictures import picture_response
from crm.services.discarding import may_discard

# Fields shown elsewhere on the page in words, or internal ones.
HIDDEN_IN_HISTORY = frozenset(
    {"scoring", "catalogue", "snapshot", "frozen_board", "checksum", "board_key", "lot_seed", "picture", "previous"}
)


class CompetitionList(ListPage):
    permission_required = "campaigns.view_competition"
    template_name = "campaigns/competitions/list.html"
    title = _("Tävlingar")
    model = Competition
    table_class = CompetitionTable
    filterset_class = CompetitionFilterSet
    export_class = CompetitionExport
    create_url_name = "campaigns:competition_create"
    create_permission = "campaigns.add_competition"
    create_label = _("Ny tävling")
    links = (
        ("campaigns:activity_list", "campaigns.view_activity", _("Aktiviteter")),
        ("campaigns:idea_list", "campaigns.view_idea", _("Idéer")),
    )
    empty_title = _("Inga tävlingar än")
    empty_text = _("Börja med en duell: två företag, ett mål och två datum. Allt annat är ifyllt från början.")

    def get_queryset(self):
        return Competition.objects.for_table()


class CompetitionCreate(CreatePage):
    """Create a competition with its teams on one page. More rows or another kind reload the form and keep the input."""

    permission_required = "campaigns.add_competition"
    model = Competition
    form_class = StartForm
    template_name = "campaigns/competitions/start.html"
    partial_template_name = "campaigns/competitions/_start.html"
    title = _("Ny tävling")
    submit_label = _("Skapa tävlingen")
    success_message = _(
        "Tävlingen är skapad som utkast. Bekräfta antalen, skriv ut materialet och öppna när det är dags."
    )
    rows = None

    @property
    def may_register(self) -> bool:
        return self.request.user.has_perm("crm.add_company")

    def get_initial(self):
        opens_on, closes_on = usual_dates(timezone.localdate())
        latest = Competition.objects.exclude(swish="").order_by("-pk").first()
        return {
            "kind": self.kind,
            "contact": self.request.user.pk,
            "opens_on": opens_on,
            "closes_on": closes_on,
            "swish": (latest or our_organisation()).swish_display,
        }

    @property
    def kind(self) -> str:
        asked = (self.request.POST or self.request.GET).get("kind", "")
        return asked if asked in CompetitionKind.values else CompetitionKind.DUEL

    def new_rows(self):
        company = self.request.GET.get("company", "")
        return team_rows(self.kind, may_register=self.may_register, initial=[{"company": company}] if company else ())

    def posted_rows(self):
        return team_rows(self.kind, may_register=self.may_register, data=self.request.POST)

    def post(self, request, *args, **kwargs):
        if "more" in request.POST or "again" in request.POST:
            return self.ask_again()
        return super().post(request, *args, **kwargs)

    def ask_again(self):
        """Show the form again with its input and without validation errors."""
        self.object = None
        form = StartForm(initial=typed_in(self.get_form()))
        posted = self.posted_rows()
        more = len(posted.forms) + MORE_ROWS if "more" in self.request.POST else 0
        rows = team_rows(self.kind, may_register=self.may_register, initial=posted.typed_in(), least=more)
        return self.render_to_response(self.get_context_data(form=form, rows=rows))

    def get_cancel_url(self):
        return reverse("campaigns:competition_list")

    def form_valid(self, form):
        self.rows = self.posted_rows()
        return super().form_valid(form) if self.rows.is_valid() else self.form_invalid(form)

    def form_invalid(self, form):
        self.rows = self.rows or self.posted_rows()
        self.rows.is_valid()
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("rows", self.rows or self.new_rows())
        return super().get_context_data(**kwargs)

    def save(self, form):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        return start_competition(teams=self.rows.terms(), by=self.request.user, **fields)


class CompetitionDetail(RemembersMixin, DetailPage):
    permission_required = "campaigns.view_competition"
    template_name = "campaigns/competitions/detail.html"
    context_object_name = "competition"

    def get_queryset(self):
        competitions = Competition.objects.select_related("contact", "finalised_by", "previous")
        return competitions.prefetch_related(GOALS_WITH_PAGES)

    def get_context_data(self, **kwargs):
        competition, user = self.object, self.request.user
        public = staff_board(competition)
        is_draft = competition.state == CompetitionState.DRAFT
        found = [] if is_draft or competition.is_decided else obstacles(competition, timezone.localdate())
        previous = previous_of(competition)
        teams = TeamTable(
            list(competition.teams.for_table()),
            competition=competition,
            may_change=user.has_perm("campaigns.change_team"),
        )
        return super().get_context_data(
            public=public,
            is_draft=is_draft,
            standings=None if is_draft or not public.rows else StandingsTable(public.rows),
            teams=teams,
            missing=missing_to_open(competition) if is_draft else [],
            tasks=linked(competition, tasks_of(found, names_jurors=user.has_perm("campaigns.view_juror"))),
            names_waiting=0 if is_draft else competition.contributions.waiting_for_name().count(),
            jury=None if competition.is_decided else jury_progress(competition),
            robust=None if is_draft else robustness([row.score for row in public.rows]),
            previous=previous,
            previous_table=PreviousTable(previous.placings) if previous and previous.placings else None,
            previous_amendments=list(previous.competition.amendments.all()) if previous else [],
            amendments=AmendmentTable(public.amendments) if public.amendments else None,
            unchanged=is_unchanged(competition),
            board_url=self.board_url(),
            may_take_teams=passes(require_room_for_team, competition),
            may_discard=is_draft and may_discard(competition, user=user),
            changes=changes(competition, hidden_fields=HIDDEN_IN_HISTORY | unreadable(self.request.user, Competition)),
            tab="overview",
            **kwargs,
        )

    def board_url(self) -> str:
        token = self.object.board_token
        return self.request.build_absolute_uri(reverse("board:board", args=[token])) if token else ""


class CompetitionCourse(DetailPage):
    """The daily course: a fragment for htmx, a page without it. The only view that reads the contributions."""

    permission_required = "campaigns.view_competition"
    model = Competition
    context_object_name = "competition"

    def get_template_names(self):
        return ["campaigns/competitions/_course.html" if self.request.htmx else "campaigns/competitions/course.html"]

    def get_context_data(self, **kwargs):
        course = course_of(self.object, today=timezone.localdate())
        table = CourseTable(list(reversed(course))) if course else None
        best = max(course, key=lambda day: day.employees, default=None)
        return super().get_context_data(course=course, course_table=table, best=best, **kwargs)


class CompetitionEdit(UpdatePage):
    permission_required = "campaigns.change_competition"
    model = Competition
    form_class = CompetitionForm
    title = _("Ändra tävling")
    success_message = _("Ändringarna är sparade.")

    def get_context_data(self, **kwargs):
        intro = ""
        if self.object.is_decided:
            intro = _("Tävlingen är avgjord: det som hör till resultatet ändras inte längre.")
        elif self.object.is_locked:
            intro = _(
                "Typ, datum och insamlingsmål låstes när tävlingen öppnade. En administratör kan ändra datum och mål "
                "med ett skäl, som står på tavlan."
            )
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form):
        return update_competition(form.instance, picture=form.new_picture, **form.row_fields())


class CompetitionClone(CreatePage):
    """Create next year's competition from this one."""

    permission_required = "campaigns.add_competition"
    model = Competition
    form_class = CloneForm
    title = _("Gör om tävlingen")
    intro = _(
        "Lag, regler, jurykriterier och antal personer följer med. Antalen ska bekräftas på nytt. Pengar, "
        "tävlingsbidrag och jury följer inte med."
    )
    submit_label = _("Skapa nytt utkast")
    success_message = _("Utkastet är skapat. Förra gångens resultat och lärdomar står bredvid.")

    @cached_property
    def source(self) -> Competition:
        return get_object_or_404(Competition, pk=self.kwargs["pk"])

    def get_initial(self):
        source, user = self.source, self.request.user
        return {
            "name": next_name(source),
            "opens_on": source.opens_on + A_YEAR,
            "closes_on": source.closes_on + A_YEAR,
            "contact": source.contact_id if source.contact.is_active else user.pk,
        }

    def get_cancel_url(self):
        return self.source.get_absolute_url()

    def save(self, form):
        return clone_competition(self.source, **{name: form.cleaned_data[name] for name in form.Meta.fields})


class CompetitionPicture(PermissionRequiredMixin, View):
    permission_required = "campaigns.view_competition"

    def get(self, request, pk):
        picture = get_object_or_404(Competition, pk=pk).picture
        if not picture:
            raise Http404
        return picture_response(request, picture)


def linked(competition: Competition, tasks: list[Task]) -> list[tuple[Task, str]]:
    """Each task with the URL of the page where it is done."""
    pages = {
        "days": lambda _task: reverse("campaigns:competition_amend_terms", args=[competition.pk]),
        "teams": lambda _task: reverse("campaigns:team_create", args=[competition.pk]),
        "left_over": lambda _task: reverse("campaigns:left_overs", args=[competition.pk]),
        "outside": lambda _task: (
            f"{reverse('campaigns:contribution_list', args=[competition.pk])}"
            f"?date_from={competition.takes_money_until + A_DAY}"
        ),
        "heads": lambda task: reverse("campaigns:team_confirm_heads", args=[task.team.pk]),
        "participants": lambda task: reverse("campaigns:team_confirm_participants", args=[task.team.pk]),
        "entries": lambda _task: f"{reverse('campaigns:entry_list')}?competition={competition.pk}&state=pending",
        "marks": lambda _task: reverse("campaigns:jury", args=[competition.pk]),
        "jury": lambda _task: reverse("campaigns:jury", args=[competition.pk]),
    }
    return [(task, pages[task.kind](task)) for task in tasks]
