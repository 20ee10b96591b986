"""Instalments for programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ReadViewSet
from finance.filters.instalments import InstalmentFilterSet
from finance.models import Instalment
from finance.serializers.instalments import InstalmentSerializer, InvoiceSerializer
from finance.services.instalments import register_invoice, withdraw_invoice


class InstalmentViewSet(ReadViewSet):
    """What sponsorships shall pay, as their plans say. A plan is made and changed on the sponsorship's page."""

    queryset = Instalment.objects.select_related("sponsorship__company").order_by("due_on", "pk")
    serializer_class = InstalmentSerializer
    filterset_class = InstalmentFilterSet
    versioned_actions = frozenset({"invoice", "withdraw_invoice"})
    action_permissions = dict.fromkeys(versioned_actions, "finance.invoice_instalment")

    def get_queryset(self):
        # The list's filter annotates its rows itself.
        rows = super().get_queryset()
        return rows if self.action == "list" else rows.with_state(timezone.localdate())

    def _now(self, instalment: Instalment) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=instalment.pk)).data)

    @extend_schema(request=InvoiceSerializer, responses=InstalmentSerializer)
    @action(detail=True, methods=["post"])
    def invoice(self, request, pk):
        """Say that it is invoiced: the company's name and address are kept as they are now."""
        instalment = self.get_object()
        asked = InvoiceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self._now(register_invoice(instalment, **asked.validated_data))

    @extend_schema(request=None, responses=InstalmentSerializer)
    @action(detail=True, methods=["post"], url_path="withdraw-invoice")
    def withdraw_invoice(self, request, pk):
        """Say that it was not invoiced after all; it then follows its plan again."""
        return self._now(withdraw_invoice(self.get_object()))
