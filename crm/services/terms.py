"""Every act on a sponsorship's money becomes an event, whatever channel it comes by.

The acts are not told by those who act: whoever writes a sponsorship or an amendment leaves a version in its history,
and each version asks here whether the terms are other than those of the last event. So no way of writing is forgotten.
Only `settle_years` writes without history, and says so itself. An act of many rows is one event of each sponsorship
when its service is within `core.at_end_of_act.one_act`.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.signals import post_create_historical_record

from core.at_end_of_act import at_end
from core.bulk_save import DELETED, MADE, chunks
from core.days import A_DAY
from core.errors import Refusal
from core.locked_months import require_open_spans
from core.signals import terms_changed
from crm.models import (
    HOLDING,
    TERMS,
    WITHOUT_REASON,
    Sponsorship,
    SponsorshipAmendment,
    SponsorshipEvent,
    TermsAct,
)
from crm.models.sponsorship_events import LONGEST_REASON

NAMES = ("agreement_no", "company_name", "orgnr", "goal_name", "goal_name_en")  # as they are on the day of the act
BY_END = (TermsAct.ENDED, TermsAct.WITHDRAWN, TermsAct.EXCHANGED)  # their reason stands on the sponsorship


class ReasonMissing(Refusal):
    message = _("Det ändrar vad som är avtalat. Skriv varför.")


@dataclass(frozen=True)
class Written:
    """A version that was written: when, by whom and why."""

    at: dt.datetime
    by_id: int | None
    reason: str
    removes: bool = False  # the sponsorship itself


@receiver(post_create_historical_record, sender=Sponsorship.history.model)
def _sponsorship_written(instance, history_instance, **kwargs):
    is_new_dialogue = history_instance.history_type == MADE and not instance.is_signed
    if not is_new_dialogue:
        at_end(record_terms, instance.pk, _written(history_instance, removes=history_instance.history_type == DELETED))


@receiver(post_create_historical_record, sender=SponsorshipAmendment.history.model)
def _amendment_written(instance, history_instance, **kwargs):
    own = "" if history_instance.history_type == DELETED else instance.reason
    at_end(record_terms, instance.sponsorship_id, _written(history_instance, own=own))


def _written(version, *, own: str = "", removes: bool = False) -> Written:
    return Written(version.history_date, version.history_user_id, version.history_change_reason or own, removes)


def note_terms(sponsorship: Sponsorship):
    """For terms that are written without history."""
    at_end(record_terms, sponsorship.pk, Written(timezone.now(), None, ""))


def record_terms(written: dict[int, list[Written]]) -> list[SponsorshipEvent]:
    """Add an event of each of these sponsorships whose terms are other than at its last one.

    Raises ReasonMissing when signed terms change and no version says why, and MonthIsLocked when kronor of a month
    whose books are closed would change.
    """
    changes = _changes_of(written)
    events = [_event(change, written[change.key]) for change in changes]
    require_open_spans(
        (event.applies_on, change.last_day)
        for event, change in zip(events, changes, strict=True)
        if event.act != TermsAct.MOVED  # by a merge, for update_sponsorship asks itself: the kronor are the same
    )
    if events:
        SponsorshipEvent.objects.bulk_create(events)
        terms_changed.send(Sponsorship, keys=[each.sponsorship_id for each in events])
    return events


def _changes_of(written: dict[int, list[Written]]) -> list["Change"]:
    found = []
    for keys in chunks(written):
        about = _with_terms(keys) | {key for key in keys if any(each.removes for each in written[key])}
        found += _changes(about)
    return found


def _with_terms(keys: Collection[int]) -> set[int]:
    """Of these, those that have or have had anything agreed: of a dialogue there is no more to ask."""
    events = SponsorshipEvent.objects.order_by().filter(sponsorship=OuterRef("pk"))
    found = Sponsorship.objects.order_by().filter(Q(stage__in=HOLDING) | Exists(events), pk__in=keys)
    return set(found.values_list("pk", flat=True))


class Change(NamedTuple):
    """A sponsorship whose terms are other than those of its last event; `signed` is None when nothing is agreed."""

    key: int
    last: SponsorshipEvent | None
    signed: Sponsorship | None

    @property
    def before(self) -> dict:
        return self.last.terms() if self.last else {}

    @property
    def now(self) -> dict:
        return terms_of(self.signed) if self.signed else {}

    @property
    def last_day(self) -> dt.date:
        """The last day whose kronor it can change."""
        return max(each["ended_on"] or each["ends"] for each in (self.before, self.now) if each)


def _changes(keys: Collection[int]) -> Iterator[Change]:
    if not keys:
        return
    signed = Sponsorship.objects.filter(pk__in=keys).signed().order_by()
    by_key = {each.pk: each for each in signed.select_related("company", "goal").prefetch_related("amendments")}
    events = SponsorshipEvent.objects.filter(sponsorship__in=keys).latest_of_each().order_by()
    last = {each.sponsorship_id: each for each in events}
    for key in sorted(keys):
        change = Change(key, last.get(key), by_key.get(key))
        if change.before != change.now:
            yield change


def differing() -> Iterator[int]:
    """The keys of sponsorships whose terms are other than those of their last event: written past the services."""
    events = SponsorshipEvent.objects.order_by().filter(is_signed=True).latest_of_each()
    signed = Sponsorship.objects.order_by().signed()
    keys = {*signed.values_list("pk", flat=True), *events.values_list("sponsorship", flat=True)}
    for some in chunks(sorted(keys)):
        yield from (change.key for change in _changes(some))


def record_differing(*, reason: str) -> list[SponsorshipEvent]:
    """Add the events that are missing."""
    now = timezone.now()
    written = {key: [Written(now, None, reason, removes=True)] for key in differing()}
    return SponsorshipEvent.objects.bulk_create(_event(change, written[change.key]) for change in _changes_of(written))


def terms_of(sponsorship: Sponsorship) -> dict:
    """A signed sponsorship's terms of today, in the words of its events. No query if `amendments` is prefetched."""
    rates = [[starts.isoformat(), str(amount)] for starts, amount in sponsorship.rates]
    own = {name: getattr(sponsorship, name) for name in TERMS if name not in {"company_key", "rates"}}
    return own | {"company_key": sponsorship.company_id, "rates": rates}


def _event(change: Change, written: list[Written]) -> SponsorshipEvent:
    last, signed = change.last, change.signed
    before, now = change.before, change.now
    act = _act(change, before, now)
    reason = next((each.reason for each in written if each.reason), "")
    if not reason and act in BY_END:
        reason = signed.closing_reason
    if not reason.strip() and act not in WITHOUT_REASON:
        raise ReasonMissing
    return SponsorshipEvent(
        sponsorship_id=change.key,
        number=last.number + 1 if last else 1,
        act=act,
        applies_on=_applies_on(act, before, now),
        recorded_at=max(each.at for each in written),
        by_id=next((each.by_id for each in written if each.by_id), None),
        reason=reason[:LONGEST_REASON],
        is_signed=signed is not None,
        **(_names_now(signed) if signed else _names_then(last)),
        **(now or before),
    )


def _names_now(sponsorship: Sponsorship) -> dict:
    company, goal = sponsorship.company, sponsorship.goal
    names = sponsorship.agreement_no, company.name, company.orgnr_to_keep, goal.name, goal.name_en
    return dict(zip(NAMES, names, strict=True))


def _names_then(event: SponsorshipEvent) -> dict:
    return {name: getattr(event, name) for name in NAMES}


def _act(change: Change, before: dict, now: dict) -> TermsAct:
    if not before:
        return TermsAct.SIGNED
    if not now:
        return TermsAct.UNSIGNED if Sponsorship.objects.filter(pk=change.key).exists() else TermsAct.REMOVED
    other = {name for name in TERMS if before[name] != now[name]}
    if "ended_on" in other:
        return _act_of_end(before["ended_on"], change.signed)
    if other == {"rates"}:
        is_added = any(rate not in before["rates"] for rate in now["rates"])
        return TermsAct.AMENDED if is_added else TermsAct.UNAMENDED
    if other <= {"years_from", "carried"}:
        return TermsAct.SETTLED
    return TermsAct.MOVED if other == {"company_key"} else TermsAct.CORRECTED


def _act_of_end(former: dt.date | None, signed: Sponsorship) -> TermsAct:
    if signed.ended_on is None:
        return TermsAct.REOPENED
    if former:
        return TermsAct.END_CORRECTED
    if signed.never_began:
        return TermsAct.WITHDRAWN
    return TermsAct.EXCHANGED if signed.is_exchanged else TermsAct.ENDED


def _applies_on(act: TermsAct, before: dict, now: dict) -> dt.date:
    """The first day whose kronor the act can change."""
    starts = min(each["starts"] for each in (before, now) if each)
    if act in {TermsAct.AMENDED, TermsAct.UNAMENDED}:
        was, are = ({tuple(rate) for rate in each["rates"]} for each in (before, now))
        return dt.date.fromisoformat(min(day for day, _amount in was ^ are))
    if act in {TermsAct.ENDED, TermsAct.EXCHANGED, TermsAct.END_CORRECTED, TermsAct.REOPENED}:
        last = min(each["ended_on"] or each["ends"] for each in (before, now))
        return max(last + A_DAY, starts)
    return starts
