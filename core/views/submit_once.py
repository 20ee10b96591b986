"""Save each form once, however often it is submitted: by double click, the browser's back, or reload.

A form carries a token ({% form_token %}). Saving it writes a SentForm in the same transaction; a resubmission with that
token gets the first result and saves nothing. A form without a token, as programs send it, is saved each time.
"""

from contextlib import contextmanager
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from core.documents import sha256_of
from core.errors import Refusal
from core.form_tokens import ONCE_FIELD, new_token
from core.models import SentForm
from core.services import save_once, saved_lately

NOT_WRITTEN = frozenset({ONCE_FIELD, "csrfmiddlewaretoken"})
ASKED = "asked-"  # prefix of a token when the user has been asked to confirm
SAVED_COOKIE = "medspel_saved"  # static/js/app/drafts.js reads it and discards that form's draft
SAVED_COOKIE_AGE = 3600  # seconds


class AlreadySaved(Refusal):
    """The form is saved already and now differs; or an identical one was saved a moment ago.

    Ask: only the user knows whether another row is meant.
    """

    def __init__(self, words: str, sent: SentForm):
        record = sent.record()
        link = format_html('<a href="{}">{}</a>', sent.url, record if record is not None else _("visa det"))
        again = _("Ändra där, eller spara igen om det här ska bli en till.")
        super().__init__(format_html("{} {}. {}", words, link, again), sent=sent)


class SavedMeanwhile(Exception):
    """A concurrent request has saved the same form with the same content."""

    def __init__(self, sent: SentForm):
        self.sent = sent
        super().__init__(sent)


def hash_of_all(*parts) -> str:
    return sha256(repr(parts).encode()).hexdigest()


class SavesOnce:
    """Mixin for views that save forms; place it after the permission mixin.

    `asks_before_another`: what a changed resubmission means. True if it may be a second row, so ask; False if it is a
    separate action (an edit, guarded by its version, or another button).
    """

    asks_before_another = False
    edits = False  # whether it updates an existing row and its version
    fresh_token = ""  # the token of the form shown with the question

    def dispatch(self, request, *args, **kwargs):
        again = self.answer_sent_before() if request.method == "POST" else None
        try:
            return again or super().dispatch(request, *args, **kwargs)
        except SavedMeanwhile as twin:
            return self.answer_again(twin.sent)

    @cached_property
    def written(self) -> str:
        fields = sorted((name, values) for name, values in self.request.POST.lists() if name not in NOT_WRITTEN)
        files = sorted(
            (name, [(file.name, sha256_of(file)) for file in sent]) for name, sent in self.request.FILES.lists()
        )
        return hash_of_all(fields, files)

    def form_key(self) -> str:
        """A hash of user, URL and token; empty without a token."""
        told_apart_by = "" if self.asks_before_another else self.written
        return hash_of_all(self.place(), self.token, told_apart_by) if self.token else ""

    def place(self) -> str:
        return hash_of_all(self.request.user.pk, self.request.get_full_path())

    @property
    def token(self) -> str:
        return self.request.POST.get(ONCE_FIELD, "")

    def answer_sent_before(self):
        """The response to an identical form saved before; None otherwise, and if the saved row is gone."""
        key = self.form_key()
        sent = SentForm.objects.filter(key=key, written=self.written).first() if key else None
        return self.answer_again(sent) if sent and self.still_holds(sent) else None

    def still_holds(self, sent: SentForm) -> bool:
        """Whether the saved result still holds: after an undo, a removal or a later edit it may be saved again."""
        return sent.still_holds(untouched=self.edits)

    def answer_again(self, sent: SentForm):
        self.notify_already_saved(sent.record())
        return self.saved(sent.url)

    def notify_already_saved(self, record):
        if record is None:
            words = _("Det är redan sparat. Inget sparades en gång till.")
        else:
            words = _("Redan sparat: %(what)s. Inget sparades en gång till.") % {"what": record}
        messages.info(self.request, words)

    @contextmanager
    def saving_once(self):
        """Save in this context and record the result in the SentForm, if the form has a token.

        Raises AlreadySaved for the caller to show; dispatch handles SavedMeanwhile.
        """
        key, written = self.form_key(), self.written
        with save_once(key=key, place=self.place(), written=written) as (sent, is_new):
            if not is_new and self.still_holds(sent):
                if sent.written == written:
                    raise SavedMeanwhile(sent)
                words = _("Formuläret är redan sparat, men du har skrivit något annat sedan dess. Det som sparades:")
                self.ask(words, sent)
            # Without script, going back may give the form a new token with the same text.
            if sent and self.asks_before_another and not self.token.startswith(ASKED) and (twin := saved_lately(sent)):
                self.ask(_("Precis det här sparade du nyss:"), twin)
            yield sent

    def ask(self, words: str, sent: SentForm):
        self.fresh_token = ASKED + new_token()
        raise AlreadySaved(words, sent)

    def saved(self, url: str):
        """Redirect to the saved row, and let the browser discard its draft."""
        return self.without_draft(self.leave(url))

    def without_draft(self, response):
        """For who answers with a page of their own: what was written is saved, and must not come back."""
        if self.token:
            set_saved_cookie(response, self.token)
        return response

    def leave(self, url: str):
        return HttpResponseClientRedirect(url) if self.request.htmx else HttpResponseRedirect(url)


def set_saved_cookie(response, token: str):
    response.set_cookie(
        SAVED_COOKIE,
        token[:100],
        max_age=SAVED_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
