from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.documents import PAPER_TYPES
from core.forms import FilesField, VersionedModelForm
from crm.forms.fields import CompanyField
from crm.models import Document, Sponsorship


class SponsorshipChoice(forms.ModelChoiceField):
    def __init__(self, queryset=None, **kwargs):
        super().__init__(
            queryset=Sponsorship.objects.none() if queryset is None else queryset,
            required=False,
            label=_("Sponsorskap"),
            empty_label=_("Företaget i stort"),
            **kwargs,
        )

    def label_from_instance(self, sponsorship):
        return f"{sponsorship.agreement_no}, {sponsorship.tier_label}, {sponsorship.goal}"


class DocumentForm(VersionedModelForm):
    """The metadata of a stored document."""

    sponsorship = SponsorshipChoice()

    class Meta:
        model = Document
        fields = ["title", "kind", "dated_on", "sponsorship", "note"]
        widgets = {"kind": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sponsorship"].queryset = Sponsorship.objects.for_table().filter(company=self.instance.company_id)


class NewDocumentsForm(VersionedModelForm):
    """Upload one or more files of the same kind. `company` is preset when opened from its page."""

    company = CompanyField()
    files = FilesField(most=settings.DOCUMENT_MAX_FILES, label=_("Filer"))
    sponsorship = SponsorshipChoice()

    class Meta:
        model = Document
        fields = ["company", "sponsorship", "kind", "title", "dated_on", "note"]
        widgets = {"kind": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    field_order = ["files", "company", "sponsorship", "kind", "title", "dated_on", "note"]

    def __init__(self, *args, company=None, **kwargs):
        super().__init__(*args, **kwargs)
        files, title = self.fields["files"], self.fields["title"]
        files.widget.attrs["accept"] = ",".join(f".{name}" for name in PAPER_TYPES)
        size = settings.DOCUMENT_MAX_BYTES // 1024 // 1024
        words = _("PDF, bild, Word, Excel, PowerPoint, text eller mejl. Högst %(size)s MB var, flera går bra.")
        files.help_text = words % {"size": size}
        title.required = False
        title.help_text = _("Lämna tomt så heter dokumentet som filen.")
        if company:
            self.fields["sponsorship"].queryset = company.sponsorships.for_table()
        if not company or not self.fields["sponsorship"].queryset.exists():
            del self.fields["sponsorship"]

    def _post_clean(self):
        """Skip model validation: the service creates and validates one row per file."""

    def row_fields(self) -> dict:
        names = [name for name in self._meta.fields if name in self.fields and name != "company"]
        return {name: self.cleaned_data[name] for name in names}


class RemoveDocumentForm(VersionedModelForm):
    reason = forms.CharField(label=_("Skäl"), max_length=200)

    class Meta:
        model = Document
        fields = []
