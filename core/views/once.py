"""Each form is saved once, however often it is sent: by a double click, after the browser's back, or by a reload.

A form carries a token of its own ({% form_token %}). The one that is saved leaves a SentForm, written in the same
transaction; the next one with that token is answered with what the first became, and saves nothing. A form without a
token, as a program sends it, is saved each time.
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
from core.models import SentForm
from core.services import save_once, saved_lately
from core.tokens import ONCE_FIELD, new_token

NOT_WRITTEN = frozenset({ONCE_FIELD, "csrfmiddlewaretoken"})
ASKED = "asked-"  # so begins the token of a form that the person has been asked about
SAVED_COOKIE = "medspel_saved"  # static/js/drafts.js reads it: the draft of that form is thrown away
SAVED_COOKIE_AGE = 3600  # seconds


class AlreadySaved(Refusal):
    """The form is saved, and now says something else; or another one said the same a moment ago.

    Whether that is to be one more row, only the person knows.
    """

    def __init__(self, words: str, sent: SentForm):
        record = sent.record()
        link = format_html('<a href="{}">{}</a>', sent.url, record if record is not None else _("visa det"))
        again = _("Ändra där, eller spara igen om det här ska bli en till.")
        super().__init__(format_html("{} {}. {}", words, link, again), sent=sent)


class SavedMeanwhile(Exception):
    """The same form, with the same in it, was saved by another request since this one began."""

    def __init__(self, sent: SentForm):
        self.sent = sent
        super().__init__(sent)


def hash_of_all(*parts) -> str:
    return sha256(repr(parts).encode()).hexdigest()


class SavesOnce:
    """For views that save what a form says; stands after the check of permission.

    `asks_before_another` tells what a form means that is saved already and sent again with something else in it:
    perhaps one more row, so ask; or an act of its own (an edit, which its version guards, or another button).
    """

    asks_before_another = False
    edits = False  # whether it saves a row that was there before, and changes its version
    fresh_token = ""  # what the form is shown with after it has been asked about

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
        """Of the person, the address, and the form's own token; empty for a form without one."""
        told_apart_by = "" if self.asks_before_another else self.written
        return hash_of_all(self.place(), self.token, told_apart_by) if self.token else ""

    def place(self) -> str:
        return hash_of_all(self.request.user.pk, self.request.get_full_path())

    @property
    def token(self) -> str:
        return self.request.POST.get(ONCE_FIELD, "")

    def answer_sent_before(self):
        """The answer to a form that is saved as it is; None for every other, and where what was saved is gone since."""
        key = self.form_key()
        sent = SentForm.objects.filter(key=key, written=self.written).first() if key else None
        return self.answer_again(sent) if sent and self.stands(sent) else None

    def stands(self, sent: SentForm) -> bool:
        """What was undone or removed may be done again; of an edit that was followed by another, its version tells."""
        return sent.stands(untouched=self.edits)

    def answer_again(self, sent: SentForm):
        self.tell_saved_before(sent.record())
        return self.saved(sent.url)

    def tell_saved_before(self, record):
        if record is None:
            words = _("Det är redan sparat. Inget sparades en gång till.")
        else:
            words = _("Redan sparat: %(what)s. Inget sparades en gång till.") % {"what": record}
        messages.info(self.request, words)

    @contextmanager
    def saving_once(self):
        """Save in here, then let the SentForm remember what came of it; a form without a token has none to fill in.

        Raises AlreadySaved for the caller to show; SavedMeanwhile is answered by dispatch.
        """
        key, written = self.form_key(), self.written
        with save_once(key=key, place=self.place(), written=written) as (sent, is_new):
            if not is_new and self.stands(sent):
                if sent.written == written:
                    raise SavedMeanwhile(sent)
                words = _("Formuläret är redan sparat, men du har skrivit något annat sedan dess. Det som sparades:")
                self.ask(words, sent)
            # A browser without scripts may go back to the form with another token and what was written in it.
            if sent and self.asks_before_another and not self.token.startswith(ASKED) and (twin := saved_lately(sent)):
                self.ask(_("Precis det här sparade du nyss:"), twin)
            yield sent

    def ask(self, words: str, sent: SentForm):
        self.fresh_token = ASKED + new_token()
        raise AlreadySaved(words, sent)

    def saved(self, url: str):
        """Lead to what was saved, and tell the browser that it need keep no draft of it."""
        response = self.leave(url)
        if self.token:
            tell_browser(response, self.token)
        return response

    def leave(self, url: str):
        return HttpResponseClientRedirect(url) if self.request.htmx else HttpResponseRedirect(url)


def tell_browser(response, token: str):
    response.set_cookie(
        SAVED_COOKIE,
        token[:100],
        max_age=SAVED_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
