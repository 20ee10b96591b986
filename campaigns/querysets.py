import datetime as dt

from django.db import models
from django.db.models import Count, Q, Sum

from campaigns.life import RUNNING, State
from core.querysets import SearchableQuerySet


class CompetitionQuerySet(SearchableQuerySet):
    def for_table(self):
        return (
            self.select_related("contact")
            .prefetch_related("goals")
            .annotate(
                team_count=Count("teams", distinct=True),
                raised=Sum("teams__tally__employees"),
            )
        )

    def running(self):
        """Money, entries and marks are taken."""
        return self.filter(state__in=RUNNING)

    def open_on_board(self, token: str):
        """The one whose public link this is."""
        return self.filter(board_token=token)

    def due_to_open(self, day: dt.date):
        return self.filter(state=State.DRAFT, opens_on__lte=day)

    def due_to_close(self, day: dt.date):
        return self.filter(state__in=(State.OPEN, State.FROZEN), closes_on__lt=day)


class TeamQuerySet(SearchableQuerySet):
    def for_table(self):
        return self.select_related("competition", "company", "coordinator", "tally")

    def unconfirmed(self):
        """Teams whose head count or participation nobody at the company has confirmed."""
        return self.filter(Q(heads_confirmed_on__isnull=True) | Q(participants_confirmed_on__isnull=True))


class ContributionQuerySet(models.QuerySet):
    def for_table(self):
        return self.select_related("competition", "team", "entered_by", "batch")

    def left_over(self):
        """Money that no team has been credited with yet."""
        return self.filter(team__isnull=True, is_reversed=False, reverses__isnull=True)

    def standing(self):
        """What still counts: neither taken back nor itself a taking back."""
        return self.filter(is_reversed=False, reverses__isnull=True)

    def named_on_board(self):
        """Givers who asked to be seen and whom somebody of ours has approved, newest first."""
        return self.standing().filter(giver_approved_by__isnull=False).order_by("-entered_at", "-pk")

    def waiting_for_name(self):
        """Givers who asked to be seen and whom nobody has approved yet."""
        return self.standing().filter(show_giver=True, giver_approved_by__isnull=True).exclude(giver="")


class EntryQuerySet(models.QuerySet):
    def for_table(self):
        return self.select_related("team__competition", "activity", "decided_by").annotate(
            picture_count=Count("pictures")
        )

    def pending(self):
        return self.filter(state="pending")

    def approved(self):
        return self.filter(state="approved")
