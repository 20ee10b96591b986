"""Find a person, show all that is known about them, and erase them."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from core import audit
from core.models import AuditKind
from core.views import FormPage, ListPage
from core.views.recent_login import RecentLoginMixin
from crm.models import Company, Contact
from privacy.exports import ErasureExport
from privacy.filters import ErasureFilterSet
from privacy.forms import EraseForm
from privacy.models import DataRequest, Erasure, PersonKind, RequestKind
from privacy.services.erasing import Removal, documents_about, erase
from privacy.services.extracts import by_kind, extract, mentions_of
from privacy.services.holds import hold_on
from privacy.services.people import NotAPerson, Subject, removed_parties, removed_party, subject_of
from privacy.services.scanning import companies_named, find, same_person
from privacy.services.scrubbing import scrub
from privacy.tables import ErasureTable
from privacy.views.requests import TABS

MODELS = {PersonKind.CONTACT: Contact, PersonKind.COMPANY: Company}
MOST_PEOPLE = 25
MOST_MENTIONS = 200  # shown; all are struck


class PersonSearch(PermissionRequiredMixin, TemplateView):
    permission_required = "privacy.extract_person"
    template_name = "privacy/person_search.html"

    def get_context_data(self, **kwargs):
        words = self.request.GET.get("q", "").strip()[:200]
        people = Contact.objects.mentioning(words).with_affiliations()[: MOST_PEOPLE + 1] if words else []
        traders = Company.objects.matching(words).filter(is_sole_trader=True)[: MOST_PEOPLE + 1] if words else []
        people, traders, removed = list(people), list(traders), _removed(words)
        return super().get_context_data(
            title=_("Personuppgifter"),
            tabs=[(reverse(name), label) for name, label in TABS],
            words=words,
            people=people[:MOST_PEOPLE],
            traders=traders[:MOST_PEOPLE],
            removed=removed[:MOST_PEOPLE],
            has_more=max(len(people), len(traders), len(removed)) > MOST_PEOPLE,
            **kwargs,
        )


def _removed(words: str) -> list[tuple[str, Contact | Company]]:
    """Who was thrown away, with the word for it in addresses."""
    if not words:
        return []
    return [(kind, party) for kind, model in MODELS.items() for party in removed_parties(model, words)]


class OnePerson(PermissionRequiredMixin):
    """Mixin for pages of one person; 404 for a company that is none."""

    def get_subject(self, *, more: str = "") -> Subject:
        model = MODELS.get(self.kwargs["kind"])
        if model is None:
            raise Http404
        try:
            return subject_of(self._party(model, self.kwargs["pk"]), more=more.splitlines())
        except NotAPerson:
            raise Http404 from None

    @staticmethod
    def _party(model, key):
        party = model.objects.filter(pk=key).first() or removed_party(model, key)
        if party is None:
            raise Http404
        return party

    @staticmethod
    def page_of(party) -> str:
        """Their own page, or the search for who was thrown away."""
        return reverse("privacy:person_search") if party._state.adding else party.get_absolute_url()


FILES = frozenset({"html", "json"})


@method_decorator(never_cache, name="dispatch")
class PersonExtract(RecentLoginMixin, OnePerson, TemplateView):
    """As a page to print, or a file to hand over: `?fil=html` or `?fil=json`."""

    permission_required = "privacy.extract_person"
    template_name = "privacy/extract.html"

    def get(self, request, *args, **kwargs):
        subject = self.get_subject()
        told, as_file = extract(subject), request.GET.get("fil", "")
        audit.record(AuditKind.EXTRACT, by=request.user, person=subject.party, facts={"file": as_file in FILES})
        party = subject.party
        back = self.page_of(party)
        context = self.get_context_data(
            extract=told, party=party, kind=kwargs["kind"], back=back, is_removed=party._state.adding
        )
        if as_file == "json":
            response = JsonResponse(told.to_json(), json_dumps_params={"ensure_ascii": False, "indent": 2})
        elif as_file == "html":
            response = HttpResponse(self.render("privacy/extract_file.html", context))
        else:
            return self.render_to_response(context)
        response["Content-Disposition"] = f'attachment; filename="registerutdrag-{subject.party.pk}.{as_file}"'
        add_never_cache_headers(response)
        return response

    def render(self, template: str, context: dict) -> bytes:
        return self.response_class(self.request, template, context).rendered_content.encode()


@method_decorator(never_cache, name="dispatch")
class PersonErase(RecentLoginMixin, OnePerson, FormPage, FormView):
    permission_required = "privacy.erase_person"
    form_class = EraseForm
    template_name = "privacy/erase.html"
    partial_template_name = "privacy/_erase.html"
    title = _("Radera personuppgifter")
    submit_label = _("Radera för gott")
    object = None

    @cached_property
    def known(self):
        """The person, every place that names them, and the documents about them."""
        subject = self.get_subject(more=self.request.POST.get("more", "")[:1_000])
        found = list(find(subject))
        return subject, found, documents_about(subject, found)

    def post(self, request, *args, **kwargs):
        if "preview" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        subject, _found, documents = self.known
        kwargs = super().get_form_kwargs() | {"subject": subject, "documents": documents}
        if "preview" in self.request.POST:
            typed = {name: value for name, value in self.request.POST.items() if name != "documents"}
            kwargs |= {"data": None, "files": None}
            kwargs["initial"] = typed | {"documents": self.request.POST.getlist("documents")}
        return kwargs

    def get_context_data(self, **kwargs):
        subject, found, _documents = self.known
        sure, unsure = ([each for each in found if each.is_sure == wanted] for wanted in (True, False))
        return super().get_context_data(
            party=subject.party,
            is_company=subject.kind == PersonKind.COMPANY,
            kind=self.kwargs["kind"],
            hold=hold_on(subject.party),
            numbers=by_kind(sure),
            mentions=mentions_of(sure[:MOST_MENTIONS]),
            more_mentions=max(0, len(sure) - MOST_MENTIONS),
            unsure=mentions_of(unsure[:MOST_MENTIONS]),
            companies=companies_named(subject),
            same_person=same_person(subject),
            unanswered=DataRequest.objects.open().of_person(subject.party).exclude(kind=RequestKind.ERASURE),
            **kwargs,
        )

    def save(self, form):
        data, by = form.cleaned_data, self.request.user
        documents = frozenset(document.pk for document in data.get("documents") or ())
        removal = Removal(documents=documents, unsure=data["unsure"])
        return erase(form.subject, by=by, reason=data["reason"], removal=removal, request=data["request"])

    def saved(self, url):
        """After the commit: take the last bytes out of the files, which no transaction can do."""
        done = scrub()
        messages.success(self.request, gettext("Personen är raderad."))
        if not done:
            words = gettext("Databasen används just nu. Det frigjorda utrymmet skrivs över i natt.")
            messages.warning(self.request, words)
        return super().saved(url)

    def get_success_url(self):
        return reverse("privacy:erasure_list")

    def get_cancel_url(self):
        return self.page_of(self.known[0].party)


class ErasureList(ListPage):
    permission_required = "privacy.view_erasure"
    title = _("Personuppgifter")
    model = Erasure
    table_class = ErasureTable
    filterset_class = ErasureFilterSet
    export_class = ErasureExport
    tabs = TABS
    empty_title = _("Ingen är raderad")
    empty_text = _("Här står att någon har raderats: när, av vem och varför, men inte vem det var.")

    def get_queryset(self):
        return Erasure.objects.for_table()
