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
from crm.api.tags_and_stages import StageRuleViewSet, TagViewSet

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
