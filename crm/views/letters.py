"""Write to the people chosen in the list: one text with fields, seen through before it is sent."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.numbers import whole_number
from core.outgoing_mail import can_mail
from crm.forms.letters import WriteManyForm
from crm.letter_kinds import PEOPLE
from crm.models import Document, Sponsorship
from crm.services.letters import write_to_people
from crm.services.renewal_letters import remind_of_renewal
from crm.views.bulk_log import ManyPage, OfPeople
from mailing.models import LetterTemplate
from mailing.services.queueing import Text, text_of
from mailing.views.buttons import LettersButton

MOST = 200  # people at once: each gets a letter of their own


class ContactWriteMany(OfPeople, ManyPage):
    permission_required = ("mailing.add_letter", "crm.add_interaction")
    form_class = WriteManyForm
    template_name = "crm/contacts/write.html"
    title = _("Skriv till de valda")
    submit_label = _("Granska mejlen")
    why_so = _(
        "Var och en får ett eget mejl, som loggas hos personen och företaget. Inget skickas förrän du har granskat."
    )
    most = MOST

    @cached_property
    def began_with(self) -> LetterTemplate | None:
        """The text of ours that the page was asked to begin with."""
        key = whole_number(self.request.GET.get("template"))
        return LetterTemplate.objects.filter(kind=PEOPLE.name, pk=key).first() if key else None

    @property
    def language(self) -> str:
        return self.began_with.language if self.began_with else self.request.user.language

    def get_form(self, data=None):
        files = self.request.FILES if data is not None else None
        return self.form_class(data, files, initial=self.get_initial(), documents=self.get_documents())

    def get_documents(self):
        """Those of the company that all are at: what one company has is no other's business."""
        companies = self.found.companies
        if len(companies) != 1 or not self.request.user.has_perm("crm.view_document"):
            return Document.objects.none()
        return Document.objects.kept().filter(company=companies[0])

    def get_initial(self):
        row = self.began_with
        text = Text(row.subject, row.text) if row else text_of(PEOPLE, self.language)
        return {"language": self.language, "subject": text.subject, "text": text.text}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kind=PEOPLE,
            began_with=self.began_with,
            templates=LetterTemplate.objects.filter(kind=PEOPLE.name).exclude(name=""),
            chosen_query=[(name, value) for name, value in self.request.GET.lists() if name != "template"],
            sends=can_mail(),
            **kwargs,
        )

    def save(self, form):
        data = form.cleaned_data
        return write_to_people(
            self.found.parties,
            by=self.request.user,
            text=Text(data["subject"], data["text"]),
            language=data["language"],
            documents=data.get("documents", ()),
            files=data["files"],
        )

    def get_success_url(self):
        return reverse("mailing:mailing_detail", args=[self.object.pk])


class RenewalRemind(LettersButton):
    permission_required = ("crm.add_sponsorship", "mailing.add_letter")

    def write(self, request, pk):
        signed = Sponsorship.objects.for_table().with_terms()
        return remind_of_renewal(get_object_or_404(signed, pk=pk), by=request.user)

    def get_home_url(self):
        return reverse("crm:sponsorship_detail", args=[self.kwargs["pk"]])
