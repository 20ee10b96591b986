"""Hand what somebody looks after over to others, as one change that can be undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.services.roles import require_may_manage
from campaigns.lifecycle import DECIDED
from campaigns.models import Competition
from core.audit import record
from core.bulk_save import Unsaved, save_records
from core.changesets import Kind, recording, register, undo
from core.errors import Refusal
from core.field_permissions import who_may
from core.models import AuditKind, Changeset, Record, User
from crm.models import Company, Delivery, NextStep, Sponsorship, Stage
from goals.models import Benefit
from inbox.models import Enquiry, EnquiryState, MailRule, MailRuleAction

HANDOVER = "handover"


class NothingToHandOver(Refusal):
    message = _("Välj minst något att lämna över. Kanske har någon annan redan tagit över det.")


class CannotTakeOver(Refusal):
    message = _("Någon av dem du valde kan inte ta över det: den är pausad eller har inte rollen för det.")


@dataclass(frozen=True)
class Part:
    """Rows of one kind that somebody looks after: `rows` are those that are not over, `permission` takes them over.

    `page` is the list that shows them, when its filter `query` is the user's key if it has one.
    """

    name: str
    label: Promise
    rows: Callable[[], QuerySet[Record]]
    field: str
    permission: str
    page: str = ""
    query: str = ""

    def of(self, user: User) -> QuerySet[Record]:
        return self.rows().filter(**{self.field: user})

    def url_of(self, user: User) -> str:
        if not self.page:
            return ""
        return f"{reverse(self.page)}?{self.query}={user.pk}" if self.query else reverse(self.page)


PARTS: dict[str, Part] = {}


def register_parts(*parts: Part):
    """What an app above this one gives people to look after."""
    PARTS.update({part.name: part for part in parts})


register_parts(
    Part("steps", _("Öppna nästa steg"), NextStep.objects.open, "assignee", "crm.change_nextstep"),
    Part("companies", _("Företag"), Company.objects.all, "owner", "crm.change_company", "crm:company_list", "owner"),
    Part(
        "dialogues",
        _("Dialoger"),
        Sponsorship.objects.in_open_stage,
        "owner",
        "crm.change_sponsorship",
        "crm:pipeline",
        "owner",
    ),
    Part(
        "agreements",
        _("Tecknade sponsorskap"),
        lambda: Sponsorship.objects.filter(stage=Stage.SIGNED),
        "owner",
        "crm.change_sponsorship",
        "crm:sponsorship_list",
        "scope=all&owner",
    ),
    Part(
        "deliveries",
        _("Leveranser att göra"),
        Delivery.objects.owed,
        "doer",
        "crm.change_delivery",
        "crm:delivery_list",
        "owner",
    ),
    Part(
        "competitions",
        _("Tävlingar som inte är avgjorda"),
        lambda: Competition.objects.exclude(state__in=DECIDED),
        "contact",
        "campaigns.change_competition",
    ),
    Part(
        "enquiries",
        _("Nya förfrågningar"),
        lambda: Enquiry.objects.filter(state=EnquiryState.NEW),
        "assignee",
        "inbox.change_enquiry",
        "inbox:enquiry_list",
        "assignee",
    ),
    # What an offer says of its next agreements.
    Part("benefits", _("Motprestationer i erbjudanden"), Benefit.objects.all, "doer", "crm.change_delivery"),
    Part(
        "rules",
        _("Regler för mejl som loggas av sig själva"),
        lambda: MailRule.objects.filter(action=MailRuleAction.LOG),
        "user",
        "crm.add_interaction",
        "inbox:rule_list",
    ),
)


def looked_after(user: User) -> dict[Part, int]:
    """How many rows of each kind the user looks after, without those of none. One query for each kind."""
    counts = {part: part.of(user).order_by().count() for part in PARTS.values()}
    return {part: number for part, number in counts.items() if number}


def who_can_take_over(part: Part, user: User) -> QuerySet[User]:
    return who_may(part.permission).exclude(pk=user.pk).order_by("sort_key", "pk")


@transaction.atomic
def hand_over(user: User, *, to: Mapping[str, User], by: User) -> Changeset:
    """Give all that the user looks after of each kind in `to` (names of PARTS) to that colleague.

    What the user has done stays theirs. Raises NothingToHandOver, CannotTakeOver, BeyondOwn, StaleVersion.
    """
    require_may_manage(by, user)
    with recording(by=by) as recorder, recorder.attempt():
        numbers = {name: _give(PARTS[name], user, colleague, recorder) for name, colleague in to.items()}
    if not any(numbers.values()):
        raise NothingToHandOver
    changeset = Changeset.objects.create(kind=HANDOVER, subject=User._meta.label, name=str(user), made_by=by)
    recorder.write(changeset)
    facts = {"changeset": changeset.pk, "numbers": numbers}
    record(AuditKind.HANDED_OVER, by=by, subject=user, facts=facts)
    return changeset


def _give(part: Part, user: User, colleague: User, recorder) -> int:
    if not who_can_take_over(part, user).filter(pk=colleague.pk).exists():
        raise CannotTakeOver
    rows = list(part.of(user).select_for_update(of=("self",), no_key=True).order_by("pk"))
    # Nothing but the name changes, which is right whatever rules have come since the row was saved.
    save_records([Unsaved(row, {part.field: colleague}) for row in rows], validated=True)
    for row in rows:
        recorder.by_value(row)
    return len(rows)


def _listed(user: User) -> Q | None:
    return Q() if user.has_perm("core.change_user") else None


def _may(changeset: Changeset, user: User) -> bool:
    return user.has_perm("core.change_user")


def undo_handover(changeset: Changeset, by: User) -> Changeset:
    """Each row belongs to who had it, whatever else has changed in it. Raises AlreadyUndone, TouchedSince."""
    return undo(changeset, by=by, reason=gettext("Överlämningen ångrades"))


register(Kind(HANDOVER, _("Överlämning"), listed=_listed, may=_may, undo=undo_handover))
