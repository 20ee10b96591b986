from crm.api.order import StageRuleViewSet, TagViewSet
from crm.api.register import (
    AffiliationViewSet,
    CompanyViewSet,
    ContactViewSet,
    DeliveryViewSet,
    DocumentViewSet,
    InteractionViewSet,
    LapseReasonViewSet,
    NextStepViewSet,
    PauseViewSet,
    SponsorshipViewSet,
)

__all__ = [
    "AffiliationViewSet",
    "CompanyViewSet",
    "ContactViewSet",
    "DeliveryViewSet",
    "DocumentViewSet",
    "InteractionViewSet",
    "LapseReasonViewSet",
    "NextStepViewSet",
    "PauseViewSet",
    "SponsorshipViewSet",
    "StageRuleViewSet",
    "TagViewSet",
]
