from crm.delivery_states import DELIVERY_TRANSITIONS, OWED, SET_ASIDE, DeliveryState
from crm.models.companies import Company, CompanyStatus, Tag
from crm.models.contacts import Affiliation, Contact, LegalBasis
from crm.models.deliveries import Delivery, DeliveryPart, Proof
from crm.models.documents import Document, DocumentKind
from crm.models.interactions import CLOCK_SKEW, Direction, Interaction, InteractionKind, NextStep, Outcome
from crm.models.merges import Merge, MergeKind
from crm.models.pauses import Pause
from crm.models.removals import RemovedInteraction
from crm.models.renewals import LapseReason, SponsorshipAmendment
from crm.models.sponsorship_events import TERMS, WITHOUT_REASON, SponsorshipEvent, TermsAct
from crm.models.sponsorships import FROZEN_WHEN_SIGNED, SIGNED_IS_FROZEN, Sponsorship, tier_label
from crm.models.stage_rules import StageRule
from crm.stages import CLOSED, HOLDING, OPEN, TRANSITIONS, SponsorshipKind, SponsorshipPhase, Stage, StageProgress

__all__ = [
    "CLOCK_SKEW",
    "CLOSED",
    "DELIVERY_TRANSITIONS",
    "FROZEN_WHEN_SIGNED",
    "HOLDING",
    "OPEN",
    "OWED",
    "SET_ASIDE",
    "SIGNED_IS_FROZEN",
    "TERMS",
    "TRANSITIONS",
    "WITHOUT_REASON",
    "Affiliation",
    "Company",
    "CompanyStatus",
    "Contact",
    "Delivery",
    "DeliveryPart",
    "DeliveryState",
    "Direction",
    "Document",
    "DocumentKind",
    "Interaction",
    "InteractionKind",
    "LapseReason",
    "LegalBasis",
    "Merge",
    "MergeKind",
    "NextStep",
    "Outcome",
    "Pause",
    "Proof",
    "RemovedInteraction",
    "Sponsorship",
    "SponsorshipAmendment",
    "SponsorshipEvent",
    "SponsorshipKind",
    "SponsorshipPhase",
    "Stage",
    "StageProgress",
    "StageRule",
    "Tag",
    "TermsAct",
    "tier_label",
]
