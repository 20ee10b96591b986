from crm.api.order import ImportViewSet, StageRuleViewSet, TagViewSet
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
    "ImportViewSet",
    "InteractionViewSet",
    "LapseReasonViewSet",
    "NextStepViewSet",
    "PauseViewSet",
    "SponsorshipViewSet",
    "StageRuleViewSet",
    "TagViewSet",
]
