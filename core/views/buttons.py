"""One-click actions, with their undo."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.views.generic import View

from core.button_undo import Gone
from core.errors import Refusal, said_by
from core.models import Record, SentForm
from core.views.generic import next_url, offer_put_back
from core.views.submit_once import SavesOnce

Changed = Record | list[Record | Gone] | None


class ButtonView(PermissionRequiredMixin, SavesOnce, View):
    """Run an action by POST, then return to the page it came from, with a message if a rule refused it."""

    http_method_names = ["post"]
    message = ""
    edits = True
    made = None  # a row that the action creates and that has an undo of its own

    def post(self, request, pk=None, **kwargs):
        self.changed = None
        try:
            with self.saving_once() as sent:
                self.changed = self.press(request, pk, **kwargs)
                if sent:
                    self.remember(sent)
        except (Refusal, ValidationError) as error:
            self.refuse(said_by(error))
        else:
            self.notify(request, pk)
        return self.leave("")

    def remember(self, sent: SentForm):
        row = next(iter(self.rows), self.made)
        if isinstance(row, Gone):
            sent.remember(url="")
            sent.remember_removal(row.model, row.pk)
        else:
            sent.remember(url="", record=row)

    @property
    def rows(self) -> list[Record | Gone]:
        if isinstance(self.changed, list):
            return self.changed
        return [self.changed] if self.changed else []

    def refuse(self, words: str):
        messages.error(self.request, words)

    def leave(self, url):
        return HttpResponseRedirect(next_url(self.request) or self.get_home_url())

    def get_home_url(self) -> str:
        """The fallback redirect when the form names no page."""
        return "/"

    def press(self, request, pk, **kwargs) -> Changed:
        """Run the action. Return the changed rows if they cover the whole change and can be restored."""
        raise NotImplementedError

    def get_message(self) -> str:
        return self.message

    def notify(self, request, pk):
        if not self.rows:
            messages.success(request, self.get_message())
            return
        offer_put_back(request, self.get_message(), *self.rows, permissions=self.get_permission_required())


class JobButton(ButtonView):
    """Start a job, which `press` keeps as `job`, and show its page. Without one it returns like any other."""

    job = None

    def leave(self, url):
        return HttpResponseRedirect(self.job.get_absolute_url()) if self.job else super().leave(url)
