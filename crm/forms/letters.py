from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import FilesField, RowsField, StyledForm
from core.models import Language
from core.text import LONG_TEXT
from crm.letter_kinds import PEOPLE
from crm.services.documents import check_files
from mailing.merge_fields import check_fields

MOST_FILES = 5


class WriteManyForm(StyledForm):
    language = forms.ChoiceField(
        label=_("Språk"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        help_text=_("Av det som står runt texten, som länken för att avanmäla sig."),
    )
    subject = forms.CharField(label=_("Ämne"), max_length=200)
    text = forms.CharField(label=_("Text"), max_length=LONG_TEXT, widget=forms.Textarea(attrs={"rows": 14}))
    documents = RowsField(
        label=_("Dokument som bilagor"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    files = FilesField(label=_("Filer som bilagor"), most=MOST_FILES, required=False)

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["documents"].queryset = documents
        if not documents:
            del self.fields["documents"]

    def clean(self):
        data = super().clean()
        for name in ("subject", "text"):
            try:
                check_fields(data.get(name) or "", PEOPLE.names)
            except ValidationError as error:
                self.add_error(name, error)
        self._check_attachments(data)
        return data

    def _check_attachments(self, data: dict):
        files = data.get("files") or []
        try:
            check_files(files)
        except ValidationError as error:
            self.add_error("files", error.messages)
        size = sum(file.size for file in files) + sum(row.size for row in data.get("documents") or ())
        if size > settings.DOCUMENT_MAX_BYTES:
            most = settings.DOCUMENT_MAX_BYTES // 1024 // 1024
            self.add_error("files", _("Bilagorna är större än %(most)s MB tillsammans.") % {"most": most})
