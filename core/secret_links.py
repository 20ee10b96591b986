"""Links whose secret opens pages without a login: their secrets, and the trace of what is done by one."""

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils import timezone
from simple_history.signals import pre_create_historical_record

from core.audit import record
from core.models import AuditKind, User
from core.models.secret_links import SecretLink
from core.services import hash_of, save_record

WRONG_MOST, WRONG_SECONDS = 30, 10 * 60  # links that open nothing, from one network address
WRITES_MOST, WRITES_SECONDS = 120, 60 * 60  # forms sent by one link

_acting: ContextVar[str] = ContextVar("acting_by_link", default="")


def give_secret(link: SecretLink, *, by: User | None, expires_at: dt.datetime) -> str:
    """A new secret for the unsaved link, told only once; an earlier one opens nothing once it is saved."""
    secret = secrets.token_urlsafe(32)
    link.token_hash, link.made_by, link.made_at = hash_of(secret), by, timezone.now()
    link.expires_at, link.revoked_at = expires_at, None
    return secret


def revoke(link: SecretLink, *, by: User | None):
    """It opens nothing from now on."""
    save_record(link, revoked_at=timezone.now())
    record(AuditKind.KEY_REVOKED, by=by, subject=link)


@transaction.atomic
def revoke_all(links: QuerySet[SecretLink], *, by: User | None) -> int:
    """Revoke those that are not yet, as when their holder is no more. Returns how many."""
    standing = list(links.filter(revoked_at__isnull=True).select_for_update())
    for link in standing:
        revoke(link, by=by)
    return len(standing)


def opened_by(secret: str) -> Q:
    """Links that this secret opens now."""
    return Q(token_hash=hash_of(secret), revoked_at__isnull=True, expires_at__gt=timezone.now())


@contextmanager
def acting_by(words: str) -> Iterator[None]:
    """Whatever is written within has these words in its history, for it has no user."""
    token = _acting.set(words)
    try:
        yield
    finally:
        _acting.reset(token)


@receiver(pre_create_historical_record)
def _trace(sender, history_instance, **kwargs):
    if (words := _acting.get()) and not history_instance.history_change_reason:
        history_instance.history_change_reason = words


def is_too_many_wrong(address: str) -> bool:
    """Count a link that opened nothing; whether the address has tried too many."""
    return _count(f"wrong-link:{address}", WRONG_SECONDS) > WRONG_MOST


def has_written_most(secret: str) -> bool:
    """Whether this link has sent as many forms as it may for now."""
    return cache.get(_writes(secret), 0) >= WRITES_MOST


def count_write(secret: str):
    """Count a form sent by this link."""
    _count(_writes(secret), WRITES_SECONDS)


def _writes(secret: str) -> str:
    return f"link-writes:{hash_of(secret)}"


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out in between
        return 1
