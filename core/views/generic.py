"""Generic form pages, and redirects back to the previous page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, UpdateView

from core.button_undo import ticket_for
from core.errors import Refusal, StaleVersion
from core.field_permissions import changeable, unreadable
from core.form_tokens import ONCE_FIELD
from core.forms import VersionedModelForm
from core.history import as_seen, changes
from core.models import Record
from core.numbers import whole_number
from core.views.lists import PartialMixin
from core.views.submit_once import SavesOnce


def next_url(request) -> str:
    """The `next` URL of the query or the form; empty unless it is on this site."""
    back = request.POST.get("next") or request.GET.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else ""


def next_path(request) -> str:
    """The path of `next_url`; empty if the path alone leads to another site, as in https://our.site//other/."""
    path = urlsplit(next_url(request)).path
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def seen_by(request, row: Record) -> Record:
    """The row with the version the user saw, so that a service refuses to overwrite later changes."""
    row.version = whole_number(request.POST.get("version")) or row.version
    return row


def offer_undo(request, words, url: str):
    """Show a message with a button that posts to the undo URL."""
    messages.success(request, words, extra_tags=url)


def put_back_url(request, *rows, permissions=()) -> str:
    """The URL that undoes an action whose only effects are on these rows."""
    return reverse("core:put_back", args=[ticket_for(*rows, by=request.user, permissions=permissions)])


def offer_put_back(request, words, *rows, permissions=()):
    """Show a message with a button that restores these rows."""
    offer_undo(request, words, put_back_url(request, *rows, permissions=permissions))


class FormPage(PermissionRequiredMixin, SavesOnce, PartialMixin):
    """A form as a page, or in a dialog for htmx."""

    template_name = "generic/form.html"
    partial_template_name = "generic/_form.html"
    title = ""
    intro = ""
    submit_label = _("Spara")
    success_message = ""
    joins = False  # whether concurrent edits of different fields are merged
    asks_before_another = True
    made = None  # the row that the form creates, if other than the page's object

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if isinstance(form, VersionedModelForm):
            form.leave_out(unreadable(self.request.user, type(form.instance)))
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "title": self.title,
                "intro": self.intro,
                "submit_label": self.submit_label,
                "cancel_url": self.get_cancel_url(),
                "action": self.request.get_full_path(),
                "form_token": self.fresh_token or self.request.POST.get(ONCE_FIELD, ""),
                **kwargs,
            }
        )

    def get_cancel_url(self) -> str:
        record = getattr(self, "object", None)
        if record and record.pk and hasattr(record, "get_absolute_url"):
            return record.get_absolute_url()
        back = self.request.headers.get("referer", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={self.request.get_host()})
        elsewhere = safe and not back.endswith(self.request.get_full_path())
        return back if elsewhere else resolve_url(settings.LOGIN_REDIRECT_URL)

    def save(self, form):
        """Save and return the row. A Refusal is shown on the form, with the input kept."""
        return form.save()

    def save_beside(self, form):
        """Merge the user's changes with later ones by others. Raises StaleVersion if both changed a field."""
        with transaction.atomic():
            stored = type(form.instance)._base_manager.select_for_update().get(pk=form.instance.pk)
            seen = as_seen(stored, form.cleaned_data["version"])
            if seen is None or not form.merge_into(stored, seen):
                raise StaleVersion(stored)
            stored.full_clean()
            return self.save(form)

    def save_or_join(self, form):
        try:
            return self.save(form)
        except StaleVersion:
            if not self.joins:
                raise
            return self.save_beside(form)

    def form_valid(self, form):
        try:
            url = self.save_once(form)
        except StaleVersion as refusal:
            if isinstance(form, VersionedModelForm):
                return self.form_stale(form)
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            self.add_errors(form, error)
        else:
            return self.saved(url)
        return self.form_invalid(form)

    def save_once(self, form) -> str:
        """Save, and return the URL to redirect to."""
        row = getattr(self, "object", None)
        key = row and row.pk
        with self.saving_once() as sent:
            self.object = self.save_or_join(form)
            if self.success_message:
                messages.success(self.request, self.success_message)
            url = self.get_success_url()
            if sent:
                sent.remember(url=url, record=self.made or self.object)
                if key and row.pk is None:
                    sent.remember_removal(type(row), key)
        return url

    def form_invalid(self, form):
        # The error may be caused by the same form, saved concurrently.
        return self.answer_sent_before() or super().form_invalid(form)

    def add_errors(self, form, error: ValidationError):
        """Add a service's errors; those of a field that the form lacks become non-field errors."""
        for name, messages_ in error.update_error_dict({}).items():
            form.add_error(name if name in form.fields else None, messages_)

    def form_stale(self, form):
        """Show what the other user changed; saving again overwrites it."""
        stored = type(form.instance)._default_manager.get(pk=form.instance.pk)
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = stored.version
        latest = changes(stored, limit=1)
        who = latest[0].user if latest and latest[0].user else _("Någon annan")
        form.add_error(
            None, _("%(who)s har ändrat uppgifterna sedan du öppnade dem. Det du skrev står kvar.") % {"who": who}
        )
        for difference in form.differences(stored):
            form.add_error(None, difference)
        form.add_error(None, _("Spara igen om dina uppgifter ska gälla."))
        response = self.form_invalid(form)
        response.status_code = 409
        return response


class CreatePage(FormPage, CreateView):
    pass


class UpdatePage(FormPage, UpdateView):
    asks_before_another = False  # the version detects a resubmission
    edits = True


class PartlyEditPage(UpdatePage):
    """Also open to users who may change only some of the fields, which are the only ones shown."""

    joins = True

    def has_permission(self):
        return bool(changeable(self.request.user, self.model))

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not self.request.user.has_perm(f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"):
            form.keep_only(changeable(self.request.user, self.model))
        return form


class ActionPage(FormPage, UpdateView):
    """A form that acts on a row without editing its fields directly."""

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs
