"""Log an e-mail: upload it, check what was recognised, save."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from core.forms import StyledForm
from core.numbers import whole_number
from core.views import ActionPage, FormPage
from core.views.submit_once import set_saved_cookie
from crm.models import Company, InteractionKind, Outcome
from crm.views.companies import CompanyCreate
from crm.views.interactions import QuickLog, QuickLogPeople, written_besides
from inbox.forms.mail import MailForm, MailLogForm
from inbox.models import MailDraft
from inbox.queries import drafts_of, known_of_company, mail_in, recognise
from inbox.services.email_to_log import AlreadyLogged, discard_draft, keep_typed, log_mail, start_draft

MOST_COMPANIES = 3  # the number of company fields in the form


class MailCreate(FormPage, FormView):
    permission_required = "crm.add_interaction"
    form_class = MailForm
    template_name = "inbox/mail_create.html"
    partial_template_name = "inbox/_mail_create.html"
    title = _("Logga ett mejl")
    intro = _("Vi läser av vem, när och vad. Du ser efter att det stämmer innan något sparas.")
    submit_label = _("Läs av")

    def save(self, form):
        data = form.cleaned_data
        if data["file"]:
            return start_draft(by=self.request.user, file=data["file"])
        return start_draft(by=self.request.user, text=data["text"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(drafts=drafts_of(self.request.user), **kwargs)

    def get_success_url(self):
        return self.object.get_absolute_url()


class MailDraftPage(QuickLog):
    """The log's form, prefilled from the e-mail. Nothing is logged until it is submitted."""

    form_class = MailLogForm
    template_name = "inbox/mail_draft.html"
    partial_template_name = "inbox/_mail_draft.html"
    title = _("Stämmer det här?")

    @cached_property
    def draft(self) -> MailDraft:
        return get_object_or_404(MailDraft, pk=self.kwargs["pk"], user=self.request.user)

    @cached_property
    def guess(self):
        return recognise(mail_in(self.draft))

    def get(self, request, *args, **kwargs):
        """Restore what was typed before the company was registered, with that company chosen."""
        if request.method == "GET" and self.draft.typed:
            typed = QueryDict(self.draft.typed, mutable=True)
            typed["refresh"] = "1"
            if registered := self.registered:
                typed["company_0"], typed["company_1"] = registered.pk, registered.name
                if "strangers" not in typed:
                    typed.setlist("strangers", [person.email for person in self.guess.strangers[:1]])
            request.POST = typed
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "register" not in request.POST:
            return super().post(request, *args, **kwargs)
        typed = request.POST.copy()
        for name in ("csrfmiddlewaretoken", "register"):
            typed.pop(name, None)
        keep_typed(self.draft, typed.urlencode())
        response = HttpResponseRedirect(reverse("inbox:mail_company", args=[self.draft.pk]))
        if self.token:
            set_saved_cookie(response, self.token)  # the server keeps the text now
        return response

    @cached_property
    def registered(self) -> Company | None:
        return Company.objects.filter(pk=whole_number(self.request.GET.get("company"))).first()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"guess": self.guess, "refused": self.draft.refused}

    def get_initial(self):
        if "refresh" in self.request.POST:
            typed = self.request.POST
            more = {name: typed.get(name, "") for name in ("subject", "quoted")}
            chosen = {name: typed.getlist(name) for name in ("contacts", "strangers", "also_at", "attachments")}
            return super().get_initial() | more | chosen
        guess, mail = self.guess, self.guess.mail
        registered = self.registered
        companies = list(dict.fromkeys([*([registered] if registered else []), *guess.companies]))
        strangers = guess.colleagues or (guess.strangers[:1] if registered else [])
        names = ["company", *(f"company_{number}" for number in range(1, MOST_COMPANIES))]
        initial = {
            "kind": InteractionKind.EMAIL,
            "outcome": Outcome.REACHED,
            "direction": guess.direction,
            "contacts": [contact.pk for contact in guess.contacts],
            "strangers": [person.email for person in strangers],
            "subject": mail.subject,
            "text": mail.text,
            "quoted": mail.rest,
            **{name: company.pk for name, company in zip(names, companies, strict=False)},
        }
        return initial | ({"happened_at": mail.sent_at} if mail.sent_at else {})

    def get_context_data(self, **kwargs):
        return super().get_context_data(draft=self.draft, guess=self.guess, **kwargs)

    def get_success_url(self):
        """The page of the first company in the form."""
        return self.first_company.get_absolute_url()

    def save(self, form):
        data = form.cleaned_data
        self.first_company = form.companies()[0]
        try:
            logged = log_mail(
                self.draft,
                by=self.request.user,
                mail=self.guess.mail,
                companies=form.companies(),
                contacts=data["contacts"],
                strangers=form.chosen_people(),
                attachments=form.chosen_attachments(),
                again=data["again"],
                completes=data["completes"],
                next_up=form.next_up,
                subject=data["subject"],
                quoted=data["quoted"],
                **form.row_fields(),
            )
        except AlreadyLogged as refusal:
            earlier = refusal.context["interaction"]
            words = format_html('{} <a href="{}">{}</a>', refusal, earlier.get_absolute_url(), _("Visa det"))
            raise ValidationError(words) from None
        messages.success(self.request, " ".join([gettext("Mejlet är loggat."), *written_besides(logged)]))
        return logged


class MailCompany(CompanyCreate):
    """Register the e-mail's company, then return to the draft."""

    @cached_property
    def draft(self) -> MailDraft:
        return get_object_or_404(MailDraft, pk=self.kwargs["pk"], user=self.request.user)

    def get_initial(self):
        return known_of_company(mail_in(self.draft))

    def get_success_url(self):
        return f"{self.draft.get_absolute_url()}?company={self.object.pk}"

    def get_cancel_url(self):
        return self.draft.get_absolute_url()


class MailPeople(QuickLogPeople):
    """Offer the e-mail's own people too, whatever company they work at."""

    form_class = MailLogForm

    def get_form_kwargs(self):
        draft = get_object_or_404(MailDraft, pk=self.kwargs["pk"], user=self.request.user)
        return super().get_form_kwargs() | {"guess": recognise(mail_in(draft)), "refused": draft.refused}

    def whom_to_choose(self, form) -> list[int]:
        return []  # the e-mail names its participants


class MailDiscard(ActionPage):
    """Ask first: discarding a draft cannot be undone."""

    permission_required = "crm.add_interaction"
    form_class = StyledForm
    title = _("Kasta mejlet")
    intro = _("Mejlet och det du har skrivit till det försvinner. Inget av det har loggats.")
    submit_label = _("Kasta")
    success_message = _("Mejlet är kastat.")

    def get_queryset(self):
        return MailDraft.objects.filter(user=self.request.user)

    def save(self, form):
        discard_draft(self.object)

    def get_success_url(self):
        return reverse("inbox:mail_create")
