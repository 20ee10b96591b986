"""What a competition is: create it, change its terms and rules, and its link to the board."""

from collections.abc import Iterable, Sequence
from typing import Unpack

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import (
    Amendment,
    Competition,
    CompetitionKind,
    Criterion,
    Entry,
    EntryState,
)
from campaigns.models.competitions import new_code
from campaigns.scoring import Rules
from campaigns.services.fields import CompetitionFields, CompetitionTerms, NewCompetitionFields
from core.errors import Refusal
from core.images import stored_photo
from core.links import new_link_key
from core.models import User, our_organisation
from core.money import format_amount
from core.services import save_record
from core.stored_files import delete_replaced
from goals.models import Goal


class TransitionNotAllowed(Refusal):
    message = _("Tävlingen kan inte gå till det läget härifrån.")


class RulesAreLocked(Refusal):
    message = _("Reglerna låstes när tävlingen öppnade. En administratör kan ändra dem och skriva varför.")


class GiftsOutside(Refusal):
    message = _("Det finns gåvor som då skulle ligga utanför tiden. Rätta dem först, eller välj andra dagar.")


class EntriesOutside(Refusal):
    message = _("Det finns tävlingsbidrag som då skulle ligga utanför tiden. Rätta dem först, eller välj andra dagar.")


class AlreadyDecided(Refusal):
    message = _("Tävlingen är avgjord. Det som avgör resultatet ändras inte längre.")


DEFAULT_CRITERIA = (
    (_("Idé"), _("Är det nytt och eget?")),
    (_("Genomförande"), _("Hur väl blev det av?")),
    (_("Gemenskap"), _("Kom fler med tack vare det?")),
)
# Opening locks everything that decides the result; after the decision only lessons, contact and picture can change.
AMENDABLE = ("opens_on", "closes_on", "late_days", "target")  # with a reason, by amend_terms
LOCKED = ("kind", *AMENDABLE)
LOCKED_WHEN_DECIDED = (*LOCKED, "name", "rules_text", "swish")


@transaction.atomic
def create_competition(
    *, goals: Iterable[Goal], rules: Rules | None = None, **fields: Unpack[NewCompetitionFields]
) -> Competition:
    """Create a draft with three jury criteria, and the organisation's Swish. Raises ValidationError by field."""
    fields.setdefault("swish", our_organisation().swish)
    competition = Competition(scoring=(rules or Rules()).to_dict(), code=_free_code())
    save_record(competition, links={"goals": list(goals)}, **fields)
    for position, (name, guide) in enumerate(DEFAULT_CRITERIA, start=1):
        save_record(Criterion(competition=competition), name=str(name), guide=str(guide), position=position)
    return competition


def update_competition(
    competition: Competition,
    *,
    goals: Iterable[Goal] | None = None,
    picture: File | str | None = None,
    **fields: Unpack[CompetitionFields],
) -> Competition:
    """Update what is not locked: everything in a draft; after the opening nothing that decides the result.

    `picture` is a photograph, stored as for_showing makes it; "" deletes it and None leaves it unchanged. Raises
    RulesAreLocked, AlreadyDecided, ValidationError by field and StaleVersion.
    """
    shown = stored_photo(picture, field="picture") if picture else picture
    with transaction.atomic():
        stored = Competition.objects.select_for_update().get(pk=competition.pk)
        for name, value in fields.items():
            setattr(competition, name, value)

        def differs(names):
            return any(getattr(competition, name) != getattr(stored, name) for name in names)

        if stored.is_locked and differs(LOCKED):
            raise RulesAreLocked
        if stored.is_decided and (goals is not None or differs(LOCKED_WHEN_DECIDED)):
            raise AlreadyDecided
        if shown is not None:
            competition.picture = shown
        save_record(competition, links=None if goals is None else {"goals": list(goals)})
        if not stored.is_locked:
            _follow_dates(competition, before=stored)
        delete_replaced(Competition, "picture", stored.picture.name)  # a clone may use the same file
        return competition


def _follow_dates(competition: Competition, *, before: Competition):
    """In a draft, matches that span its dates follow them; after the opening the giver decides their dates."""
    for match in competition.matches.all():
        starts = competition.opens_on if match.starts == before.opens_on else match.starts
        ends = competition.closes_on if match.ends == before.closes_on else match.ends
        if (starts, ends) != (match.starts, match.ends):
            save_record(match, starts=starts, ends=ends)


@transaction.atomic
def set_rules(competition: Competition, rules: Rules) -> Competition:
    """Set a draft's rules. Raises RulesAreLocked after the opening."""
    if locked_row(competition).is_locked or competition.is_locked:
        raise RulesAreLocked
    return save_record(competition, scoring=rules.to_dict())


@transaction.atomic
def amend_rules(competition: Competition, rules: Rules, *, by: User, reason: str) -> Amendment:
    """Change the rules after the opening; the board shows what and why. Raises TransitionNotAllowed."""
    if not locked_row(competition).is_running or not competition.is_running:
        raise TransitionNotAllowed(
            _("Reglerna ändras med ett skäl medan tävlingen pågår: i ett utkast väljs de fritt.")
        )
    before = dict(competition.rules.published())
    changed = [
        f"{label}: {before.get(label, gettext('ingenting'))} → {value}"
        for label, value in rules.published()
        if before.get(label) != value
    ]
    if competition.rules.label != rules.label:
        changed.insert(0, f"{competition.rules.label} → {rules.label}")
    if not changed:
        raise Refusal(_("Reglerna är desamma som förut."))
    save_record(competition, scoring=rules.to_dict())
    return save_record(Amendment(competition=competition, made_by=by), what="; ".join(changed)[:300], reason=reason)


@transaction.atomic
def amend_terms(competition: Competition, *, by: User, reason: str, **terms: Unpack[CompetitionTerms]) -> Amendment:
    """Change dates, late days or target after the opening; the board shows what and why.

    Raises TransitionNotAllowed in a draft and after the decision, GiftsOutside, EntriesOutside, Refusal when nothing
    differs, ValidationError by field and StaleVersion.
    """
    stored = Competition.objects.select_for_update().get(pk=competition.pk)
    if not stored.is_running:
        raise TransitionNotAllowed(_("Datum och mål ändras med ett skäl medan tävlingen pågår: i ett utkast fritt."))
    for name in AMENDABLE:
        setattr(competition, name, terms.pop(name, getattr(competition, name)))
    if terms:
        raise TypeError(terms)
    changed = [
        f"{Competition._meta.get_field(name).verbose_name}: {written(stored, name)} → {written(competition, name)}"
        for name in AMENDABLE
        if getattr(stored, name) != getattr(competition, name)
    ]
    if not changed:
        raise Refusal(_("Datum och mål är desamma som förut."))
    competition.full_clean()
    # Money booked during an earlier, reopened decision may lie outside already.
    if competition.contributions.outside(competition).exclude(pk__in=stored.contributions.outside(stored)).exists():
        raise GiftsOutside
    entries = Entry.objects.filter(team__competition=competition).exclude(state=EntryState.DECLINED)
    if entries.exclude(happened_on__range=(competition.opens_on, competition.closes_on)).exists():
        raise EntriesOutside
    save_record(competition)
    return save_record(Amendment(competition=competition, made_by=by), what="; ".join(changed)[:300], reason=reason)


def written(competition: Competition, name: str) -> str:
    """A term as text for the board's list of changes."""
    value = getattr(competition, name)
    if value is None:
        return gettext("inget")
    return format_amount(value) if name == "target" else str(value)


def unfit_companies(kind: CompetitionKind, companies: Sequence) -> str:
    """Why teams of these companies (one item per team) do not fit the kind of competition; empty if they do."""
    several = len(set(companies))
    if kind == CompetitionKind.DEPARTMENTS and several > 1:
        return _("Alla lag ska höra till samma företag i en tävling inom ett företag.")
    if kind == CompetitionKind.DUEL and several < len(companies):
        return _("En duell står mellan två olika företag. Välj ”Lag inom ett företag” för avdelningar.")
    return ""


@transaction.atomic
def renew_board_link(competition: Competition) -> Competition:
    """Replace the public link; the old one stops working at once."""
    return save_record(competition, board_key=new_link_key())


@transaction.atomic
def revoke_board_link(competition: Competition) -> Competition:
    """Disable the public link."""
    return save_record(competition, board_key=None)


def _free_code() -> str:
    """A code that no competition has. On a concurrent duplicate the database refuses the second."""
    code = new_code()
    while Competition.objects.filter(code=code).exists():
        code = new_code()
    return code


def locked_row(competition: Competition) -> Competition:
    """Lock the row against concurrent transitions."""
    return Competition.objects.select_for_update().only("state").get(pk=competition.pk)
