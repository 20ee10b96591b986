"""What came in the mailbox and waits for somebody, the rules, and how the reading goes."""

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from core.audit import record
from core.job_queue import start_job
from core.models import AuditKind, KeptKind
from core.retention import days_kept
from core.stored_files import GONE
from core.views import (
    ButtonView,
    CreatePage,
    DeletePage,
    DetailPage,
    FormPage,
    JobButton,
    ListPage,
    UpdatePage,
)
from core.views.generic import offer_undo
from inbox.exports import InboundExport, RuleExport
from inbox.filters import InboundFilterSet, RuleFilterSet
from inbox.forms.mailbox import InboundContactForm, NeverLogForm, RuleForm
from inbox.imap import MailboxTrouble, mailbox_address
from inbox.mailreader import Mail
from inbox.models import InboundMail, InboundState, Mailbox, MailRule
from inbox.queries import mail_in, mailbox_numbers, recognise
from inbox.services.email_to_log import add_sender, draft_of, names_of
from inbox.services.inbound import never_log, save_rule, take_back, throw_away
from inbox.tables import InboundTable, RuleTable

SEE = "inbox.view_inboundmail"
CHANGE = "inbox.change_inboundmail"
KEEP_RULES = "inbox.add_mailrule"


class InboundList(ListPage):
    permission_required = SEE
    title = _("Inkomna mejl")
    model = InboundMail
    table_class = InboundTable
    filterset_class = InboundFilterSet
    export_class = InboundExport
    export_asks = True
    above_template = "inbox/_mailbox_state.html"
    links = (
        ("inbox:mailbox", "inbox.view_mailbox", _("Brevlådan")),
        ("inbox:rule_list", "inbox.view_mailrule", _("Regler för mejl")),
        ("inbox:mail_create", "crm.add_interaction", _("Logga ett mejl för hand")),
    )
    empty_title = _("Inga mejl väntar")
    empty_text = _("Det som kommer till brevlådan och inte loggas av sig självt hamnar här, så att någon ser efter.")

    def get_queryset(self):
        return InboundMail.objects.full().for_table()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**mailbox_state(), **kwargs)


def mailbox_state() -> dict:
    """What is set, and how it went last. One query with a mailbox, else none."""
    trouble, address = "", None
    try:
        address = mailbox_address()
    except MailboxTrouble as error:
        trouble = str(error)
    box = address and Mailbox.objects.filter(name=address.name).first()
    return {"address": address, "box": box, "trouble": trouble or (box.error if box else "")}


class InboundPage:
    """A page about one message that is not emptied."""

    def get_queryset(self):
        return InboundMail.objects.full().for_table()


class InboundDetail(InboundPage, DetailPage):
    permission_required = SEE
    template_name = "inbox/inbound_detail.html"
    context_object_name = "mail"

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        may = user.has_perm(CHANGE)
        parsed = Mail.from_json(row.parsed) if row.parsed else None
        return super().get_context_data(
            parsed=parsed,
            guess=recognise(parsed) if parsed and row.is_waiting else None,
            kept_days=days_kept(KeptKind.INBOUND),
            may_log=may and row.can_be_logged and user.has_perm("crm.add_interaction"),
            may_add=may and row.can_be_logged and bool(row.sender) and user.has_perm("crm.add_contact"),
            may_forbid=row.is_waiting and bool(row.sender) and user.has_perm(KEEP_RULES),
            may_throw=may and row.may_become(InboundState.THROWN),
            may_take_back=may and row.may_become(InboundState.WAITING),
            **kwargs,
        )


class InboundFile(PermissionRequiredMixin, View):
    """The message as it came, to be opened in a mail program; never shown by the browser."""

    permission_required = SEE

    def get(self, request, pk):
        row = get_object_or_404(InboundMail.objects.full().exclude(file=""), pk=pk)
        try:
            file = row.file.open("rb")
        except GONE:
            raise Http404 from None
        record(AuditKind.DOWNLOAD, by=request.user, subject=row, words=str(row))
        response = FileResponse(file, as_attachment=True, filename="mejl.eml", content_type="message/rfc822")
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        return response


class OneOfMailbox(ButtonView):
    permission_required = CHANGE

    def row(self, pk) -> InboundMail:
        return get_object_or_404(InboundMail.objects.full(), pk=pk)

    def get_home_url(self):
        return reverse("inbox:inbound_list")


class InboundLog(OneOfMailbox):
    """Open the message as a draft of one's own, with what was recognised filled in."""

    permission_required = (CHANGE, "crm.add_interaction")
    draft = None

    def press(self, request, pk):
        row = self.row(pk)
        if not row.can_be_logged:
            raise Http404
        self.draft = draft_of(row, by=request.user)

    def notify(self, request, pk):
        """The page that it leads to says all."""

    def leave(self, url):
        return HttpResponseRedirect(self.draft.get_absolute_url()) if self.draft else super().leave(url)


class InboundThrow(OneOfMailbox):
    def press(self, request, pk):
        throw_away(self.row(pk), by=request.user)

    def notify(self, request, pk):
        offer_undo(request, gettext("Mejlet är kastat."), reverse("inbox:inbound_take_back", args=[pk]))


class InboundTakeBack(OneOfMailbox):
    message = _("Mejlet väntar igen.")

    def press(self, request, pk):
        take_back(self.row(pk), by=request.user)


class AboutMessage(FormPage, FormView):
    """A form about a message that waits; another one leads to its page."""

    @cached_property
    def row(self) -> InboundMail:
        return get_object_or_404(InboundMail.objects.full().exclude(sender=""), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if not self.row.is_waiting:
            return HttpResponseRedirect(self.row.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_cancel_url(self):
        return self.row.get_absolute_url()


class InboundContact(AboutMessage):
    """Then the message is opened to be logged: its sender is known now."""

    permission_required = (CHANGE, "crm.add_contact", "crm.add_interaction")
    form_class = InboundContactForm
    title = _("Gör avsändaren till kontakt")
    submit_label = _("Registrera och logga mejlet")
    success_message = _("Personen är registrerad.")

    def get_initial(self):
        mail = mail_in(self.row)
        first, last = names_of(mail.sender)
        companies = recognise(mail).companies
        return {
            "first_name": first,
            "last_name": last,
            "email": mail.sender.email,
            "company": companies[0].pk if companies else None,
        }

    def save(self, form):
        contact, self.draft = add_sender(self.row, by=self.request.user, **form.cleaned_data)
        return contact

    def get_success_url(self):
        return self.draft.get_absolute_url()


class InboundNever(AboutMessage):
    permission_required = (CHANGE, KEEP_RULES)
    form_class = NeverLogForm
    title = _("Logga aldrig mejl härifrån")
    intro = _("Det som kommer härifrån sorteras undan, också det som redan väntar. Regeln går att ta bort.")
    submit_label = _("Logga aldrig")
    success_message = _("Mejl därifrån loggas inte.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"row": self.row}

    def save(self, form):
        return never_log(self.row, pattern=form.cleaned_data["pattern"], by=self.request.user)

    def get_success_url(self):
        return reverse("inbox:inbound_list")


# --- Rules -----------------------------------------------------------------------------------------


class RuleList(ListPage):
    permission_required = "inbox.view_mailrule"
    title = _("Regler för mejl")
    model = MailRule
    table_class = RuleTable
    filterset_class = RuleFilterSet
    export_class = RuleExport
    export_asks = True
    fixed_columns = ("change",)
    create_url_name = "inbox:rule_create"
    create_permission = KEEP_RULES
    create_label = _("Ny regel")
    links = (("inbox:inbound_list", SEE, _("Inkomna mejl")),)
    empty_title = _("Inga regler")
    empty_text = _("Utan regel väntar mejl utifrån på någon. En regel kan logga dem direkt, eller aldrig.")

    def get_queryset(self):
        return MailRule.objects.select_related("user")


class RulePage:
    model = MailRule

    def get_success_url(self):
        return reverse("inbox:rule_list")

    get_cancel_url = get_success_url


class RuleFormPage(RulePage):
    form_class = RuleForm

    def save(self, form):
        return save_rule(form.instance, by=self.request.user)


class RuleCreate(RuleFormPage, CreatePage):
    permission_required = KEEP_RULES
    title = _("Ny regel för mejl")
    intro = _("Den närmaste regeln gäller: adressen går före domänen, och domänen före alla.")
    success_message = _("Regeln är sparad.")

    def get_initial(self):
        return {"user": self.request.user.pk}


class RuleEdit(RuleFormPage, UpdatePage):
    permission_required = "inbox.change_mailrule"
    title = _("Ändra regel för mejl")
    success_message = _("Ändringarna är sparade.")


class RuleDelete(RulePage, DeletePage):
    permission_required = "inbox.delete_mailrule"
    title = _("Ta bort regeln")
    intro = _("Mejl därifrån väntar sedan på att någon loggar dem. Det som är loggat står kvar.")
    success_message = _("Regeln är borttagen.")


# --- How it goes -----------------------------------------------------------------------------------


class MailboxPage(PermissionRequiredMixin, TemplateView):
    permission_required = "inbox.view_mailbox"
    template_name = "inbox/mailbox.html"
    extra_context = {"title": _("Brevlådan")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **mailbox_state(),
            numbers=mailbox_numbers(),
            server=settings.MAILBOX_AUTHSERV,
            copies_to=settings.MAILBOX_SECRET_ADDRESS,
            done_folder=settings.MAILBOX_DONE_FOLDER,
            kept_days=days_kept(KeptKind.INBOUND),
            **kwargs,
        )


class MailboxRead(JobButton):
    permission_required = "inbox.view_mailbox"
    message = _("Brevlådan läses.")

    def press(self, request, pk):
        self.job = start_job("mailbox", owner=request.user, title=gettext("Läs brevlådan"))
