import datetime as dt

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kept_queries import kept_by_key
from core.recently_viewed import RemembersMixin
from core.views import ButtonView, CreatePage, DetailPage, ListPage, PartlyEditPage, UpdatePage, next_url
from crm.exports.sponsorships import SponsorshipExport
from crm.filters.sponsorships import SponsorshipFilterSet
from crm.forms import (
    CorrectEndForm,
    CorrectionForm,
    DeclineForm,
    EndForm,
    SignedSponsorshipForm,
    SignForm,
    SponsorshipForm,
    TakeBackEndForm,
    UnsignForm,
)
from crm.models import OPEN, SIGNED_IS_FROZEN, Company, Sponsorship, SponsorshipPhase, Stage
from crm.queries.delivery_overviews import taken_away
from crm.queries.documents import documents_shown
from crm.queries.partners import offer_for
from crm.queries.renewals import chain_of, story_of, term_changes
from crm.services.deliveries import to_be_promised
from crm.services.discarding import may_discard
from crm.services.sponsorships import (
    Terms,
    TransitionNotAllowed,
    create_sponsorship,
    decline_sponsorship,
    end_sponsorship,
    move_sponsorship,
    sign_sponsorship,
    update_sponsorship,
)
from crm.services.undo_signing import correct_end, take_back_end, unsign_sponsorship
from crm.tables.deliveries import PromisedTable, ToBePromisedTable
from crm.tables.renewals import AmendmentTable
from crm.tables.sponsorships import SponsorshipTable, YearsTable
from crm.views.renewals import SPONSORSHIP_TABS


class SponsorshipList(ListPage):
    """Sponsorships in force on a day or in a period, with their amounts; finance relies on it."""

    permission_required = "crm.view_sponsorship"
    title = _("Sponsorskap")
    tabs = SPONSORSHIP_TABS
    model = Sponsorship
    table_class = SponsorshipTable
    filterset_class = SponsorshipFilterSet
    export_class = SponsorshipExport
    optional_columns = ("kind",)  # hidden by default, to fit a common screen
    has_totals = True
    bulk_url_name = "crm:sponsorship_bulk"
    bulk_permissions = ("crm.change_sponsorship", "crm.change_payment_note")
    create_url_name = "crm:sponsorship_create"
    create_permission = "crm.add_sponsorship"
    create_label = _("Nytt sponsorskap")
    links = (("finance:known_list", "crm.view_sponsorshipevent", _("Som de var kända")),)
    twin_url_name = "crm:pipeline"
    twin_label = _("Visa som tavla")
    twin_icon = "view-columns"
    empty_title = _("Inga sponsorskap än")
    empty_text = _("Börja en dialog: välj företag, mål och nivå. Belopp och period kan komma senare.")

    queryset = Sponsorship.objects.all()
    page_rows = kept_by_key(Sponsorship.objects.for_row())
    page_rows_with_kind = kept_by_key(Sponsorship.objects.for_row().with_kind())

    def get_page_queryset(self):
        return self.page_rows_with_kind if "kind" in self.chosen_columns() else self.page_rows

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"period": self.filterset.period, "day": self.filterset.day}

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        return kwargs | {
            "queryset": kwargs["queryset"].for_workbook(),
            "period": self.filterset.period,
            "day": self.filterset.day,
            "sums": self.get_totals(),
        }

    def get_totals(self):
        return self.filterset.sums(self.object_list)


class SponsorshipCreate(CreatePage):
    permission_required = "crm.add_sponsorship"
    model = Sponsorship
    form_class = SponsorshipForm
    title = _("Nytt sponsorskap")
    submit_label = _("Börja dialogen")
    success_message = _("Sponsorskapet är upplagt. Teckna det när ni är överens.")

    def get_initial(self):
        year = timezone.localdate().year + 1
        asked = self.request.GET
        return {
            "company": asked.get("company"),
            "goal": asked.get("goal"),
            "tier": asked.get("tier"),
            "owner": self.request.user.pk,
            "starts": asked.get("starts") or dt.date(year, 1, 1),
            "ends": asked.get("ends") or dt.date(year, 12, 31),
        }

    def save(self, form):
        return create_sponsorship(another=form.cleaned_data.get("another", False), **_chosen(form))


class SponsorshipEdit(PartlyEditPage):
    model = Sponsorship
    title = _("Ändra sponsorskap")
    success_message = _("Ändringarna är sparade.")

    def get_context_data(self, **kwargs):
        intros = {
            SignedSponsorshipForm: SIGNED_IS_FROZEN,
            CorrectionForm: _(
                "Sponsorskapet är tecknat. Rätta bara det som är fel; historiken visar vem och varför. "
                "Motprestationerna följer mål, nivå och period; det som är levererat står kvar."
            ),
        }
        return super().get_context_data(intro=intros.get(self.get_form_class(), ""), **kwargs)

    def get_form_class(self):
        if not self.object.is_signed:
            return SponsorshipForm
        may_correct = self.request.user.has_perm("crm.change_signed_sponsorship")
        return CorrectionForm if may_correct else SignedSponsorshipForm

    def save(self, form):
        options = {"reason": form.cleaned_data.get("reason", ""), "another": form.cleaned_data.get("another", False)}
        return update_sponsorship(form.instance, by=self.request.user, **options, **_chosen(form))


def _chosen(form) -> dict:
    """The values of the fields the form has."""
    return {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields}


class SponsorshipDetail(RemembersMixin, DetailPage):
    permission_required = "crm.view_sponsorship"
    template_name = "crm/sponsorships/detail.html"
    context_object_name = "sponsorship"

    def get_queryset(self):
        terms = "renews__goal", "renews__tier", "renews__company"
        return (
            Sponsorship.objects.with_kind()
            .for_table()
            .with_terms()
            .select_related("signed_by", "lapse_reason", *terms)
            .prefetch_related("renews__amendments", "successors")
        )

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        sponsorship = self.object
        may_correct = self.request.user.has_perm("crm.change_signed_sponsorship")
        return super().get_context_data(
            today=today,
            phase=sponsorship.phase_on(today),
            offer=offer_for(sponsorship),
            deliveries=PromisedTable(sponsorship.deliveries.all()),
            taken_away=taken_away(sponsorship),
            open_stages=[Stage(stage) for stage in OPEN],
            **documents_shown(sponsorship, user=self.request.user),
            years=YearsTable(sponsorship.amounts_by_year()),
            amendments=AmendmentTable(sponsorship.amendments.all(), may_remove=may_correct),
            yearly=sponsorship.yearly_on(today),
            lapsed=sponsorship.phase_on(today) == SponsorshipPhase.ENDED and not sponsorship.has_signed_successor,
            may_lapse=sponsorship.may_lapse_on(today),
            chain=chain_of(sponsorship),
            term_changes=term_changes(sponsorship),
            next_steps=sponsorship.next_steps.open().with_people().with_who_left(today),
            pauses=sponsorship.pauses.current_on(today).select_related("made_by", "sponsorship"),
            changes=story_of(sponsorship),
            days_in_stage=sponsorship.days_in_stage(today),
            may_discard=not sponsorship.is_signed and may_discard(sponsorship, user=self.request.user),
            **kwargs,
        )


class StageFormPage(UpdatePage):
    """A change of stage that needs a form. Returns to the page given by `next`."""

    def get_success_url(self):
        return next_url(self.request) or super().get_success_url()

    def get_cancel_url(self):
        return next_url(self.request) or super().get_cancel_url()


class SponsorshipSign(StageFormPage):
    permission_required = "crm.sign_sponsorship"
    model = Sponsorship
    form_class = SignForm
    template_name = "crm/sponsorships/sign.html"
    partial_template_name = "crm/sponsorships/_sign.html"
    title = _("Teckna sponsorskap")
    intro = _(
        "Nivå, belopp och motprestationer fryses som de är nu. Senare ändringar av erbjudandet påverkar inte avtalet."
    )
    submit_label = _("Teckna")
    success_message = _("Sponsorskapet är tecknat.")

    def get_context_data(self, **kwargs):
        offer = offer_for(self.object)
        rows = to_be_promised(self.object, offer.benefits.all()) if offer else []
        promised = [
            {"text": each.text, "quantity": each.quantity, "market_value": each.market_value, "due_on": due_on}
            for each, due_on in rows
        ]
        return super().get_context_data(promised=ToBePromisedTable(promised), **kwargs)

    def get_initial(self):
        offer = offer_for(self.object)
        before = self.object.renews
        initial = {"signed_by": before.signed_by_id} if before else {}
        if self.object.amount is None and offer:
            initial["amount"] = offer.yearly_amount
        return initial

    def save(self, form):
        data = form.cleaned_data
        return sign_sponsorship(
            form.instance,
            signed_on=data["signed_on"],
            terms=Terms(data["starts"], data["ends"], data["amount"], data["notice_days"]),
            signed_by=data["signed_by"],
            unpaid=data.get("unpaid", False),
            completes=data.get("completes", ()),
            by=self.request.user,
        )


class SponsorshipDecline(StageFormPage):
    permission_required = "crm.change_sponsorship"
    model = Sponsorship
    form_class = DeclineForm
    title = _("Avböjt")
    intro = _("Företaget tackade nej. Skälet hjälper den som frågar nästa gång.")
    submit_label = _("Spara som avböjt")
    success_message = _("Dialogen är avslutad som avböjd.")

    def save(self, form):
        return decline_sponsorship(form.instance, reason=form.cleaned_data["reason"])

    def get_success_url(self):
        """After a declined renewal, go to the page that asks why the agreement is not renewed."""
        before = self.object.renews
        if before and before.may_lapse_on(timezone.localdate()) and self.request.user.has_perm("crm.end_sponsorship"):
            messages.info(self.request, _("Skriv också varför avtalet inte förnyas, så frågar ingen igen."))
            return reverse("crm:sponsorship_lapse", args=[before.pk])
        return super().get_success_url()


class SponsorshipEnd(StageFormPage):
    permission_required = "crm.end_sponsorship"
    model = Sponsorship
    form_class = EndForm
    title = _("Avsluta i förtid")
    intro = _("Sponsorskapet gäller till och med sista dagen. Platsen blir ledig dagen efter.")
    submit_label = _("Avsluta")
    success_message = _("Sponsorskapet är avslutat i förtid.")

    def save(self, form):
        return end_sponsorship(form.instance, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"])


class SponsorshipUnsign(StageFormPage):
    permission_required = "crm.unsign_sponsorship"
    model = Sponsorship
    form_class = UnsignForm
    title = _("Ångra tecknandet")
    intro = _(
        "För den som tecknade fel. Sponsorskapet blir ett förslag igen och platsen blir ledig. "
        "Historiken visar vem och varför."
    )
    submit_label = _("Ångra tecknandet")
    success_message = _("Tecknandet är ångrat.")

    def get_context_data(self, **kwargs):
        if before := self.object.replaces:
            words = _(
                "Nivåbytet tas tillbaka: det här sponsorskapet avböjs, och %(number)s gäller igen till och med "
                "%(ends)s med det som var utlovat där. Historiken visar vem och varför."
            )
            kwargs["title"] = kwargs["submit_label"] = _("Ta tillbaka nivåbytet")
            kwargs["intro"] = words % {"number": before.agreement_no, "ends": before.ends}
        return super().get_context_data(**kwargs)

    def save(self, form):
        return unsign_sponsorship(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])


class SponsorshipTakeBackEnd(StageFormPage):
    permission_required = "crm.end_sponsorship"
    model = Sponsorship
    form_class = TakeBackEndForm
    title = _("Ta tillbaka slutet")
    intro = _(
        "För det som avslutades av misstag. Sponsorskapet gäller igen till sitt avtalade slut, om platsen är ledig, "
        "och det som föll bort är utlovat igen. Historiken visar vem och varför."
    )
    submit_label = _("Ta tillbaka slutet")
    success_message = _("Sponsorskapet gäller igen till sitt avtalade slut.")

    def save(self, form):
        return take_back_end(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])


class SponsorshipCorrectEnd(StageFormPage):
    permission_required = "crm.end_sponsorship"
    model = Sponsorship
    form_class = CorrectEndForm
    title = _("Rätta slutet")
    intro = _(
        "För en sista dag eller ett skäl som blev fel. Historiken visar vad som stod, vem som rättade och varför."
    )
    submit_label = _("Rätta")
    success_message = _("Slutet är rättat.")

    def save(self, form):
        data = form.cleaned_data
        asked = {name: data[name] for name in ("on", "closing_reason", "reason")}
        return correct_end(form.instance, by=self.request.user, **asked)


def rows_of_move(moved: Sponsorship) -> list[Sponsorship | Company]:
    """Rows changed by a move: the dialogue, and its company if the move reactivated an ended one."""
    company = Company.objects.get(pk=moved.company_id)
    return [moved] if company.version == moved.company.version else [moved, company]


class SponsorshipMove(ButtonView):
    permission_required = "crm.change_sponsorship"
    message = _("Steget är ändrat.")

    def press(self, request, pk):
        stage = request.POST.get("stage", "")
        if stage not in OPEN:
            raise TransitionNotAllowed
        sponsorship = get_object_or_404(Sponsorship.objects.select_related("company"), pk=pk)
        return rows_of_move(move_sponsorship(sponsorship, to=Stage(stage)))
