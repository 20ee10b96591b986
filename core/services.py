import datetime as dt
import secrets
from contextlib import contextmanager
from functools import partial
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.brief_writes import write_unless_busy
from core.errors import StaleVersion
from core.images import public_logo, stored_photo
from core.models import (
    ApiToken,
    AuditEntry,
    AuditKind,
    CalendarLink,
    DefaultView,
    Digest,
    Organisation,
    SavedView,
    SentForm,
    StartStep,
    User,
)
from core.stored_files import delete_replaced
from core.svg import clean_svg

SENT_FORM_AGE = dt.timedelta(days=30)
TWIN_AGE = dt.timedelta(minutes=15)
KEY_USE_NOTED_EVERY = dt.timedelta(hours=1)
# How each uploaded file of the organisation is made ready to be shown to anybody.
ORGANISATION_FILES = {
    "logo": public_logo,
    "logo_svg": clean_svg,
    "partner_picture": partial(stored_photo, field="partner_picture"),
}


@transaction.atomic
def save_record(record: models.Model, *, links: dict | None = None, **fields) -> models.Model:
    """Set the fields, validate and save the row, and set its many-to-many `links`.

    Raises ValidationError by field, or StaleVersion if another user saved the row meanwhile.
    """
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
    for name, targets in (links or {}).items():
        getattr(record, name).set(targets)
    return record


def save_organisation(organisation: Organisation) -> Organisation:
    """Save the one row, its new pictures without metadata. Raises ValidationError by field, or StaleVersion."""
    for name, made_ready in ORGANISATION_FILES.items():
        file = getattr(organisation, name)
        if file and not file._committed:
            try:
                setattr(organisation, name, made_ready(file.file))  # before the transaction: decoding is slow
            except ValidationError as error:
                raise ValidationError({name: error}) from error
    is_first = not organisation.is_known
    if is_first:
        organisation.version = 1
    try:
        with transaction.atomic():
            replaced = Organisation.objects.filter(pk=organisation.pk).values(*ORGANISATION_FILES).first() or {}
            organisation.full_clean(validate_unique=False)
            organisation.save(force_insert=is_first)
            for name, old in replaced.items():
                delete_replaced(Organisation, name, old)
    except IntegrityError as error:
        raise StaleVersion(organisation) from error  # somebody else was first to write it
    return organisation


def take_digest(*, user: User, period: str) -> Digest | None:
    """Claim the user's digest of the period; None if it is claimed already.

    Call it outside any transaction, so that the claim is committed before the mail is sent.
    """
    digest, is_new = Digest.objects.get_or_create(user=user, period=period)
    return digest if is_new else None


def note_digest_sent(digest: Digest):
    Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())


@transaction.atomic
def make_calendar_link(user: User) -> str:
    """Return the secret of a new calendar link, shown only once; the previous link is revoked."""
    CalendarLink.objects.filter(user=user).delete()
    token = secrets.token_urlsafe(32)
    CalendarLink.objects.create(user=user, token_hash=hash_of(token))
    return token


def note_key_used(key: ApiToken):
    """At most every hour, so that a call to the API does not write."""
    now = timezone.now()
    if key.used_at is None or key.used_at <= now - KEY_USE_NOTED_EVERY:
        write_unless_busy(lambda: ApiToken.objects.filter(pk=key.pk).update(used_at=now))


def skip_step(key: str, *, by: User | None = None):
    """Leave a step of the first start out, unless it is done."""
    StartStep.objects.get_or_create(key=key, defaults={"skipped": True, "by": by})


def note_news_read(user: User, *, version: str):
    User.objects.filter(pk=user.pk).update(news_read=version)
    user.news_read = version


def revoke_calendar_link(user: User):
    CalendarLink.objects.filter(user=user).delete()


def mark_of_access(user: User) -> str:
    """What is on its way to letting the user in carries it: a mailed link, a login that waits for its code.

    It is another one after a new password, and after a pause: resuming revives nothing. One query.
    """
    pauses = AuditEntry.objects.filter(kind=AuditKind.USER_PAUSED, subject=User._meta.label, subject_id=user.pk)
    last = pauses.order_by("-number").values_list("number", flat=True).first()
    return salted_hmac("core.access", f"{user.password} {last}", algorithm="sha256").hexdigest()


def calendar_reader(token: str) -> User | None:
    """The owner of a calendar link; None if it is revoked or the owner may not log in. One query."""
    link = CalendarLink.objects.filter(token_hash=hash_of(token), user__is_active=True).select_related("user").first()
    return link and link.user


def hash_of(token: str) -> str:
    # 256 random bits need neither salt nor a slow hash.
    return sha256(token.encode()).hexdigest()


def save_view(view: SavedView, **fields) -> SavedView:
    """Save a list view. Raises ValidationError if the user has a view of that name on the list."""
    return save_record(view, **fields)


def default_view(list_name: str, *, user: User) -> SavedView | None:
    """The view that opens the user's list; None for the unfiltered list."""
    return SavedView.objects.filter(list_name=list_name, default_for__user=user).first()


@transaction.atomic
def choose_default_view(view: SavedView, *, user: User, chosen: bool):
    """Make the view the user's default for its list; with `chosen` false, clear it if it was."""
    defaults = DefaultView.objects.filter(user=user, list_name=view.list_name)
    if chosen:
        DefaultView.objects.update_or_create(user=user, list_name=view.list_name, defaults={"view": view})
    else:
        defaults.filter(view=view).delete()


@contextmanager
def save_once(*, key: str, place: str, written: str):
    """Idempotency: save a form's data in this context. Yields its SentForm and whether it is new; None without a key.

    A concurrent form with the same key waits until this one commits or fails: the key is inserted first, in the same
    transaction.
    """
    if not key:
        yield None, True
        return
    with transaction.atomic():
        forms = SentForm.objects.select_for_update()
        sent, is_new = forms.get_or_create(key=key, defaults={"place": place, "written": written})
        yield sent, is_new
        sent.written = written
        sent.save()


def saved_lately(sent: SentForm) -> SentForm | None:
    """A recent form by the same user and place with the same content, whose row still exists."""
    since = timezone.now() - TWIN_AGE
    twins = SentForm.objects.filter(place=sent.place, written=sent.written, saved_at__gte=since).exclude(key=sent.key)
    return next((twin for twin in twins.order_by("-saved_at") if twin.still_holds()), None)


def clear_sent_forms(*, before: dt.datetime) -> int:
    deleted, _by_model = SentForm.objects.filter(saved_at__lt=before).delete()
    return deleted


@transaction.atomic
def delete_record(record: models.Model):
    """Delete a row that no other rule protects; its history remains."""
    record.delete()


def username_of(typed: str) -> str:
    """The user name of a typed e-mail address, if exactly one active user has it; else the text itself."""
    if "@" not in typed:
        return typed
    names = list(active_users_at(typed).values_list("username", flat=True)[:2])
    return names[0] if len(names) == 1 and not User.objects.filter(username=typed).exists() else typed


def active_users_at(address: str) -> models.QuerySet[User]:
    return User.objects.filter(email__iexact=address.strip(), is_active=True).exclude(email="")
