"""What letters say: the text of each kind in each language, and texts of one's own to write to many with."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.history import changes
from core.models import Language
from core.views import CreatePage, DeletePage, UpdatePage
from mailing.forms import OwnTemplateForm, TemplateForm
from mailing.kinds import LetterKind, kind_named, kinds
from mailing.merge_fields import merged
from mailing.models import LetterTemplate
from mailing.services.queueing import text_of
from mailing.services.templates import restore_template, save_template


class TemplateList(PermissionRequiredMixin, TemplateView):
    permission_required = "mailing.view_lettertemplate"
    template_name = "mailing/template_list.html"
    extra_context = {"title": _("Mallar för mejl")}

    def get_context_data(self, **kwargs):
        written = set(LetterTemplate.objects.filter(name="").values_list("kind", "language"))
        lines = [
            (kind, [(language, (kind.name, language.value) in written) for language in Language]) for kind in kinds()
        ]
        return super().get_context_data(lines=lines, own=LetterTemplate.objects.exclude(name=""), **kwargs)


class Previewed:
    """The form beside the fields that its text may have and how it looks for a real row."""

    template_name = "mailing/template_form.html"
    asked = None  # what a preview is asked of, typed and not saved

    def get_kind(self) -> LetterKind:
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object() if hasattr(self, "get_object") and self.edits else None
        form = self.get_form()
        if form.is_valid():
            self.asked = form.cleaned_data
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        kind, row = self.get_kind(), self.object
        language = self.asked.get("language", row and row.language) if self.asked else row and row.language
        with translation.override(language or "sv"):
            example = kind.example()
        preview = None
        if example and (self.asked or (row and row.text)):
            shown = self.asked or {"subject": row.subject, "text": row.text}
            preview = {name: merged(shown[name], example.values) for name in ("subject", "text")}
        return super().get_context_data(kind=kind, example=example, preview=preview, **kwargs)

    def get_success_url(self):
        return reverse("mailing:template_list")

    get_cancel_url = get_success_url

    def save(self, form):
        return save_template(form.instance)


class TemplateEdit(Previewed, UpdatePage):
    """The text of a kind. The first save makes the row; until then the kind's own text stands in the form."""

    permission_required = "mailing.change_lettertemplate"
    form_class = TemplateForm
    success_message = _("Mallen är sparad.")

    @cached_property
    def kind(self) -> LetterKind:
        kind = kind_named(self.kwargs["kind"])
        if kind is None or self.kwargs["language"] not in Language.values:
            raise Http404
        return kind

    def get_kind(self):
        return self.kind

    def get_object(self, queryset=None):
        kind, language = self.kind, self.kwargs["language"]
        row = LetterTemplate.objects.filter(kind=kind.name, language=language, name="").first()
        if row is None:
            text = text_of(kind, language)
            row = LetterTemplate(kind=kind.name, language=language, subject=text.subject, text=text.text)
        return row

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            title=f"{self.kind.title} ({row.get_language_display()})",
            intro=self.kind.when,
            changes=changes(row) if row.pk else [],
            discard_url=reverse("mailing:template_remove", args=[row.pk]) if row.pk else "",
            **kwargs,
        )


class OwnTemplate(Previewed):
    form_class = OwnTemplateForm
    model = LetterTemplate

    def get_kind(self):
        return next(kind for kind in kinds() if kind.many)


class OwnTemplateCreate(OwnTemplate, CreatePage):
    permission_required = "mailing.add_lettertemplate"
    title = _("Ny mall")
    intro = _("En text att börja från när du skriver till flera.")
    success_message = _("Mallen är sparad.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": LetterTemplate(kind=self.get_kind().name)}


class OwnTemplateEdit(OwnTemplate, UpdatePage):
    permission_required = "mailing.change_lettertemplate"
    title = _("Ändra mall")
    success_message = _("Mallen är sparad.")

    def get_queryset(self):
        return LetterTemplate.objects.exclude(name="")

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            changes=changes(row), discard_url=reverse("mailing:template_remove", args=[row.pk]), **kwargs
        )


class TemplateRemove(DeletePage):
    """Back to the text that the kind begins with; one's own is gone."""

    permission_required = "mailing.delete_lettertemplate"
    model = LetterTemplate
    title = _("Ta bort mallen")
    success_message = _("Mallen är borttagen.")
    remove = staticmethod(restore_template)

    def get_context_data(self, **kwargs):
        own = _("Texten försvinner. Det som redan är skickat påverkas inte.")
        standard = _("Mejlen får tillbaka den text som Medspel började med.")
        return super().get_context_data(intro=own if self.object.name else standard, **kwargs)

    def get_success_url(self):
        return reverse("mailing:template_list")
