import re
from collections.abc import Iterable
from decimal import Decimal

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from campaigns.lifecycle import RUNNING, TAKES_MONEY, CompetitionState
from core.errors import Refusal
from core.links import link_key
from core.money import KRONOR
from core.querysets import SearchableQuerySet, holding, sum_of
from core.secret_links import opened_by

BOARD_LINK = "campaigns.board"

# The day that a competition counts a contribution on, as Contribution.day says it.
DAY = Coalesce("counted_on", "received_on")

# P9RW 1 and P9RW-1, as people read a code aloud
CODE_IN_TWO = re.compile(r"\b(\w{4,8})[ -](\d{1,3})\b")


class CompetitionQuerySet(SearchableQuerySet):
    def for_table(self):
        gift = self.model._meta.get_field("contributions").related_model
        apart = gift.objects.filter(competition=OuterRef("pk"), team__isnull=True, match__isnull=False)
        return (
            self.select_related("contact")
            .prefetch_related("goals")
            .annotate(
                team_count=Count("teams", filter=Q(teams__withdrawn_on__isnull=True), distinct=True),
                raised=Sum("teams__tally__employees"),
                company_raised=ExpressionWrapper(
                    Coalesce(Sum("teams__tally__company"), Value(Decimal(0), output_field=KRONOR))
                    + sum_of(apart, "amount", by="competition"),
                    output_field=KRONOR,
                ),
                gift_count=Sum("teams__tally__gifts"),
            )
            .order_by("-opens_on", "-pk")  # the Sum drops the model's own ordering
        )

    def running(self):
        """Competitions that accept money, entries and marks."""
        return self.filter(state__in=RUNNING)

    def on_website(self):
        """Running competitions that anybody may be led to: staff have said so, and their board is open."""
        return self.running().filter(on_website=True, board_key__isnull=False)

    def told_in_public(self):
        """Revealed competitions whose result anybody may be led to, as on_website says of running ones."""
        return self.filter(on_website=True, board_key__isnull=False, revealed_at__isnull=False, snapshot__isnull=False)

    def mentioning(self, text: str):
        """Match by name, code or team."""
        teams = self.model._meta.get_field("teams").related_model
        own = self.model.objects.matching(text).values("pk")
        return self.filter(Q(pk__in=own) | Q(pk__in=teams.objects.mentioning(text).order_by().values("competition")))

    def open_on_board(self, token: str):
        """The competition of a public link."""
        return self.filter(board_key=link_key(token, salt=BOARD_LINK) or "")

    def with_waiting(self):
        """Competitions not revealed yet, or with money that is unassigned or not paid, with what waits in each.

        Adds `gifts_waiting` (no team), `heads_waiting` and `participants_waiting` (teams), `entries_waiting`,
        `jurors_waiting` and `jurors_done`, and `promised_left`, kronor. Counted by subqueries: joins would multiply the
        counts.
        """
        gift, team, juror, match = (
            self.model._meta.get_field(name).related_model for name in ("contributions", "teams", "jurors", "matches")
        )
        entry = team._meta.get_field("entries").related_model
        here = {"competition": OuterRef("pk")}
        gifts, jurors = gift.objects.filter(**here), juror.objects.filter(**here)
        teams = team.objects.competing().filter(**here)
        entries = entry.objects.filter(team__competition=OuterRef("pk"))
        promises = match.objects.with_still_due().filter(**here, still_due__gt=0)
        open_still = Q(revealed_at__isnull=True) & ~Q(state=CompetitionState.ARCHIVED)
        unsettled = Exists(gifts.left_over()) | Exists(promises)
        return self.filter(open_still | unsettled).annotate(
            promised_left=sum_of(promises, "still_due", by="competition"),
            gifts_waiting=_number_of(gifts.left_over(), by="competition"),
            heads_waiting=_number_of(teams.filter(heads_confirmed_on__isnull=True), by="competition"),
            participants_waiting=_number_of(teams.filter(participants_confirmed_on__isnull=True), by="competition"),
            entries_waiting=_number_of(entries.awaited(), by="team__competition"),
            jurors_waiting=_number_of(jurors.filter(handed_in_at__isnull=True), by="competition"),
            jurors_done=_number_of(jurors.filter(handed_in_at__isnull=False), by="competition"),
        )


class IdeaQuerySet(SearchableQuerySet):
    def public(self):
        """Ideas that anybody may read."""
        return self.filter(is_public=True)

    def for_table(self):
        return self.select_related("activity").prefetch_related("goals")


class TeamQuerySet(SearchableQuerySet):
    def matching(self, text: str):
        """Also by a code that is written apart: P9RW 1 and P9RW-1."""
        whole = super().matching(text)
        joined = CODE_IN_TWO.sub(r"\1\2", text)
        return whole if joined == text else whole | super().matching(joined)

    def mentioning(self, text: str):
        """Match by name or code, or by a company's name of today or before."""
        # Of those that have a team: there are few, and two letters are looked for without an index.
        companies = self.model.company.field.related_model.objects.order_by().filter(teams__isnull=False).matching(text)
        return self.filter(Q(pk__in=self.model.objects.order_by().matching(text)) | Q(company__in=companies))

    def for_table(self):
        return self.select_related("competition", "company", "coordinator", "tally")

    def running(self):
        """Teams of running competitions."""
        return self.filter(competition__state__in=RUNNING)

    def taking_money(self):
        """Teams of running and decided competitions, archived ones excluded: see Competition.takes_money."""
        return self.filter(competition__state__in=TAKES_MONEY)

    def competing(self):
        """Teams that have not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def unconfirmed(self):
        """Teams whose company has not confirmed the head count or the participants."""
        return self.filter(Q(heads_confirmed_on__isnull=True) | Q(participants_confirmed_on__isnull=True))


_LEFT_OVER = Q(team__isnull=True, match__isnull=True)
FLOWS = {
    "employees": Sum("amount", filter=~_LEFT_OVER & ~Q(channel="match")),
    "company": Sum("amount", filter=~_LEFT_OVER & Q(channel="match")),
    "left_over": Sum("amount", filter=_LEFT_OVER),
}


class NeverRemoved(Refusal):
    message = _("Ett bidrag tas aldrig bort. Rätta det i stället.")


class ContributionQuerySet(models.QuerySet):
    def for_reference(self):
        """Load what the text of a bank reference needs."""
        return self.select_related("competition", "reversal")

    def delete(self):
        raise NeverRemoved

    def for_table(self):
        return self.select_related("competition", "team", "match__company", "entered_by", "batch")

    def for_row(self):
        """What a row of the list shows, and no more."""
        shown = (
            "received_on amount channel giver show_giver giver_approved_by message is_reversed reverses reason "
            "team__name match__third_party match__company__name"
        )
        return self.select_related("team", "match__company").only(*shown.split())

    def mentioning(self, text: str):
        """Whose giver, message or reference holds the text."""
        return self.filter(holding(text, "external_id", "giver", "message"))

    def flows(self) -> dict[str, Decimal]:
        """Standing kronor by flow, never added together: employees' gifts, companies' match payments, unassigned.

        Sums only effective contributions: a filter by giver may find a gift without its reversal.
        """
        sums = self.effective().order_by().aggregate(**FLOWS)
        return {flow: amount or Decimal("0.00") for flow, amount in sums.items()}

    def left_over(self):
        """Unassigned money: neither a team's nor a match payment."""
        return self.effective().filter(team__isnull=True, match__isnull=True)

    def outside(self, competition):
        """Effective contributions received outside the competition's days, as is possible after a decision."""
        counted = self.effective().annotate(day=DAY)
        late = ~Q(channel="match") & Q(day__gt=competition.takes_money_until)
        return counted.filter(Q(day__lt=competition.opens_on) | late)

    def effective(self):
        """Contributions that count: neither reversed nor reversals.

        Reversals are recognised by their sign, which a constraint guarantees: with `reverses IS NULL`, SQLite uses that
        unique index and reads nearly all of a million rows.
        """
        return self.filter(is_reversed=False, amount__gt=0)

    def corrected(self):
        """Reversed contributions and their reversals."""
        return self.filter(Q(is_reversed=True) | Q(amount__lt=0))

    def named_on_board(self):
        """Contributions whose giver asked to be named and was approved, newest first."""
        return self.effective().filter(giver_approved_by__isnull=False).order_by("-entered_at", "-pk")

    def waiting_for_name(self):
        """Contributions whose giver asked to be named and is not approved yet."""
        return self.effective().filter(show_giver=True, giver_approved_by__isnull=True).exclude(giver="")


class MatchQuerySet(models.QuerySet):
    def with_paid(self):
        """Annotate the kronor paid of each promise, and those credited to no team."""
        payment = self.model._meta.get_field("payments").related_model
        of_this = payment.objects.filter(match=OuterRef("pk"))
        return self.annotate(
            paid=sum_of(of_this, "amount", by="match"),
            paid_apart=sum_of(of_this.filter(team__isnull=True), "amount", by="match"),
        )

    def with_still_due(self):
        """Annotate the kronor of each promise that have not come, as Match.left; below 0 where too much has."""
        due = Case(When(total_cap__lt=F("accrued"), then=F("total_cap")), default=F("accrued"))
        return self.with_paid().annotate(still_due=ExpressionWrapper(due - F("paid"), output_field=KRONOR))


class BatchQuerySet(models.QuerySet):
    def of_list(self, batch):
        """The batch, and those of the same import in other competitions."""
        first = batch.part_of_id or batch.pk
        return self.filter(Q(pk=first) | Q(part_of=first))

    def for_table(self):
        """Annotate the number and kronor of effective contributions."""
        given = Q(contributions__amount__gt=0, contributions__is_reversed=False)
        return self.select_related("made_by", "undone_by").annotate(
            number=Count("contributions", filter=given),
            amount=Sum("contributions__amount", filter=given),
        )


class EntryQuerySet(models.QuerySet):
    def for_table(self):
        """Pending entries first, then newest first."""
        return (
            self.select_related("team__competition", "activity", "decided_by")
            .annotate(picture_count=Count("pictures"), turn=Case(When(state="pending", then=0), default=1))
            .order_by("turn", "-happened_on", "-pk")
        )

    def counts(self) -> dict[str, int]:
        """The number of entries by state; empty states are left out."""
        these = self.model._default_manager.filter(pk__in=self.order_by().values("pk"))
        return dict(these.order_by().values_list("state").annotate(Count("pk")))

    def pending(self):
        return self.filter(state="pending")

    def awaited(self):
        """Entries to decide before the competition can be decided; those of withdrawn teams are not required."""
        return self.pending().filter(team__withdrawn_on__isnull=True)

    def approved(self):
        return self.filter(state="approved")


def _number_of(rows: QuerySet, by: str):
    """Subquery: the number of rows whose `by` matches the outer row."""
    number = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


class JurorQuerySet(QuerySet):
    def missing(self):
        """Those who have not handed in."""
        return self.filter(handed_in_at__isnull=True)


class JurorLinkQuerySet(QuerySet):
    def opened_by(self, secret: str):
        return self.filter(opened_by(secret))


class BankReferenceQuerySet(QuerySet):
    def of_payment(self, payment):
        return self.filter(model=payment._meta.label_lower, object_id=payment.pk)

    def of_payments(self, model: type[models.Model], keys: Iterable[int]):
        return self.filter(model=model._meta.label_lower, object_id__in=keys)

    def with_payments(self) -> list:
        """The references, each with its `payment`. One query, and one more for each kind of payment."""
        found = list(self)
        for label in {reference.model for reference in found}:
            its = [reference for reference in found if reference.model == label]
            rows = apps.get_model(label).objects.for_reference().in_bulk([each.object_id for each in its])
            for reference in its:
                reference.payment = rows[reference.object_id]
        return found
