"""A competition's money: the list, entry by hand, unassigned money, and each contribution."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from campaigns.exports.contributions import ContributionExport
from campaigns.filters import CompetitionContributionFilterSet
from campaigns.forms.contributions import AssignForm, GridForm, ReverseForm, grid_rows
from campaigns.models import Competition, Contribution
from campaigns.queries.kept_sums import kept_flows
from campaigns.services.contribution_grid import RowsRefused, enter_by_hand, look_over_by_hand
from campaigns.services.contributions import approve_giver, assign_contribution, correct_contribution, hide_giver
from campaigns.services.counting import ZERO
from campaigns.services.team_lookup import Names, names_in, team_label
from campaigns.tables.contributions import ContributionTable
from core.errors import Refusal
from core.filters import active_filters
from core.form_tokens import ONCE_FIELD
from core.kept_queries import KeptQuery, kept_by_key, summed
from core.money import format_amount
from core.views import ButtonView, DetailPage, ListPage, UpdatePage, next_url, offer_put_back
from core.views.submit_once import SavesOnce

# Up to this many teams get a button each; more are chosen in a select.
BUTTONS = 3
REVERSE = "campaigns.reverse_contribution"


@KeptQuery
def _competition(key: int) -> QuerySet[Competition]:
    return Competition.objects.select_related("contact").prefetch_related("goals").filter(pk=key)


@KeptQuery
def _left_over(competition: int) -> QuerySet:
    return summed(Contribution.objects.filter(competition=competition).left_over(), number=Count("pk"))


@KeptQuery
def _waiting_for_name(competition: int) -> QuerySet:
    return summed(Contribution.objects.filter(competition=competition).waiting_for_name(), number=Count("pk"))


class OfCompetition:
    """Mixin of pages with the competition's primary key in the URL."""

    @cached_property
    def competition(self) -> Competition:
        competition = _competition.first(self.kwargs["pk"])
        if competition is None:
            raise Http404
        return competition

    def get_context_data(self, **kwargs):
        return super().get_context_data(competition=self.competition, **kwargs)


class ContributionList(OfCompetition, ListPage):
    permission_required = "campaigns.view_contribution"
    template_name = "campaigns/contributions/list.html"
    model = Contribution
    table_class = ContributionTable
    filterset_class = CompetitionContributionFilterSet
    export_class = ContributionExport
    export_asks = True
    has_totals = True
    empty_title = _("Inga bidrag än")
    create_label = _("Lägg in bidrag")

    page_rows = kept_by_key(Contribution.objects.for_row())

    def get_queryset(self):
        return self.competition.contributions.all()

    def get_page_queryset(self):
        return self.page_rows

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"competition": self.competition}

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        return kwargs | {"queryset": kwargs["queryset"].for_table(), "competition": self.competition}

    def get_totals(self):
        return self._named(self.object_list.flows())

    def get_kept_totals(self):
        return None if active_filters(self.filterset) else self._named(kept_flows(self.competition))

    def _named(self, flows: dict[str, Decimal]) -> list[tuple[str, Decimal]]:
        named = (
            ("employees", _("Medarbetarnas pengar")),
            ("company", _("Företag och andra givare")),
            ("left_over", _("Utan lag")),
        )
        return [(label, flows[flow]) for flow, label in named if flow != "left_over" or flows[flow]]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        competition, user = self.competition, self.request.user
        may_add = competition.takes_money and user.has_perm("campaigns.add_contribution")
        return context | {
            "title": gettext("Bidrag i %(competition)s") % {"competition": competition},
            "tab": "contributions",
            "left_over": _left_over.first(competition.pk)[0],
            "names": _waiting_for_name.first(competition.pk)[0],
            "may_add": may_add,
            "create_url": reverse("campaigns:contribution_grid", args=[competition.pk]) if may_add else "",
            "empty_text": _("Lägg in gåvor rad för rad, eller läs in en lista från Excel eller banken.")
            if may_add
            else _("Bidrag läggs in medan tävlingen pågår."),
        }


class ContributionGrid(OfCompetition, PermissionRequiredMixin, SavesOnce, TemplateView):
    """A form of several rows, saved all or none."""

    asks_before_another = True

    permission_required = "campaigns.add_contribution"
    template_name = "campaigns/contributions/grid.html"

    @cached_property
    def names(self) -> Names:
        return names_in(self.competition)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", GridForm(initial=self.initial(), competition=self.competition))
        kwargs.setdefault("rows", grid_rows(self.names))
        return super().get_context_data(
            title=_("Lägg in bidrag"),
            tab="contributions",
            teams=[*map(team_label, self.names.teams), *{match.giver_name: None for match in self.names.matches}],
            form_token=self.fresh_token or self.request.POST.get(ONCE_FIELD, ""),
            **kwargs,
        )

    def initial(self) -> dict:
        day = self.request.GET.get("day")
        return {"received_on": day} if day else {}

    def post(self, request, pk):
        form = GridForm(request.POST, competition=self.competition)
        rows = grid_rows(self.names, request.POST)
        if all([form.is_valid(), rows.is_valid()]) and (saved := self.save(form, rows)):
            return saved
        context = self.get_context_data(form=form, rows=rows, errors=list(_errors_of(form, rows)))
        return self.render_to_response(context)

    def notify_already_saved(self, record):
        """Omit the record: a batch entered by hand has no meaningful name."""
        super().notify_already_saved(None)

    def save(self, form, rows) -> HttpResponseRedirect | None:
        typed, day = rows.typed(), form.cleaned_data["received_on"]
        listed = reverse("campaigns:contribution_list", args=[self.competition.pk])
        try:
            on = {"received_on": day, "reason": form.cleaned_data.get("reason", "")}
            entering = {"competition": self.competition, "by": self.request.user}
            incoming = look_over_by_hand([row | on for _place, row in typed], **entering)
            with self.saving_once() as sent:
                entered = enter_by_hand(incoming, **entering, source=gettext("Inlagt för hand"))
                if sent:
                    sent.remember(url=listed, record=entered[0].batch)
        except RowsRefused as refusal:
            for number, error in refusal.context["reasons"].items():
                _add(rows.forms[typed[number][0]], error)
            return None
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return None
        amount = format_amount(sum((each.amount for each in entered), ZERO))
        words = ngettext(
            "%(number)s bidrag är inlagt, %(amount)s.", "%(number)s bidrag är inlagda, %(amount)s.", len(entered)
        )
        messages.success(self.request, words % {"number": len(entered), "amount": amount})
        return self.saved(f"{self.request.path}?day={day.isoformat()}")


def _add(row, error: ValidationError | Refusal):
    if not isinstance(error, ValidationError):
        row.add_error(None, str(error))
        return
    for name, reasons in error.update_error_dict({}).items():
        row.add_error(name if name in row.fields else None, reasons)


def _errors_of(form, rows):
    """All errors as (field's id, label, message), for the error summary."""
    for error in [*form.non_field_errors(), *rows.non_form_errors()]:
        yield "", "", error
    for error in form["received_on"].errors:
        yield form["received_on"].id_for_label, form["received_on"].label, error
    for number, row in enumerate(rows, start=1):
        where = gettext("Rad %(number)s") % {"number": number}
        for error in row.non_field_errors():
            yield row["team"].id_for_label, where, error
        for field in row:
            for error in field.errors:
                yield field.id_for_label, f"{where}, {field.label}", error


class LeftOvers(OfCompetition, PermissionRequiredMixin, TemplateView):
    """Unassigned money, to be assigned to teams."""

    permission_required = "campaigns.view_contribution"
    template_name = "campaigns/contributions/left_overs.html"
    MOST_SHOWN = 50

    def get_context_data(self, **kwargs):
        left_over = self.competition.contributions.left_over().order_by("received_on", "pk")
        teams = list(self.competition.teams.all())
        return super().get_context_data(
            title=_("Pengar utan lag"),
            tab="contributions",
            rows=list(left_over[: self.MOST_SHOWN]),
            count=left_over.count(),
            amount=left_over.flows()["left_over"],
            teams=teams,
            matches=list(self.competition.matches.select_related("company")),
            as_buttons=len(teams) <= BUTTONS,
            **kwargs,
        )


class ContributionDetail(DetailPage):
    permission_required = "campaigns.view_contribution"
    template_name = "campaigns/contributions/detail.html"
    context_object_name = "contribution"

    def get_queryset(self):
        return Contribution.objects.for_table().select_related(
            "reverses",
            "reversal__entered_by",
            "giver_approved_by",
            "moved_from__competition",
            "moved_to__team__competition",
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            competition=self.object.competition,
            reversal=getattr(self.object, "reversal", None),
            moved_to=getattr(self.object, "moved_to", None),
            asked_to_be_seen=self.object.asked_to_be_seen(),
            **kwargs,
        )


class ContributionReverse(UpdatePage):
    permission_required = REVERSE
    model = Contribution
    form_class = ReverseForm
    template_name = "campaigns/contributions/reverse.html"
    title = _("Rätta bidraget")
    intro = _(
        "Bidraget tas tillbaka med en egen rad, samma dag och samma belopp med minus. Summorna blir som om det "
        "aldrig hade kommit. Referensen blir kvar, så att bankens fil inte lägger in det igen. Var det fel lag, flytta "
        "bidraget till det rätta."
    )
    submit_label = _("Rätta bidraget")

    def save(self, form):
        team, match = form.cleaned_data["team"], form.cleaned_data.get("match")
        reason = form.cleaned_data["reason"]
        correct_contribution(form.instance, team=team, match=match, by=self.request.user, reason=reason)
        if target := team or match:
            words = {"amount": format_amount(form.instance.amount), "team": target}
            messages.success(self.request, gettext("%(amount)s är flyttat till %(team)s.") % words)
        else:
            messages.success(self.request, gettext("Bidraget är taget tillbaka."))
        return form.instance

    def get_success_url(self):
        return next_url(self.request) or self.object.get_absolute_url()


class ContributionAssign(UpdatePage):
    permission_required = "campaigns.change_contribution"
    model = Contribution
    form_class = AssignForm
    title = _("Vilket lags pengar är det?")
    submit_label = _("Ge till laget")

    def save(self, form):
        team, match = form.cleaned_data["team"], form.cleaned_data.get("match")
        contribution = Contribution.objects.get(pk=form.instance.pk)
        contribution.version = form.instance.version
        assign_contribution(contribution, team=team, match=match)
        words = {"amount": format_amount(contribution.amount), "team": match or team}
        said = gettext("%(amount)s gavs till %(team)s.") % words
        offer_put_back(self.request, said, contribution, permissions=[*self.get_permission_required(), REVERSE])
        return contribution

    def get_success_url(self):
        return reverse("campaigns:left_overs", args=[self.object.competition_id])


class GiverButton(ButtonView):
    permission_required = "campaigns.change_contribution"

    def press(self, request, pk):
        contribution = get_object_or_404(Contribution, pk=pk)
        self.giver = contribution.giver
        return self.act(contribution)

    def act(self, contribution) -> Contribution:
        raise NotImplementedError

    def get_message(self):
        return self.message % {"giver": self.giver}

    def get_home_url(self):
        return reverse("campaigns:contribution_detail", args=[self.kwargs["pk"]])


class GiverApprove(GiverButton):
    message = _("%(giver)s visas nu på tavlan.")
    unseen = _("%(giver)s är godkänd, och visas när tavlan visar allt igen.")

    def act(self, contribution):
        if contribution.competition.keeps_board:
            self.message = self.unseen
        return approve_giver(contribution, by=self.request.user)


class GiverHide(GiverButton):
    message = _("%(giver)s visas inte på tavlan.")

    def act(self, contribution):
        return hide_giver(contribution)
