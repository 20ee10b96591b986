"""Payments, what they are for, and locked months, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ActionPermissions, FilteredListMixin, StrictRequestMixin
from core.models import LockedMonth
from finance.filters.books import LockedMonthFilterSet
from finance.filters.payments import PaymentFilterSet
from finance.filters.received import ReceivedFilterSet
from finance.models import Payment
from finance.queries.received import received
from finance.serializers.instalments import LockedMonthSerializer
from finance.serializers.payments import (
    AllocateSerializer,
    AllocationSerializer,
    NewPaymentSerializer,
    PaymentSerializer,
    WhySerializer,
)
from finance.services.allocations import allocate, reverse_allocation
from finance.services.payments import withdraw_payment


class LedgerViewSet(StrictRequestMixin, FilteredListMixin, viewsets.ReadOnlyModelViewSet):
    # Rows are never changed: what is written is a row of its own, so no version is asked for.

    permission_classes = [ActionPermissions]
    action_permissions: dict[str, str] = {}

    def asked(self, serializer_class) -> dict:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer(self, pk: int, **kwargs) -> Response:
        return Response(self.serializer_class(self.get_queryset().get(pk=pk)).data, **kwargs)


class ShownViewSet(LedgerViewSet):
    def get_queryset(self):
        return super().get_queryset().shown_to(self.request.user)


class PaymentViewSet(mixins.CreateModelMixin, ShownViewSet):
    """Money in and out. What the bank's files have comes by them; here a payment is entered by hand.

    Without `show` the list has what is money: neither what was taken back nor what the bank's rows have replaced.
    """

    queryset = (
        Payment.objects.with_allocated()
        .select_related("entered_by", "reversal", "replacement")
        .order_by("-booked_on", "-pk")
    )
    serializer_class = PaymentSerializer
    filterset_class = PaymentFilterSet
    action_permissions = {"withdraw": "finance.add_payment", "allocate": "finance.add_allocation"}

    @extend_schema(request=NewPaymentSerializer, responses={201: PaymentSerializer})
    def create(self, request, *args, **kwargs):
        serializer = NewPaymentSerializer(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return self.answer(serializer.save().pk, status=status.HTTP_201_CREATED)

    @extend_schema(request=WhySerializer, responses=PaymentSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        """Take back a payment entered by hand by mistake, by an opposite row, which `reversal` names."""
        payment = self.get_object()
        withdraw_payment(payment, by=request.user, **self.asked(WhySerializer))
        return self.answer(payment.pk)

    @extend_schema(request=AllocateSerializer, responses=PaymentSerializer)
    @action(detail=True, methods=["post"])
    def allocate(self, request, pk):
        """Say what kronor of it are for; of money out, with a minus, what was paid back."""
        payment = self.get_object()
        allocate(payment, by=request.user, **self.asked(AllocateSerializer))
        return self.answer(payment.pk)


class AllocationViewSet(ShownViewSet):
    """What payments are for, corrections too. Without `period_from`, `period_to`, `payment` or `instalment`: this
    year's.
    """

    queryset = received().select_related("reversal").order_by("-payment__booked_on", "-pk")
    serializer_class = AllocationSerializer
    filterset_class = ReceivedFilterSet
    action_permissions = {"reverse": "finance.reverse_allocation"}

    @extend_schema(request=WhySerializer, responses=AllocationSerializer)
    @action(detail=True, methods=["post"])
    def reverse(self, request, pk):
        """Take it back by an opposite row, which is answered; in a competition and payroll giving too."""
        opposite = reverse_allocation(self.get_object(), by=request.user, **self.asked(WhySerializer))
        return self.answer(opposite.pk)


class LockedMonthViewSet(LedgerViewSet):
    """Months whose books are closed."""

    queryset = LockedMonth.objects.select_related("locked_by").order_by("-month")
    serializer_class = LockedMonthSerializer
    filterset_class = LockedMonthFilterSet
    # As the page: who is to date something is told of a locked month by the refusal.
    action_permissions = dict.fromkeys(["list", "retrieve"], "finance.view_periodevent")
