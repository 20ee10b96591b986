"""A minimal API over real models, for testing what all APIs share."""

from django.core.exceptions import ValidationError
from django.urls import include, path
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ModelViewSet

from core.api import VersionedViewSet
from core.errors import Refusal
from core.serializers import ModelSerializer
from crm.models import Company
from crm.services.companies import save_company
from goals.models import TierOffer


class CompanySerializer(ModelSerializer):
    class Meta:
        model = Company
        fields = ["id", "name", "city", "orgnr", "notes", "tags", "version"]


class NoRoomLeft(Refusal):
    message = "Det finns ingen plats kvar."


class CompanyViewSet(VersionedViewSet, ModelViewSet):
    queryset = Company.objects.all()
    serializer_class = CompanySerializer
    versioned_actions = VersionedViewSet.versioned_actions | {"close"}

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        company = save_company(self.get_object(), city="Stängt")
        return Response(self.get_serializer(company).data)

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk=None):
        raise NoRoomLeft

    @action(detail=True, methods=["post"])
    def invalid(self, request, pk=None):
        raise ValidationError({"name": "Fel namn.", "__all__": "Fel i helheten."})


class OfferSerializer(ModelSerializer):
    class Meta:
        model = TierOffer
        fields = ["id", "goal", "tier", "yearly_amount", "seats", "version"]


class OfferViewSet(VersionedViewSet, ModelViewSet):
    queryset = TierOffer.objects.order_by("pk")
    serializer_class = OfferSerializer


router = SimpleRouter()
router.register("companies", CompanyViewSet)
router.register("offers", OfferViewSet)
urlpatterns = [path("api/v1/", include(router.urls))]
