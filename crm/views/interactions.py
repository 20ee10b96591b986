from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_htmx.http import trigger_client_event

from core.button_undo import ticket_for
from core.kept_queries import kept_by_key
from core.local_time import MomentInput
from core.numbers import whole_number
from core.views import ButtonView, CreatePage, DetailPage, ListPage, UpdatePage, next_url, offer_undo
from crm.exports.interactions import InteractionExport
from crm.filters.interactions import InteractionFilterSet
from crm.forms import InteractionForm, InteractionRemoveForm, QuickLogForm
from crm.forms.fields import CompanyField
from crm.forms.interactions import MOST_COMPANIES
from crm.models import Affiliation, Company, Contact, Interaction, NextStep, Pause, RemovedInteraction
from crm.services.interactions import log_interaction, log_no_answer, save_interaction
from crm.services.removals import may_remove, remove_interaction, restore_interaction, take_back_interaction
from crm.tables.interactions import InteractionTable

# Values to keep when the form is reloaded to show a company's people.
TYPED_SO_FAR = (
    "kind",
    "outcome",
    "direction",
    "happened_at",
    "goal",
    "text",
    "what_next",
    "when",
    "due_on",
    "due_at",
    "assignee",
    "reason",
    "paused_until",
    "new_name",
    "new_role",
    "new_email",
    "new_at",
)


# Internal fields, hidden in history.
NOT_FOR_PEOPLE = frozenset({"message_id", "mail_fingerprint", "logged_again"})


class InteractionList(ListPage):
    permission_required = "crm.view_interaction"
    title = _("Kontakter")
    model = Interaction
    table_class = InteractionTable
    filterset_class = InteractionFilterSet
    export_class = InteractionExport
    export_asks = True
    create_url_name = "crm:interaction_create"
    create_permission = "crm.add_interaction"
    create_label = _("Logga kontakt")
    bulk_url_name = "crm:interaction_bulk"
    bulk_permissions = ("crm.change_interaction",)
    empty_title = _("Inga kontakter än")
    empty_text = _("Logga ditt första samtal eller möte: välj företag och skriv vad som sades.")

    queryset = Interaction.objects.all()
    page_rows = kept_by_key(Interaction.objects.for_row())

    def get_page_queryset(self):
        return self.page_rows

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        return kwargs | {"queryset": kwargs["queryset"].for_row()}


class QuickLog(CreatePage):
    permission_required = "crm.add_interaction"
    model = Interaction
    form_class = QuickLogForm
    template_name = "crm/interactions/quick_log.html"
    partial_template_name = "crm/interactions/_quick_log.html"
    title = _("Logga kontakt")
    submit_label = _("Logga")
    success_message = ""  # notify_logged() shows the message, with an undo where possible
    logged_message = _("Kontakten är loggad.")

    def post(self, request, *args, **kwargs):
        if "refresh" in request.POST:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"dropped": context["form"].dropped(), "back": next_url(self.request)}

    def leave(self, url):
        """In a dialog on a page, close it and let that page refresh."""
        if self.request.htmx and next_url(self.request):
            return trigger_client_event(HttpResponse(status=HTTPStatus.NO_CONTENT), "dialog-done")
        return super().leave(url)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"user": self.request.user}
        if "refresh" in self.request.POST:
            for given in ("data", "files"):  # do not validate when only the people are requested
                kwargs.pop(given, None)
        return kwargs

    def get_initial(self):
        """Preset company, person and completed step from the request."""
        asked = self.request.POST or self.request.GET
        initial = {name: asked[name] for name in TYPED_SO_FAR if name in asked}
        if "happened_at" in initial:
            initial["happened_at"] = MomentInput().value_from_datadict(asked, {}, "happened_at")
        step = NextStep.objects.open().filter(pk=whole_number(asked.get("step"))).first()
        company = whole_number(asked.get("company")) or (step and step.company_id) or _company_typed(asked)
        contact = whole_number(asked.get("contact")) or (step and step.contact_id)
        if company:
            initial["company"] = company
        initial |= {name: more for name, more in _more_companies(asked).items() if more}
        if "refresh" in self.request.POST and "contacts" in asked:
            initial["contacts"] = asked.getlist("contacts")
        elif contact := contact or _first_contact(company):
            initial["contacts"] = [contact]
        if step:
            initial["completes"] = [step.pk]
        return initial

    def save(self, form):
        data = form.cleaned_data
        done_before = [step for step in data["completes"] if step.done_at]
        logged = log_interaction(
            by=self.request.user,
            companies=form.companies(),
            contacts=data["contacts"],
            newcomer=form.newcomer,
            completes=data["completes"],
            next_up=form.next_up,
            **form.row_fields(),
        )
        for step in done_before:
            messages.info(self.request, _("Steget %(step)s var redan avklarat.") % {"step": step})
        self.notify_logged(logged, form, ticked=len(done_before) < len(data["completes"]))
        return logged

    def notify_logged(self, logged: Interaction, form, *, ticked: bool):
        """State what else was saved or is still open, and offer undo of it all, unless a person was registered."""
        words = self.logged_message
        if ticked and logged.reached_nobody:
            words, ticked = _("Loggat att ingen svarade. Nästa steg ligger kvar."), False
        if form.newcomer:
            words = _("Kontakten är loggad, och %(person)s är registrerad.") % {"person": form.cleaned_data["new_name"]}
        words = " ".join([str(words), *written_besides(logged)])
        if form.newcomer:
            messages.success(self.request, words)
            return
        rows = [*logged.completed, *([logged.decided] if logged.decided else [])]
        permissions = ("crm.add_interaction",)
        query = {"also": ticket_for(*rows, by=self.request.user, permissions=permissions)} if rows else None
        offer_undo(self.request, words, reverse("crm:interaction_take_back", args=[logged.pk], query=query))

    def get_success_url(self):
        return next_url(self.request) or self.object.companies.first().get_absolute_url()


class QuickLogPeople(PermissionRequiredMixin, TemplateView):
    """The people and open steps of the chosen companies, as a fragment of the form."""

    permission_required = "crm.add_interaction"
    template_name = "crm/interactions/_quick_log_people.html"
    form_class = QuickLogForm

    def get_form_kwargs(self):
        return {"data": self.request.GET.copy(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        form = self.form_class(**self.get_form_kwargs())
        dropped = form.dropped()
        for name, rows in dropped.items():
            gone = {str(row.pk) for row in rows}
            form.data.setlist(name, [each for each in form.data.getlist(name) if each not in gone])
        if not form.data.getlist("contacts"):
            form.data.setlist("contacts", self.whom_to_choose(form))
        return super().get_context_data(form=form, dropped=dropped, **kwargs)

    def whom_to_choose(self, form) -> list[int]:
        first = _first_contact(whole_number(form.data.get("company_0")))
        return [first] if first else []


class InteractionDetail(DetailPage):
    permission_required = "crm.view_interaction"
    template_name = "crm/interactions/detail.html"
    hidden_in_history = NOT_FOR_PEOPLE
    context_object_name = "interaction"

    def get_queryset(self):
        return Interaction.objects.for_timeline().prefetch_related("next_steps__assignee")

    def get_context_data(self, **kwargs):
        may_see = self.request.user.has_perm("crm.view_document")
        return super().get_context_data(
            documents=self.object.documents.kept() if may_see else [],
            may_remove=may_remove(self.object, user=self.request.user),
            **kwargs,
        )


class InteractionDelete(UpdatePage):
    """Remove a contact logged by mistake or on the wrong company."""

    permission_required = "crm.add_interaction"
    model = Interaction
    form_class = InteractionRemoveForm
    title = _("Ta bort kontakt")
    intro = _(
        "Kontakten försvinner ur loggen hos alla företag som den gäller. Steg som bestämdes då ligger kvar, och steg "
        "som blev klara då är fortfarande klara: de kan öppnas igen under Det som har hänt på företagets sida."
    )
    submit_label = _("Ta bort")

    def get_object(self, queryset=None):
        interaction = super().get_object(queryset)
        if not may_remove(interaction, user=self.request.user):
            raise PermissionDenied
        return interaction

    def save(self, form):
        self.company = form.instance.companies.first()
        removed = remove_interaction(form.instance, by=self.request.user)
        offer_undo(self.request, _("Kontakten är borttagen."), reverse("crm:interaction_restore", args=[removed.pk]))
        return self.company

    def get_success_url(self):
        return self.company.get_absolute_url()


class InteractionEdit(UpdatePage):
    permission_required = "crm.change_interaction"
    model = Interaction
    form_class = InteractionForm
    template_name = "crm/interactions/edit.html"
    partial_template_name = "crm/interactions/_form.html"
    title = _("Ändra kontakt")
    success_message = _("Ändringarna är sparade.")

    def save(self, form):
        return save_interaction(
            form.instance, companies=form.companies(), contacts=form.cleaned_data["contacts"], **form.row_fields()
        )


class InteractionRestore(ButtonView):
    permission_required = "crm.add_interaction"
    message = _("Kontakten står i loggen igen.")

    def press(self, request, pk):
        self.restored = restore_interaction(get_object_or_404(RemovedInteraction, pk=pk), by=request.user)

    def notify(self, request, pk):
        offer_undo(request, self.message, reverse("crm:interaction_take_back", args=[self.restored.pk]))


class NoAnswer(ButtonView):
    permission_required = "crm.add_interaction"

    def press(self, request, pk):
        contact = Contact.objects.filter(pk=whole_number(request.POST.get("contact"))).first()
        company = get_object_or_404(Company, pk=pk)
        self.made = self.logged = log_no_answer(by=request.user, company=company, contact=contact)

    def notify(self, request, pk):
        words = _("Loggat att ingen svarade.")
        if NextStep.objects.open().filter(company=pk).exists():
            words = _("Loggat att ingen svarade. Nästa steg ligger kvar.")
        offer_undo(request, words, reverse("crm:interaction_take_back", args=[self.logged.pk]))


class InteractionTakeBack(ButtonView):
    """The undo of a logged contact, without confirmation; InteractionDelete asks first.

    `also` in the address is the ticket of what was written with it.
    """

    permission_required = "crm.add_interaction"
    message = _("Kontakten är borttagen ur loggen.")

    def press(self, request, pk):
        logged, ticket = get_object_or_404(Interaction, pk=pk), request.GET.get("also", "")
        self.removed = take_back_interaction(logged, by=request.user, ticket=ticket)

    def notify(self, request, pk):
        if "also" in request.GET:
            messages.success(request, _("Kontakten är borttagen ur loggen, och stegen är som de var."))
            return
        offer_undo(request, self.message, reverse("crm:interaction_restore", args=[self.removed.pk]))


def written_besides(logged: Interaction) -> list[str]:
    """What logging it wrote besides, in sentences."""
    words = [gettext("Steget %(step)s är klart.") % {"step": step} for step in logged.completed]
    decided = logged.decided
    if isinstance(decided, Pause):
        words.append(gettext("Pausat till och med %(day)s.") % {"day": decided.until})
    elif decided:
        words.append(gettext("Nytt steg: %(step)s den %(day)s.") % {"step": decided, "day": decided.due_on})
    return words


def _first_contact(company: int | None) -> int | None:
    first = Affiliation.objects.current_on(timezone.localdate()).filter(company=company, is_primary=True).first()
    return first and first.contact_id


def _more_companies(data) -> dict[str, int | None]:
    """The further companies of a form reloaded without JavaScript."""
    names = {name.removesuffix("_1") for name in data if name.startswith("company_") and name.count("_") == 2}
    return {name: _company_typed(data, name) for name in sorted(names)[:MOST_COMPANIES]}


def _company_typed(data, name: str = "company") -> int | None:
    """The company chosen or typed; without JavaScript it is typed before its people are requested."""
    try:
        company = CompanyField(required=False).clean([data.get(f"{name}_0"), data.get(f"{name}_1")])
    except ValidationError:
        return None
    return company and company.pk
