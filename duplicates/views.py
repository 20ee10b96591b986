"""Find duplicates and merge them."""

from typing import NamedTuple

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView, TemplateView

from core.errors import Refusal
from core.history import value_words
from core.job_queue import start_job
from core.numbers import whole_number
from core.views import ActionPage, ButtonView, FormPage, JobButton, ListPage, offer_undo
from crm.forms.companies import CompanyForm, NewContactForm
from crm.models import Company, Contact, Merge
from crm.services.related_rows import what_moves
from crm.views.merged import MergedAway
from duplicates.filters import CompanyPairFilterSet, ContactPairFilterSet
from duplicates.forms import MERGE_WITH_FORMS, MergeForm
from duplicates.models import CompanyPair, ContactPair
from duplicates.queries import number_told, similar_companies, similar_contacts
from duplicates.services.merging import better_kept, merge
from duplicates.services.objections import double_dialogues, objections
from duplicates.services.pairs import mark_distinct, mark_open, scan_companies, scan_contacts
from duplicates.tables import CompanyPairTable, ContactPairTable

# More take over ten seconds on a small machine.
LARGE_ROWS = 5_000

# --- Lists of pairs -------------------------------------------------------------------------------


class PairList(ListPage):
    template_name = "duplicates/pair_list.html"
    empty_title = _("Inga dubbletter att titta på")
    empty_text = _("Sök igenom när ni har lagt in många nya. Det tar några sekunder.")
    scan_url_name = other_url_name = other_label = ""

    def get_queryset(self):
        return self.model.objects.for_table()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "scan_url": reverse(self.scan_url_name),
            "other_url": reverse(self.other_url_name),
            "other_label": self.other_label,
        }


class CompanyPairList(PairList):
    permission_required = "crm.merge_company"
    title = _("Dubbletter bland företag")
    model = CompanyPair
    table_class = CompanyPairTable
    filterset_class = CompanyPairFilterSet
    scan_url_name = "duplicates:company_pair_scan"
    other_url_name = "duplicates:contact_pair_list"
    other_label = _("Bland personer")


class ContactPairList(PairList):
    permission_required = "crm.merge_contact"
    title = _("Dubbletter bland personer")
    model = ContactPair
    table_class = ContactPairTable
    filterset_class = ContactPairFilterSet
    scan_url_name = "duplicates:contact_pair_scan"
    other_url_name = "duplicates:company_pair_list"
    other_label = _("Bland företag")


def found_words(number: int) -> str:
    words = ngettext("Genomsökt. %(number)s par att titta på.", "Genomsökt. %(number)s par att titta på.", number)
    return words % {"number": number}


class PairScan(JobButton):
    """Compare all companies, or all people; a job does it if there are very many."""

    model = scan = None

    def press(self, request, pk):
        if self.model.objects.count() >= LARGE_ROWS:
            title = gettext("Sök igenom %(what)s") % {"what": self.model._meta.verbose_name_plural}
            self.job = start_job("scan", owner=request.user, title=title, model=self.model._meta.model_name)
            self.message = gettext("Genomsökningen är på gång.")
        else:
            self.message = found_words(self.scan())


class CompanyPairScan(PairScan):
    permission_required = "crm.merge_company"
    model = Company
    scan = staticmethod(scan_companies)


class ContactPairScan(PairScan):
    permission_required = "crm.merge_contact"
    model = Contact
    scan = staticmethod(scan_contacts)


class PairButton(ButtonView):
    model = None
    opposite = ""

    def notify(self, request, pk):
        offer_undo(request, self.message, reverse(self.opposite, args=[pk]))


class PairDistinct(PairButton):
    message = _("Det är noterat att de inte är dubbletter.")

    def press(self, request, pk):
        mark_distinct(get_object_or_404(self.model, pk=pk), by=request.user)


class PairOpen(PairButton):
    message = _("Paret är tillbaka bland dem att titta på.")

    def press(self, request, pk):
        mark_open(get_object_or_404(self.model, pk=pk))


class CompanyPairDistinct(PairDistinct):
    permission_required = "crm.merge_company"
    opposite = "duplicates:company_pair_open"
    model = CompanyPair


class CompanyPairOpen(PairOpen):
    permission_required = "crm.merge_company"
    opposite = "duplicates:company_pair_distinct"
    model = CompanyPair


class ContactPairDistinct(PairDistinct):
    permission_required = "crm.merge_contact"
    opposite = "duplicates:contact_pair_open"
    model = ContactPair


class ContactPairOpen(PairOpen):
    permission_required = "crm.merge_contact"
    opposite = "duplicates:contact_pair_distinct"
    model = ContactPair


# --- Merging --------------------------------------------------------------------------------------


class MergePage(FormPage, TemplateView):
    """Two rows side by side: which to keep, whose value for each field, and what is moved."""

    template_name = partial_template_name = "duplicates/merge.html"
    model = None
    title = _("Slå ihop")

    def get_template_names(self):
        return [self.template_name]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = None

    def get_form(self, data=None) -> MergeForm:
        one, other = (get_object_or_404(self.model, pk=self.kwargs[name]) for name in ("pk", "other"))
        if one == other:
            raise Http404
        self.sides = [Side(party, what_moves(party)) for party in (one, other)]
        return MergeForm(data, one=one, other=other, kept=better_kept(self.sides), words=_words)

    def get_context_data(self, **kwargs):
        one, other = (side.party for side in self.sides)
        warnings = []
        if self.model is Company and one.orgnr and other.orgnr:
            warnings.append(gettext("De har olika organisationsnummer. Se efter att det verkligen är samma företag."))
        if self.model is Company:
            warnings += [
                gettext("Båda har en öppen dialog om samma mål och nivå, %(one)s och %(other)s: avböj den ena efteråt.")
                % {"one": mine.agreement_no, "other": theirs.agreement_no}
                for mine, theirs in double_dialogues(one, other)
            ]
        return super().get_context_data(
            sides=self.sides, objections=objections(one, other), warnings=warnings, **kwargs
        )

    def get_cancel_url(self):
        return reverse(f"duplicates:{self.model._meta.model_name}_pair_list")

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def save(self, form):
        try:
            return merge(by=self.request.user, **form.choices())
        except ProtectedError as error:
            raise Refusal(_("Något hör fortfarande ihop med den som skulle försvinna.")) from error

    def get_success_url(self):
        return self.object.get_absolute_url()


def _words(record: Company | Contact, field) -> str:
    return record.orgnr_display if field.name == "orgnr" else value_words(record, field)


class Side(NamedTuple):
    party: Company | Contact
    moves: list


class CompanyMerge(MergePage):
    permission_required = "crm.merge_company"
    model = Company


class ContactMerge(MergePage):
    permission_required = "crm.merge_contact"
    model = Contact


class MergeWith(ActionPage):
    title = _("Slå ihop med en annan")
    intro = _("Välj den andra. Sedan ser du båda bredvid varandra, och inget är gjort förrän du säger till där.")
    submit_label = _("Jämför")

    def get_form_class(self):
        return MERGE_WITH_FORMS[self.model]

    def save(self, form):
        self.other = form.cleaned_data["other"]
        if self.other == self.object:
            raise Refusal(_("Välj två olika att slå ihop."))
        return self.object

    def get_success_url(self):
        return reverse(f"duplicates:{self.model._meta.model_name}_merge", args=[self.object.pk, self.other.pk])


class CompanyMergeWith(MergedAway, MergeWith):
    permission_required = "crm.merge_company"
    model = Company


class ContactMergeWith(MergedAway, MergeWith):
    permission_required = "crm.merge_contact"
    model = Contact


class MergeSeen(PermissionRequiredMixin, RedirectView):
    """The old address of a merge."""

    http_method_names = ["get"]

    def has_permission(self):
        merged = get_object_or_404(Merge, pk=self.kwargs["pk"])
        return self.request.user.has_perm(f"crm.merge_{merged.kind}")

    def get_redirect_url(self, *args, **kwargs):
        return Merge.objects.select_related("changeset").get(pk=self.kwargs["pk"]).get_absolute_url()


# --- At entry -------------------------------------------------------------------------------------


class CompanySimilar(PermissionRequiredMixin, TemplateView):
    """Warn of registered companies that what is being typed may duplicate. The form can be saved anyway."""

    permission_required = "crm.add_company"
    template_name = "duplicates/_similar.html"

    def get_context_data(self, **kwargs):
        form = CompanyForm(self.request.GET, user=self.request.user)
        form.is_valid()
        # The form refuses a number that is taken; show whose it is.
        told = number_told(self.request.GET.get("orgnr", ""), user=self.request.user)
        form.instance.orgnr = told or form.instance.orgnr
        return super().get_context_data(similar=similar_companies(form.instance), **kwargs)


class ContactSimilar(PermissionRequiredMixin, TemplateView):
    permission_required = "crm.add_contact"
    template_name = "duplicates/_similar.html"

    def get_context_data(self, **kwargs):
        form = NewContactForm(self.request.GET)
        form.is_valid()
        company = whole_number(self.request.GET.get("company_0"))
        return super().get_context_data(similar=similar_contacts(form.instance, company=company), **kwargs)
