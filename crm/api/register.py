from functools import partial

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.api import RecordViewSet, StrictRequestMixin
from core.api_defaults import JSONParser
from core.views.files import document_response
from crm.api.discarding import DiscardMixin
from crm.filters.companies import CompanyFilterSet
from crm.filters.contacts import ContactFilterSet
from crm.filters.deliveries import DeliveryFilterSet
from crm.filters.documents import DocumentFilterSet
from crm.filters.interactions import InteractionFilterSet
from crm.filters.sponsorships import SponsorshipFilterSet
from crm.models import (
    Affiliation,
    Company,
    Contact,
    Delivery,
    Document,
    Interaction,
    LapseReason,
    NextStep,
    Pause,
    Sponsorship,
)
from crm.serializers.companies import CompanySerializer
from crm.serializers.contacts import AffiliationSerializer, ContactSerializer, NewContactSerializer
from crm.serializers.deliveries import (
    DeliverSerializer,
    DeliveryDetailSerializer,
    NewPromiseSerializer,
    PartChoiceSerializer,
    SetAsideSerializer,
    UsedSerializer,
)
from crm.serializers.documents import DocumentSerializer, NewDocumentSerializer, RemoveSerializer
from crm.serializers.interactions import (
    InteractionSerializer,
    NewInteractionSerializer,
    NextStepSerializer,
    PauseSerializer,
)
from crm.serializers.renewals import (
    AmendSerializer,
    ChangeTierSerializer,
    LapseReasonSerializer,
    LapseSerializer,
    RenewSerializer,
)
from crm.serializers.sponsorships import (
    CorrectEndSerializer,
    DeclineSerializer,
    EndSerializer,
    MoveSerializer,
    SignSerializer,
    SponsorshipSerializer,
    TakeBackSerializer,
)
from crm.services.amendments import amend_sponsorship, change_tier
from crm.services.deliveries import (
    deliver,
    reopen_delivery,
    set_delivery_aside,
    set_used,
    start_delivery,
    take_back,
)
from crm.services.documents import remove_document
from crm.services.extra_deliveries import remove_extra_delivery
from crm.services.interactions import complete_next_step, reopen_next_step
from crm.services.renewals import record_lapse, renew_sponsorship, withdraw_lapse
from crm.services.sponsorships import decline_sponsorship, end_sponsorship, move_sponsorship, sign_sponsorship
from crm.services.undo_signing import correct_end, take_back_end, unsign_sponsorship

DELIVERING = ("start", "reopen", "take_back", "deliver", "set_aside", "use")


class CompanyViewSet(DiscardMixin, RecordViewSet):
    queryset = Company.objects.select_related("owner").prefetch_related("tags")
    serializer_class = CompanySerializer
    filterset_class = CompanyFilterSet


class ContactViewSet(DiscardMixin, RecordViewSet):
    """People with all their roles. A new person needs a company; further roles are added as affiliations."""

    queryset = Contact.objects.with_affiliations()
    serializer_class = ContactSerializer
    create_serializer_class = NewContactSerializer
    filterset_class = ContactFilterSet


class AffiliationViewSet(DiscardMixin, RecordViewSet):
    """A person's role at a company between two dates. End it instead of changing its company."""

    queryset = Affiliation.objects.select_related("contact", "company")
    serializer_class = AffiliationSerializer
    filterset_fields = ["contact", "company"]


class InteractionViewSet(RecordViewSet):
    """The contact log. A new interaction may also complete next steps and plan the next one."""

    queryset = Interaction.objects.for_timeline()
    serializer_class = InteractionSerializer
    create_serializer_class = NewInteractionSerializer
    filterset_class = InteractionFilterSet


class NextStepViewSet(DiscardMixin, RecordViewSet):
    queryset = NextStep.objects.with_people()
    serializer_class = NextStepSerializer
    filterset_fields = {
        "company": ["exact"],
        "sponsorship": ["exact"],
        "assignee": ["exact"],
        "due_on": ["gte", "lte"],
        "done_at": ["isnull"],
    }
    versioned_actions = RecordViewSet.versioned_actions | {"complete", "reopen"}
    action_permissions = dict.fromkeys(["complete", "reopen"], "crm.change_nextstep")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def complete(self, request, pk):
        """Complete the step."""
        return self._answer(complete_next_step(self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk):
        """Undo the completion of the step."""
        return self._answer(reopen_next_step(self.get_object()))

    def _answer(self, step):
        return Response(self.get_serializer(step).data)


class PauseViewSet(RecordViewSet):
    """The reason why a company, or one of its sponsorships, has no next step until a date. Ended when it has passed."""

    queryset = Pause.objects.select_related("company", "made_by")
    serializer_class = PauseSerializer
    filterset_fields = {"company": ["exact"], "sponsorship": ["exact"], "until": ["gte", "lte"]}


class SponsorshipViewSet(DiscardMixin, RecordViewSet):
    """Sponsorships from lead to ended. Without filters the list holds those in force today, as on the page."""

    queryset = Sponsorship.objects.for_table().with_terms().with_kind().prefetch_related("deliveries")
    serializer_class = SponsorshipSerializer
    filterset_class = SponsorshipFilterSet
    versioned_actions = RecordViewSet.versioned_actions | {
        "move",
        "sign",
        "decline",
        "end",
        "take_back_end",
        "correct_end",
        "unsign",
        "renew",
        "amend",
        "change_tier",
        "lapse",
        "withdraw_lapse",
    }
    action_permissions = {
        "move": "crm.change_sponsorship",
        "sign": "crm.sign_sponsorship",
        "decline": "crm.change_sponsorship",
        "end": "crm.end_sponsorship",
        "take_back_end": "crm.end_sponsorship",
        "correct_end": "crm.end_sponsorship",
        "unsign": "crm.unsign_sponsorship",
        "renew": "crm.add_sponsorship",
        "amend": "crm.sign_sponsorship",
        "change_tier": "crm.sign_sponsorship",
        "lapse": "crm.end_sponsorship",
        "withdraw_lapse": "crm.end_sponsorship",
    }

    @extend_schema(request=MoveSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request, pk):
        """Move a dialogue to another open stage, or reopen a declined one."""
        return self._act(MoveSerializer, move_sponsorship)

    @extend_schema(request=SignSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request, pk):
        """Sign: freeze tier, amount and benefits, and take a seat. Period and amount are sent or already stored."""
        return self._act(SignSerializer, partial(sign_sponsorship, by=request.user))

    @extend_schema(request=DeclineSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request, pk):
        """Close a dialogue as declined."""
        return self._act(DeclineSerializer, decline_sponsorship)

    @extend_schema(request=EndSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        """End a signed sponsorship early. Its seat is free from the day after."""
        return self._act(EndSerializer, end_sponsorship)

    @extend_schema(request=TakeBackSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"], url_path="take-back-end")
    def take_back_end(self, request, pk):
        """Undo an early end: the sponsorship is in force until its agreed end again."""
        return self._act(TakeBackSerializer, partial(take_back_end, by=request.user))

    @extend_schema(request=CorrectEndSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"], url_path="correct-end")
    def correct_end(self, request, pk):
        """Correct the last day of an early end, or its reason."""
        return self._act(CorrectEndSerializer, partial(correct_end, by=request.user))

    @extend_schema(request=TakeBackSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"])
    def unsign(self, request, pk):
        """Undo a signature, or a change of tier, after which the previous sponsorship is in force again."""
        return self._act(TakeBackSerializer, partial(unsign_sponsorship, by=request.user))

    @extend_schema(request=RenewSerializer, responses={201: SponsorshipSerializer})
    @action(detail=True, methods=["post"])
    def renew(self, request, pk):
        """Open a dialogue about another period and return it. Omitted terms are those of the sponsorship."""
        return self._act(RenewSerializer, renew_sponsorship, code=status.HTTP_201_CREATED)

    @extend_schema(request=AmendSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"])
    def amend(self, request, pk):
        """Change the yearly amount from a day within the period; earlier days keep theirs."""
        return self._act(AmendSerializer, partial(amend_sponsorship, by=request.user))

    @extend_schema(request=ChangeTierSerializer, responses={201: SponsorshipSerializer})
    @action(detail=True, methods=["post"], url_path="change-tier")
    def change_tier(self, request, pk):
        """End it the day before and sign a renewal on another tier. Returns the new sponsorship."""
        return self._act(ChangeTierSerializer, change_tier, code=status.HTTP_201_CREATED)

    @extend_schema(request=LapseSerializer, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"])
    def lapse(self, request, pk):
        """Record why it is not renewed; it remains in force until its end."""
        return self._act(LapseSerializer, record_lapse)

    @extend_schema(request=None, responses=SponsorshipSerializer)
    @action(detail=True, methods=["post"], url_path="withdraw-lapse")
    def withdraw_lapse(self, request, pk):
        """Withdraw the recorded lapse."""
        withdraw_lapse(sponsorship := self.get_object())
        return Response(self.get_serializer(self.get_queryset().get(pk=sponsorship.pk)).data)

    def _act(self, serializer_class, service, *, code=status.HTTP_200_OK):
        """Return the service's sponsorship, reloaded; a new one if the service created one."""
        sponsorship = self.get_object()
        asked = serializer_class(sponsorship, data=self.request.data)
        asked.is_valid(raise_exception=True)
        given = service(sponsorship, **asked.validated_data)
        key = given.pk if isinstance(given, Sponsorship) else sponsorship.pk
        return Response(self.get_serializer(self.get_queryset().get(pk=key)).data, status=code)


class DocumentViewSet(RecordViewSet):
    """Documents of companies. A new one is sent as multipart/form-data; its file is at `content`."""

    queryset = Document.objects.for_table()
    serializer_class = DocumentSerializer
    create_serializer_class = NewDocumentSerializer
    parser_classes = [JSONParser, MultiPartParser]
    filterset_class = DocumentFilterSet
    versioned_actions = RecordViewSet.versioned_actions | {"remove"}
    action_permissions = {"remove": "crm.remove_document"}

    @extend_schema(request={"multipart/form-data": NewDocumentSerializer})
    def create(self, request, *args, **kwargs):
        return super().create(request, *args, **kwargs)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True)
    def content(self, request, pk):
        """The file as a download, with its original name."""
        document = self.get_object()
        return document_response(document.file, filename=document.file_name, digest=document.sha256)

    @extend_schema(request=RemoveSerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request, pk):
        """Delete the file. The row is kept, with the user and the reason."""
        document = self.get_object()
        asked = RemoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(self.get_serializer(remove_document(document, by=request.user, **asked.validated_data)).data)


class LapseReasonViewSet(StrictRequestMixin, viewsets.ReadOnlyModelViewSet):
    """Reasons for not renewing, used by `lapse`."""

    queryset = LapseReason.objects.all()
    serializer_class = LapseReasonSerializer


class DeliveryViewSet(RecordViewSet, mixins.DestroyModelMixin):
    """Deliveries to sponsors. Signing creates them, and extra ones may be added to a signed sponsorship.

    Text, quantity and value of an extra promise may be changed, and it may be deleted, until it is delivered.
    Without filters the list holds what is still owed.
    """

    queryset = Delivery.objects.for_table().prefetch_related("parts", "proofs").order_by("due_on", "pk")
    serializer_class = DeliveryDetailSerializer
    create_serializer_class = NewPromiseSerializer
    filterset_class = DeliveryFilterSet
    versioned_actions = RecordViewSet.versioned_actions | {*DELIVERING}
    action_permissions = dict.fromkeys(DELIVERING, "crm.change_delivery")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def start(self, request, pk):
        """Mark the delivery as ongoing."""
        return self._answer(start_delivery(self.get_object()))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reopen(self, request, pk):
        """Undo the latest state: the delivery, or its last part, is planned again."""
        return self._answer(reopen_delivery(self.get_object()))

    @extend_schema(request=PartChoiceSerializer, responses=DeliveryDetailSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk):
        """Delete one part delivered by mistake."""
        delivery, asked = self._asked(PartChoiceSerializer)
        return self._answer(take_back(delivery, **asked.validated_data))

    @extend_schema(request=DeliverSerializer, responses=DeliveryDetailSerializer)
    @action(detail=True, methods=["post"])
    def deliver(self, request, pk):
        """Record a delivery of all or a part, with optional proof. It is owed until all is delivered."""
        delivery, asked = self._asked(DeliverSerializer)
        data = asked.validated_data
        done = {"on": data["delivered_on"], "quantity": data["quantity"], "used": data["used"]}
        return self._answer(deliver(delivery, by=request.user, proof=asked.proof, **done))

    @extend_schema(request=SetAsideSerializer, responses=DeliveryDetailSerializer)
    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request, pk):
        """Set the delivery aside as waived by the company or void."""
        delivery, asked = self._asked(SetAsideSerializer)
        return self._answer(set_delivery_aside(delivery, **asked.validated_data))

    @extend_schema(request=UsedSerializer, responses=DeliveryDetailSerializer)
    @action(detail=True, methods=["post"])
    def use(self, request, pk):
        """Record whether the company used the delivery, or one part of it."""
        delivery, asked = self._asked(UsedSerializer)
        return self._answer(set_used(delivery, **asked.validated_data))

    def perform_destroy(self, instance):
        remove_extra_delivery(instance)

    def _asked(self, serializer_class):
        delivery = self.get_object()
        asked = serializer_class(delivery, data=self.request.data)
        asked.is_valid(raise_exception=True)
        return delivery, asked

    def _answer(self, delivery):
        return Response(self.get_serializer(self.get_queryset().get(pk=delivery.pk)).data)
