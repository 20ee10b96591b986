"""Deliveries to sponsors, and their proofs."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.button_undo import Gone
from core.views import ButtonView, CreatePage, DeletePage, DetailPage, ListPage, UpdatePage
from core.views.pictures import picture_response
from crm.exports.deliveries import DeliveryExport
from crm.filters.deliveries import DeliveryFilterSet
from crm.forms.deliveries import DeliverForm, DeliveryForm, PromiseForm, ProofForm, SetAsideForm
from crm.models import Delivery, DeliveryPart, DeliveryState, Proof
from crm.services.deliveries import (
    MOST_PROOFS,
    add_proof,
    deliver,
    remove_proof,
    reopen_delivery,
    set_delivery_aside,
    set_used,
    start_delivery,
    take_back,
    update_delivery,
)
from crm.services.extra_deliveries import rewrite_extra_delivery
from crm.tables.deliveries import DeliveryTable

CHANGE = "crm.change_delivery"
USED_WORDS = {"yes": True, "no": False}


class DeliveryList(ListPage):
    permission_required = "crm.view_delivery"
    template_name = "crm/deliveries/list.html"
    title = _("Leveranser")
    model = Delivery
    table_class = DeliveryTable
    filterset_class = DeliveryFilterSet
    export_class = DeliveryExport
    empty_title = _("Inget kvar att leverera")
    empty_text = _("När ett sponsorskap tecknas hamnar det som utlovades här, med dagen då det ska vara gjort.")

    def get_queryset(self):
        return Delivery.objects.for_table()

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class DeliveryDetail(DetailPage):
    permission_required = "crm.view_delivery"
    template_name = "crm/deliveries/detail.html"
    context_object_name = "delivery"

    def get_queryset(self):
        return Delivery.objects.for_table().prefetch_related("parts__delivered_by")

    def get_context_data(self, **kwargs):
        proofs = list(self.object.proofs.select_related("part"))
        return super().get_context_data(
            today=timezone.localdate(),
            parts=self.object.parts_with_worth() if self.object.quantity > 1 else [],
            proofs=proofs,
            proof_form=ProofForm(delivery=self.object) if len(proofs) < MOST_PROOFS else None,
            states=DeliveryState,
            **kwargs,
        )


class DeliveryEdit(UpdatePage):
    permission_required = CHANGE
    model = Delivery
    title = _("Ändra leverans")
    success_message = _("Ändringarna är sparade.")

    def get_form_class(self):
        return PromiseForm if self.object.may_be_rewritten else DeliveryForm

    def get_context_data(self, **kwargs):
        fixed = _("Motprestationen, antalet och marknadsvärdet är avtalade och ligger fast.")
        return super().get_context_data(intro="" if self.object.may_be_rewritten else fixed, **kwargs)

    def save(self, form):
        write = rewrite_extra_delivery if isinstance(form, PromiseForm) else update_delivery
        return write(form.instance, **{name: form.cleaned_data[name] for name in form.Meta.fields})


class DeliveryDeliver(UpdatePage):
    permission_required = CHANGE
    model = Delivery
    form_class = DeliverForm
    title = _("Levererad")
    intro = _("Ett foto, en länk eller en anteckning räcker som bevis. Fler kan läggas till efteråt.")
    submit_label = _("Spara som levererad")
    success_message = _("Leveransen är sparad.")

    def save(self, form):
        data = form.cleaned_data
        done = {"on": data["delivered_on"], "quantity": data.get("quantity"), "used": data["used"]}
        return deliver(form.instance, by=self.request.user, proof=form.proof, **done)


class DeliverySetAside(UpdatePage):
    permission_required = CHANGE
    model = Delivery
    form_class = SetAsideForm
    title = _("Ska inte levereras")
    intro = _("Skälet syns på motprestationsbeviset.")
    success_message = _("Leveransen är avskriven.")

    def save(self, form):
        data = form.cleaned_data
        return set_delivery_aside(form.instance, to=DeliveryState(data["to"]), reason=data["reason"])


def _part_keys(delivery: Delivery) -> set[int]:
    return set(DeliveryPart.objects.filter(delivery=delivery).values_list("pk", flat=True))


class DeliveryStart(ButtonView):
    permission_required = CHANGE
    message = _("Leveransen pågår.")

    def press(self, request, pk):
        return start_delivery(get_object_or_404(Delivery, pk=pk))


class DeliveryReopen(ButtonView):
    permission_required = CHANGE
    message = _("Leveransen är planerad igen.")

    def press(self, request, pk):
        delivery = get_object_or_404(Delivery.objects.select_related("sponsorship"), pk=pk)
        before = _part_keys(delivery)
        reopened = reopen_delivery(delivery)
        return [*(Gone(DeliveryPart, key) for key in sorted(before - _part_keys(delivery))), reopened]


class DeliveryUsed(ButtonView):
    permission_required = CHANGE
    message = _("Sparat.")

    def press(self, request, pk):
        delivery = get_object_or_404(Delivery, pk=pk)
        set_used(delivery, used=USED_WORDS.get(request.POST.get("used", "")))
        return [*delivery.parts.all(), delivery]


class PartTakeBack(ButtonView):
    permission_required = CHANGE
    message = _("Delleveransen är tillbakatagen.")

    def press(self, request, pk):
        part = get_object_or_404(DeliveryPart.objects.select_related("delivery__sponsorship"), pk=pk)
        gone = Gone(DeliveryPart, part.pk)
        return [gone, take_back(part.delivery, part=part)]


class PartUsed(ButtonView):
    permission_required = CHANGE
    message = _("Sparat.")

    def press(self, request, pk):
        part = get_object_or_404(DeliveryPart.objects.select_related("delivery"), pk=pk)
        return [part, set_used(part.delivery, part=part, used=USED_WORDS.get(request.POST.get("used", "")))]


class ProofAdd(CreatePage):
    permission_required = "crm.add_proof"
    model = Proof
    form_class = ProofForm
    title = _("Nytt bevis")
    submit_label = _("Lägg till beviset")
    success_message = _("Beviset är tillagt.")

    @cached_property
    def delivery(self) -> Delivery:
        return get_object_or_404(Delivery, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        return kwargs | {"delivery": self.delivery}

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=self.delivery.text, **kwargs)

    def save(self, form):
        return add_proof(delivery=self.delivery, proof=form.proof, part=form.cleaned_data.get("part"))

    def get_success_url(self):
        return f"{self.delivery.get_absolute_url()}#proofs"

    get_cancel_url = get_success_url


class ProofDelete(DeletePage):
    permission_required = "crm.delete_proof"
    model = Proof
    title = _("Ta bort beviset")
    intro = _("Beviset tas bort för gott.")
    success_message = _("Beviset är borttaget.")
    remove = staticmethod(remove_proof)

    def get_success_url(self):
        return f"{self.object.get_absolute_url()}#proofs"

    get_cancel_url = get_success_url


class ProofPicture(PermissionRequiredMixin, View):
    """The photograph of a proof."""

    permission_required = "crm.view_delivery"
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        proof = get_object_or_404(Proof.objects.exclude(image=""), pk=pk)
        return picture_response(request, proof.image)
