from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.field_permissions import who_may
from core.views import ActionPage, ButtonView, CreatePage, ListPage, UpdatePage, next_url, offer_undo
from crm.exports.renewals import LapseExport, RenewalExport
from crm.filters.renewals import LapseFilterSet, RenewalFilterSet
from crm.forms import AmendmentForm, AmendmentRemoveForm, LapseForm, RenewalForm, TierChangeForm
from crm.models import LapseReason, Sponsorship, SponsorshipAmendment
from crm.queries.renewals import renewal_share
from crm.services.amendments import amend_sponsorship, change_tier, remove_amendment
from crm.services.renewals import RenewalBegun, record_lapse, renew_sponsorship, renewal_terms, withdraw_lapse
from crm.tables.renewals import LapseTable, RenewalTable

SPONSORSHIP_TABS = (
    ("crm:sponsorship_list", _("Alla")),
    ("crm:renewal_list", _("Förnyelser")),
    ("crm:lapse_list", _("Förnyade inte")),
)


class RenewalList(ListPage):
    """Running sponsorships by day of notice."""

    permission_required = "crm.view_sponsorship"
    title = _("Förnyelser")
    tabs = SPONSORSHIP_TABS
    model = Sponsorship
    table_class = RenewalTable
    filterset_class = RenewalFilterSet
    export_class = RenewalExport
    empty_title = _("Inget att förnya")
    empty_text = _("När ett sponsorskap är tecknat står det här, med dagen då ni behöver ha pratat om nästa period.")

    def get_queryset(self):
        rows = Sponsorship.objects.for_table().with_terms()
        return rows.select_related("lapse_reason").prefetch_related("successors")

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class LapseList(ListPage):
    """Sponsorships that ended without renewal, and the renewal rate."""

    permission_required = "crm.view_sponsorship"
    title = _("Förnyade inte")
    tabs = SPONSORSHIP_TABS
    model = Sponsorship
    table_class = LapseTable
    filterset_class = LapseFilterSet
    export_class = LapseExport
    above_template = "crm/renewals/_renewal_share.html"
    links = (("crm:lapse_reason_list", "crm.change_lapsereason", _("Skäl att välja mellan")),)
    empty_title = _("Inget har tagit slut utan att förnyas")
    empty_text = _("Det som slutar utan att förnyas hamnar här, så att ni kan skriva varför eller börja om.")

    def get_queryset(self):
        over = Sponsorship.objects.for_table().with_terms()
        return over.select_related("lapse_reason").prefetch_related("successors")

    def get_context_data(self, **kwargs):
        share = renewal_share(self.filterset.over)
        return super().get_context_data(
            share=share,
            words=self.words(),
            reasons=LapseReason.objects.all(),
            # Offer the workbook even if the list is empty: it holds the renewal rate.
            has_more_to_export=share.over,
            **kwargs,
        )

    def words(self) -> str:
        """The exact definition of the figures."""
        first, last = self.filterset.period
        return gettext(
            "Tog slut: tecknade sponsorskap vars sista dag, avtalad eller i förtid, ligger från %(first)s till och "
            "med %(last)s. Förnyade: de av dem som ett annat tecknat sponsorskap förnyar, oavsett mål, nivå och "
            "belopp. Kronor: belopp per år den sista dagen. Den som bytte nivå under perioden räknas först när det "
            "nya sponsorskapet tar slut. Det som avslutades innan det började räknas inte."
        ) % {"first": first, "last": last}

    def get_export_kwargs(self):
        return super().get_export_kwargs() | {"over": self.filterset.over, "words": self.words()}


class SponsorshipRenew(CreatePage):
    permission_required = "crm.add_sponsorship"
    model = Sponsorship
    form_class = RenewalForm
    title = _("Förnya sponsorskap")
    submit_label = _("Börja dialogen")
    success_message = _("Förnyelsen är upplagd. Teckna den när ni är överens.")

    def dispatch(self, request, *args, **kwargs):
        signed = Sponsorship.objects.for_table().with_terms().select_related("signed_by")
        self.before = get_object_or_404(signed, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """Redirect to the sponsorship if it is unsigned, or to its renewal if there is one."""
        if not self.before.is_signed:
            return HttpResponseRedirect(self.before.get_absolute_url())
        if successor := self.before.successor:
            return HttpResponseRedirect(successor.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        renewal = Sponsorship(renews=self.before, company=self.before.company, owner=self.before.owner)
        return super().get_form_kwargs() | {"instance": renewal}

    def get_initial(self):
        if not self.before.is_signed:
            return {}
        terms = renewal_terms(self.before, today=timezone.localdate())
        still_may = who_may("crm.change_sponsorship").filter(pk=self.before.owner_id).exists()
        return terms if still_may else terms | {"owner": self.request.user}

    def get_cancel_url(self):
        return self.before.get_absolute_url()

    def get_context_data(self, **kwargs):
        facts = {"sponsorship": self.before, "last_day": self.before.last_day, "signed_by": self.before.signed_by}
        words = (
            _("%(sponsorship)s gäller till och med %(last_day)s och tecknades av %(signed_by)s.")
            if self.before.signed_by
            else _("%(sponsorship)s gäller till och med %(last_day)s.")
        )
        if self.before.never_began:
            words = _("%(sponsorship)s avslutades %(last_day)s, innan det började.")
        return super().get_context_data(intro=words % facts, **kwargs)

    def save(self, form):
        terms = {name: form.cleaned_data[name] for name in form.Meta.fields}
        return renew_sponsorship(self.before, another=form.cleaned_data.get("another", False), **terms)


class SponsorshipAmend(UpdatePage):
    permission_required = "crm.sign_sponsorship"
    model = Sponsorship
    form_class = AmendmentForm
    title = _("Ändra beloppet")
    intro = _(
        "Det nya beloppet gäller från dagen du anger till periodens slut. Det som gällde innan står kvar, och varje "
        "år räknas på de dagar som vart och ett av beloppen gäller."
    )
    submit_label = _("Ändra beloppet")
    success_message = _("Beloppet är ändrat.")

    def get_queryset(self):
        return Sponsorship.objects.prefetch_related("amendments")

    def save(self, form):
        terms = {name: form.cleaned_data[name] for name in ("starts", "amount", "reason")}
        unpaid = form.cleaned_data.get("unpaid", False)
        amend_sponsorship(form.instance, by=self.request.user, unpaid=unpaid, **terms)
        return form.instance


class AmendmentRemove(ActionPage):
    permission_required = "crm.change_signed_sponsorship"
    model = SponsorshipAmendment
    form_class = AmendmentRemoveForm
    title = _("Ta bort ändringen")
    intro = _("För den som skrev fel. Beloppet före gäller igen, och historiken visar vad som togs bort.")
    submit_label = _("Ta bort")
    success_message = _("Ändringen är borttagen.")

    def get_queryset(self):
        return SponsorshipAmendment.objects.select_related("sponsorship__company")

    def get_cancel_url(self):
        return self.object.sponsorship.get_absolute_url()

    def get_success_url(self):
        return self.object.get_absolute_url()

    def save(self, form):
        return remove_amendment(self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class SponsorshipChangeTier(UpdatePage):
    permission_required = "crm.sign_sponsorship"
    model = Sponsorship
    form_class = TierChangeForm
    title = _("Byt nivå")
    intro = _(
        "Sponsorskapet avslutas dagen före och ett nytt på den nya nivån tecknas till samma slutdatum, om det finns "
        "en plats. De två hör ihop: det nya förnyar det gamla. Motprestationerna blir den nya nivåns. Det som har "
        "lovats utöver erbjudandet och är kvar följer med."
    )
    submit_label = _("Byt nivå")
    success_message = _("Nivån är bytt. Det här är det nya sponsorskapet.")

    def get_queryset(self):
        return Sponsorship.objects.select_related("company", "tier").prefetch_related("amendments")

    def save(self, form):
        terms = {name: form.cleaned_data[name] for name in ("starts", "tier", "amount", "signed_on", "reason")}
        return change_tier(form.instance, unpaid=form.cleaned_data.get("unpaid", False), **terms)


class SponsorshipLapse(UpdatePage):
    permission_required = "crm.end_sponsorship"
    model = Sponsorship
    form_class = LapseForm
    title = _("Varför förnyas det inte?")
    intro = _(
        "Sponsorskapet gäller till sitt slut, och står sedan i listan Förnyade inte. Där summeras skälen, så att ni "
        "ser vad ni kan göra något åt."
    )

    def get(self, request, *args, **kwargs):
        """Redirect to an open renewal dialogue: it must be declined first."""
        sponsorship = self.get_object()
        renewal = sponsorship.successor
        if renewal and not sponsorship.may_lapse_on(timezone.localdate()):
            messages.warning(request, RenewalBegun.message)
            return HttpResponseRedirect(renewal.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_success_url(self):
        return next_url(self.request) or super().get_success_url()

    def save(self, form):
        sponsorship = record_lapse(form.instance, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"])
        withdraw = reverse("crm:sponsorship_lapse_withdraw", args=[sponsorship.pk])
        offer_undo(self.request, _("Skälet är sparat."), withdraw)
        return sponsorship


class SponsorshipLapseWithdraw(ButtonView):
    permission_required = "crm.end_sponsorship"
    message = _("Skälet är borttaget. Sponsorskapet kan förnyas.")

    def press(self, request, pk):
        return withdraw_lapse(get_object_or_404(Sponsorship, pk=pk))
