"""A sponsor's pages: own details and logo, what was promised and delivered, and the answer about renewing."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.views.pictures import picture_response
from crm.models import Company, Delivery, Proof, Sponsorship
from workplaces.forms.sponsors import DetailsForm, RenewalAnswerForm
from workplaces.models import LinkKind, RenewalAnswer
from workplaces.queries import PROPOSALS_SHOWN
from workplaces.services.proposals import propose
from workplaces.services.sponsors import answer_renewal, renewable
from workplaces.views.by_link import LinkFormPage, LinkView

DELIVERIES_SHOWN = 60


class BySponsor:
    kind = LinkKind.SPONSOR
    home = "workplace:sponsor"

    @cached_property
    def company(self) -> Company:
        return get_object_or_404(Company, pk=self.link.company_id)

    def common(self):
        return super().common() | {"company": self.company}


class SponsorHome(BySponsor, LinkView):
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        deliveries = Delivery.objects.filter(sponsorship__company=self.company).exclude(state="void")
        deliveries = deliveries.filter(sponsorship__in=Sponsorship.objects.signed())
        answers = RenewalAnswer.objects.filter(sponsorship__company=self.company).order_by("answered_at", "pk")
        given = {answer.sponsorship_id: answer for answer in answers}
        context = self.common() | {
            "deliveries": deliveries.select_related("sponsorship__goal")
            .prefetch_related(Prefetch("proofs", Proof.objects.order_by("pk")))
            .order_by("-sponsorship__starts", "position", "pk")[:DELIVERIES_SHOWN],
            "agreements": [(agreement, given.get(agreement.pk)) for agreement in renewable(self.link)],
            "proposals": self.link.proposals.order_by("-made_at", "-pk")[:PROPOSALS_SHOWN],
            "happened": request.GET.get("klar", ""),
        }
        return render(request, "workplaces/by_link/sponsor.html", context)


class DetailsChange(BySponsor, LinkFormPage):
    form_class = DetailsForm
    title = _("Era uppgifter")
    intro = _("Ändringarna gäller när vi har läst och godkänt dem.")
    submit_label = _("Skicka")
    done = "vantar"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Company.objects.get(pk=self.company.pk)}

    def save(self, form):
        self.link.company = Company.objects.get(pk=self.company.pk)  # the form's own has the new values
        propose(self.link, wanted=form.wanted, logo=form.cleaned_data["logo"])


class RenewalReply(BySponsor, LinkFormPage):
    form_class = RenewalAnswerForm
    title = _("Vill ni fortsätta?")
    submit_label = _("Svara")
    done = "svar"

    @cached_property
    def agreement(self) -> Sponsorship:
        return get_object_or_404(renewable(self.link), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        agreement = self.agreement
        words = _("%(goal)s, %(tier)s, till och med %(day)s.")
        intro = words % {"goal": agreement.goal, "tier": agreement.tier, "day": agreement.ends.isoformat()}
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form):
        answer_renewal(self.link, sponsorship=self.agreement, **form.cleaned_data)


class ProofPicture(BySponsor, LinkView):
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        own = Proof.objects.filter(delivery__sponsorship__company=self.company).exclude(image="")
        return picture_response(request, get_object_or_404(own, pk=kwargs["pk"]).image)


class Logo(BySponsor, LinkView):
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        return picture_response(request, get_object_or_404(Company.objects.exclude(logo=""), pk=self.company.pk).logo)
