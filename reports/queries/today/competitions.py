"""Competitions that need action by staff."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from campaigns.lifecycle import CompetitionState
from campaigns.models import Competition
from core.kept_queries import KeptQuery
from core.money import format_amount
from reports.queries.today.scope import Link, Scope, TodayRow

OPENS_SOON = dt.timedelta(days=7)
PAID_WITHIN = dt.timedelta(days=365)  # a promise that has not come by then is no longer expected


@dataclass(frozen=True)
class Matter:
    """A pending task in a competition, and the page where it is done."""

    reason: str
    link: Link


def competitions_in_need(scope: Scope) -> list[TodayRow]:
    """Competitions with pending tasks, by opening day; after the reveal only money counts. One query.

    The owner is the competition's `contact`.
    """
    rows = []
    for competition in _competitions(scope.owner_key):
        matters = list(matters_of(competition, scope.today))
        if matters:
            reasons = [matter.reason for matter in matters]
            if scope.everyone:
                reasons.append(gettext("Kontaktperson är %(who)s.") % {"who": competition.contact})
            rows.append(
                TodayRow(
                    record=competition,
                    subject=str(competition),
                    url=competition.get_absolute_url(),
                    what=_when(competition),
                    reasons=reasons,
                    links=list(dict.fromkeys(matter.link for matter in matters)),
                )
            )
    return rows


@KeptQuery
def _competitions(owner: int | None) -> QuerySet[Competition]:
    competitions = Competition.objects.with_waiting().select_related("contact").order_by("opens_on", "pk")
    return competitions.filter(contact=owner) if owner else competitions


def matters_of(competition: Competition, today: dt.date) -> Iterator[Matter]:
    """Pending tasks of a competition from `with_waiting`, in the order they must be done."""
    if competition.state == CompetitionState.DRAFT:
        yield from _opening(competition, today)
    elif competition.is_decided:
        if not competition.revealed_at:
            yield Matter(gettext("Avgjord, men inte avslöjad."), _page(gettext("Avslöja"), "reveal", competition))
        yield from _gifts_without_team(competition)
        yield from _promises_not_paid(competition, today)
    else:
        waiting = list(_waiting(competition))
        if competition.state == CompetitionState.CLOSING:
            decide = _page(gettext("Avgör"), "competition_decide", competition)
            if competition.takes_money_until < today:
                waiting = waiting or [Matter(gettext("Inget väntar längre, så den kan avgöras."), decide)]
            yield from waiting
        else:
            yield from waiting
            if competition.closes_on < today:
                words = gettext("Skulle ha stängt %(day)s.") % {"day": competition.closes_on.isoformat()}
                yield Matter(words, _page(gettext("Stäng"), "competition_close", competition))


def _opening(competition: Competition, today: dt.date) -> Iterator[Matter]:
    if competition.opens_on > today + OPENS_SOON:
        return
    late = competition.opens_on < today
    words = gettext("Skulle ha öppnat %(day)s.") if late else gettext("Öppnar %(day)s.")
    yield Matter(
        words % {"day": competition.opens_on.isoformat()}, _page(gettext("Öppna"), "competition_open", competition)
    )
    yield from _unconfirmed_heads(competition)


def _unconfirmed_heads(competition: Competition) -> Iterator[Matter]:
    if number := competition.heads_waiting:
        words = ngettext(
            "%(number)s lag har inte bekräftat hur många de är.",
            "%(number)s lag har inte bekräftat hur många de är.",
            number,
        )
        yield Matter(words % {"number": number}, Link(gettext("Se lagen"), competition.get_absolute_url()))


def _gifts_without_team(competition: Competition) -> Iterator[Matter]:
    if number := competition.gifts_waiting:
        words = ngettext("%(count)s gåva saknar lag.", "%(count)s gåvor saknar lag.", number)
        yield Matter(words % {"count": number}, _page(gettext("Fördela"), "left_overs", competition))


def _promises_not_paid(competition: Competition, today: dt.date) -> Iterator[Matter]:
    if competition.promised_left and today <= competition.takes_money_until + PAID_WITHIN:
        words = gettext("%(amount)s av löftena har inte kommit.") % {"amount": format_amount(competition.promised_left)}
        yield Matter(words, _page(gettext("Se matchningarna"), "match_list", competition))


def _waiting(competition: Competition) -> Iterator[Matter]:
    yield from _gifts_without_team(competition)
    yield from _unconfirmed_heads(competition)
    if number := competition.entries_waiting:
        words = ngettext(
            "%(count)s tävlingsbidrag väntar på beslut.", "%(count)s tävlingsbidrag väntar på beslut.", number
        )
        page = f"{reverse('campaigns:entry_list')}?competition={competition.pk}&state=pending"
        yield Matter(words % {"count": number}, Link(gettext("Ta ställning"), page))
    if competition.state == CompetitionState.CLOSING:
        yield from _before_deciding(competition)


def _before_deciding(competition: Competition) -> Iterator[Matter]:
    if number := competition.participants_waiting:
        words = ngettext(
            "%(number)s lag har inte bekräftat hur många som deltagit.",
            "%(number)s lag har inte bekräftat hur många som deltagit.",
            number,
        )
        yield Matter(words % {"number": number}, Link(gettext("Se lagen"), competition.get_absolute_url()))
    missing = max(competition.jurors_waiting, competition.rules.least_jurors - competition.jurors_done)
    if competition.needs_jury and missing > 0:
        words = ngettext(
            "%(count)s jurymedlem till måste lämna in.", "%(count)s jurymedlemmar till måste lämna in.", missing
        )
        yield Matter(words % {"count": missing}, _page(gettext("Se juryn"), "jury", competition))


def _page(label: str, name: str, competition: Competition) -> Link:
    return Link(label, reverse(f"campaigns:{name}", args=[competition.pk]))


def _when(competition: Competition) -> str:
    facts = {"state": competition.get_state_display(), "first": competition.opens_on, "last": competition.closes_on}
    return gettext("%(state)s, %(first)s – %(last)s") % facts
