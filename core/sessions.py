"""Sessions in the database, with a limit of their own on idleness and on age, and with what a list of them shows.

The session's row is read once per request, as Django's is. When it was last seen is written in it at most every
`SEEN_EVERY`, and beside it on the user.
"""

import datetime as dt
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.brief_writes import write_unless_busy
from core.devices import device_of
from core.kept_queries import KeptQuery
from core.models import Session, User
from core.request_origin import short_address

SEEN_EVERY = dt.timedelta(minutes=5)
KEY_LENGTH = 40  # the column's; 160 bits

_BY_KEY = KeptQuery(lambda key: Session.objects.filter(session_key=key).order_by())


def nowhere() -> tuple[str, str]:
    return "", ""


def client_of(request) -> tuple[str, str]:
    return device_of(request.headers.get("User-Agent", "")), short_address()


def stored_key(key: str | None) -> str:
    """What the table has instead of the key in the cookie: who reads a copy of the database comes in by none of it."""
    return sha256((key or "").encode()).hexdigest()[:KEY_LENGTH]


class SessionStore(db.SessionStore):
    """`client` gives the device and the rough address of the request; called when the row is written."""

    client: Callable[[], tuple[str, str]] = staticmethod(nowhere)
    begun_at: dt.datetime | None = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = _BY_KEY.first(stored_key(self.session_key))
        if row is None or row.expire_date <= timezone.now():
            self._session_key = None
            return None
        return row

    def exists(self, session_key) -> bool:
        return Session.objects.filter(session_key=stored_key(session_key)).exists()

    def delete(self, session_key=None):
        if key := session_key or self.session_key:
            Session.objects.filter(session_key=stored_key(key)).delete()

    def load(self) -> dict:
        row = self._get_session_from_db()
        if row is None:
            return {}
        self.begun_at = row.begun_at
        if row.user_id and row.seen_at <= timezone.now() - SEEN_EVERY:
            self._note_seen(row)
        return self.decode(row.session_data)

    def create(self):
        """A login begins anew here, and with it the limit on its age."""
        self.begun_at = timezone.now()
        super().create()

    def get_expiry_age(self, **kwargs) -> int:
        """Seconds until it ends, however much it is used: the age of the cookie."""
        return max(int((self._ends_at() - timezone.now()).total_seconds()), 0)

    def get_expiry_date(self, **kwargs) -> dt.datetime:
        """When it ends if it is not used any more."""
        return min(timezone.now() + settings.SESSION_IDLE, self._ends_at())

    def create_model_instance(self, data):
        device, address = self.client()
        user = data.get(SESSION_KEY)
        return Session(
            session_key=stored_key(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=user and int(user),
            begun_at=self.begun_at or timezone.now(),
            seen_at=timezone.now(),
            device=device,
            address=address,
        )

    def _ends_at(self) -> dt.datetime:
        return (self.begun_at or timezone.now()) + settings.SESSION_LONGEST

    def _note_seen(self, row: Session):
        now, (device, address) = timezone.now(), self.client()

        def write():
            fields = {"seen_at": now, "expire_date": self.get_expiry_date(), "device": device, "address": address}
            Session.objects.filter(pk=row.pk).update(**fields)
            User.objects.filter(pk=row.user_id).update(seen_at=now)

        write_unless_busy(write)


def session_name(session: Session) -> str:
    """What a page calls a session by."""
    return salted_hmac("core.sessions", session.session_key, algorithm="sha256").hexdigest()[:20]


def sessions_of(user: User, *, own: str | None) -> list[dict]:
    """The sessions that are good now, the latest first; `own` is the key of the one that asks."""
    return [
        {"name": session_name(session), "session": session, "is_own": session.session_key == stored_key(own)}
        for session in user.sessions.filter(expire_date__gt=timezone.now())
    ]
