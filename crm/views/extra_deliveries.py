"""Extra promises to one sponsor, beside the offer."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.views import CreatePage, DeletePage
from crm.forms.deliveries import PromiseForm
from crm.models import Delivery, Sponsorship
from crm.services.extra_deliveries import add_extra_delivery, remove_extra_delivery


class ExtraDeliveryCreate(CreatePage):
    permission_required = "crm.add_delivery"
    model = Delivery
    form_class = PromiseForm
    title = _("Nytt löfte")
    submit_label = _("Lägg till löftet")
    success_message = _("Löftet är tillagt.")

    @cached_property
    def sponsorship(self) -> Sponsorship:
        return get_object_or_404(Sponsorship.objects.select_related("company", "goal"), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Delivery(sponsorship=self.sponsorship)}

    def get_context_data(self, **kwargs):
        words = _("Något extra som ni har kommit överens om, utöver erbjudandet: %(sponsorship)s.")
        return super().get_context_data(intro=words % {"sponsorship": self.sponsorship}, **kwargs)

    def save(self, form):
        return add_extra_delivery(self.sponsorship, **{name: form.cleaned_data[name] for name in form.Meta.fields})

    def get_success_url(self):
        return f"{self.sponsorship.get_absolute_url()}#benefits"

    get_cancel_url = get_success_url


class ExtraDeliveryDelete(DeletePage):
    permission_required = "crm.delete_delivery"
    model = Delivery
    title = _("Ta bort löftet")
    success_message = _("Löftet är borttaget.")
    remove = staticmethod(remove_extra_delivery)

    def get_queryset(self):
        return Delivery.objects.select_related("sponsorship")

    def get_context_data(self, **kwargs):
        words = _("För det som aldrig lovades: %(promise)s. Avstod företaget, skriv av löftet med ett skäl i stället.")
        return super().get_context_data(intro=words % {"promise": self.object}, **kwargs)

    def get_success_url(self):
        return f"{self.object.sponsorship.get_absolute_url()}#benefits"
