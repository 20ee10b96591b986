"""Quick delivery: by photograph from a phone, or one benefit to many sponsors."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView

from core.kept_photos import KeptPhotoWidget
from core.numbers import whole_number
from core.ordering import in_order
from core.views.generic import FormPage
from crm.forms.deliveries import BulkForm, SnapForm
from crm.forms.fields import CompanyField
from crm.models import Company, Delivery
from crm.services.bulk_deliveries import deliver_many
from crm.services.deliveries import deliver
from goals.models import Goal

TYPED_SO_FAR = ("delivery", "text", "link", "used", "delivered_on")


def requested_company(data) -> Company | None:
    """The company chosen or typed; None if neither is valid."""
    try:
        return CompanyField(required=False).clean([data.get("company_0"), data.get("company_1")])
    except ValidationError:
        return None


class DeliveryPhoto(FormPage, FormView):
    permission_required = "crm.change_delivery"
    form_class = SnapForm
    template_name = partial_template_name = "crm/deliveries/snap.html"
    title = _("Fota leverans")
    submit_label = _("Spara som levererad")
    success_message = _("Leveransen är sparad.")

    def post(self, request, *args, **kwargs):
        if "refresh" in request.POST:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"company": self.company}
        if "refresh" in self.request.POST:
            del kwargs["data"], kwargs["files"]  # do not validate when only the choices are requested
        return kwargs

    @cached_property
    def delivery(self) -> Delivery | None:
        """The owed delivery given in the link."""
        asked = Delivery.objects.owed().filter(pk=whole_number(self.request.GET.get("delivery")))
        return asked.select_related("sponsorship__company").first()

    @cached_property
    def company(self) -> Company | None:
        if self.request.POST:
            return requested_company(self.request.POST)
        if self.delivery:
            return self.delivery.sponsorship.company
        return Company.objects.filter(pk=whole_number(self.request.GET.get("company"))).first()

    def get_initial(self):
        asked = self.request.POST
        initial = {name: asked[name] for name in TYPED_SO_FAR if name in asked}
        if asked:
            initial["image"] = KeptPhotoWidget().value_from_datadict(asked, self.request.FILES, "image")
        if self.company:
            initial["company"] = self.company
        if self.delivery:
            initial["delivery"] = self.delivery.pk
        return initial

    def get_cancel_url(self):
        return reverse("crm:delivery_list")

    def save(self, form):
        data = form.cleaned_data
        done = {"on": data["delivered_on"], "quantity": 1, "used": data["used"]}
        delivery = deliver(data["delivery"], by=self.request.user, proof=form.proof, **done)
        if delivery.progress:
            self.success_message = _("Sparat: %(progress)s.") % {"progress": delivery.progress}
        self.made = delivery.parts.last()
        return delivery

    def get_success_url(self):
        return self.object.get_absolute_url()


class DeliveryPhotoChoices(PermissionRequiredMixin, TemplateView):
    """The chosen company's owed deliveries, as a fragment of the form."""

    permission_required = "crm.change_delivery"
    template_name = "crm/deliveries/_snap_choices.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=SnapForm(company=requested_company(self.request.GET)), **kwargs)


class BulkDeliver(FormPage, FormView):
    """Deliver one benefit to all of a goal's sponsors it is owed to."""

    permission_required = "crm.change_delivery"
    form_class = BulkForm
    template_name = "crm/deliveries/bulk.html"
    title = _("Levererad till flera")
    submit_label = _("Spara som levererad")

    @cached_property
    def goal(self) -> Goal:
        return get_object_or_404(Goal, number=self.kwargs["number"])

    @property
    def text(self) -> str:
        return self.request.GET.get("text", "")

    def get_form_kwargs(self):
        owed = Delivery.objects.owed().filter(sponsorship__goal=self.goal, text=self.text)
        return super().get_form_kwargs() | {
            "owed": in_order(owed.for_table(), "sponsorship__company__sort_key", "due_on", "pk")
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(goal=self.goal, text=self.text, **kwargs)

    def save(self, form):
        data = form.cleaned_data
        done = {"on": data["delivered_on"], "each": data.get("each"), "proof": form.proof}
        made = deliver_many(data["deliveries"], by=self.request.user, **done)
        words = ngettext("%(number)s leverans är sparad.", "%(number)s leveranser är sparade.", len(made))
        self.success_message = words % {"number": len(made)}
        self.made = made[-1].parts.last()
        return made

    def get_cancel_url(self):
        return reverse("crm:promise_matrix", args=[self.goal.number])

    get_success_url = get_cancel_url
