"""Requests of people about their own data."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.services.handover import Part, register_parts
from core.errors import Refusal
from core.models import User
from core.services import save_record
from crm.models import Company, Contact
from privacy.models import DataRequest, RequestKind, RequestState

register_parts(
    Part(
        "requests",
        _("Öppna begäranden om personuppgifter"),
        DataRequest.objects.open,
        "assignee",
        "privacy.change_datarequest",
        "privacy:request_list",
        "assignee",
    )
)


class AlreadyAnswered(Refusal):
    message = _("Begäran är redan besvarad.")


class CannotExtend(Refusal):
    message = _("Tiden går att förlänga en gång, innan månaden har gått.")


class NotAnswered(Refusal):
    message = _("Begäran är öppen.")


@transaction.atomic
def register_request(
    *,
    kind: RequestKind,
    received_on: dt.date,
    sender: str = "",
    contact: Contact | None = None,
    company: Company | None = None,
    wish: str = "",
    assignee: User | None = None,
) -> DataRequest:
    """Keep the request, which is to be answered within a month. Raises ValidationError by field."""
    request = DataRequest(kind=kind, received_on=received_on, sender=sender, wish=wish)
    return save_record(request, contact=contact, company=company, assignee=assignee)


@transaction.atomic
def change_request(request: DataRequest, **fields) -> DataRequest:
    """Raises AlreadyAnswered, StaleVersion, and ValidationError by field."""
    if not request.is_open:
        raise AlreadyAnswered
    return save_record(request, **fields)


@transaction.atomic
def answer_request(request: DataRequest, *, by: User, answer: str, refused: bool = False) -> DataRequest:
    """Close the request with what was done, or why not. Raises AlreadyAnswered, StaleVersion, ValidationError."""
    if not request.is_open:
        raise AlreadyAnswered
    state = RequestState.REFUSED if refused else RequestState.DONE
    return save_record(request, state=state, answer=answer, answered_on=timezone.localdate(), answered_by=by)


@transaction.atomic
def extend_request(request: DataRequest, *, reason: str) -> DataRequest:
    """Two more months, for a request that is complex or one of many; the person is told why. Source: GDPR article 12.3.

    Raises CannotExtend, StaleVersion, ValidationError.
    """
    today = timezone.localdate()
    if not request.may_be_extended(today):
        raise CannotExtend
    return save_record(request, extended_on=today, extension_reason=reason)


@transaction.atomic
def reopen_request(request: DataRequest) -> DataRequest:
    """Raises NotAnswered, StaleVersion."""
    if request.is_open:
        raise NotAnswered
    return save_record(request, state=RequestState.OPEN, answered_on=None, answered_by=None)
