"""API routing: the endpoints and the schema."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from accounts.api import UserViewSet
from campaigns.api import (
    CompetitionViewSet,
    ContributionViewSet,
    EntryViewSet,
    MatchViewSet,
    TeamViewSet,
)
from campaigns.api_ideas import IdeaViewSet
from core.api_audit import AuditViewSet
from core.api_changesets import ChangesetViewSet
from core.api_organisation import OrganisationViewSet
from core.api_saved_views import SavedViewViewSet
from crm.api import (
    AffiliationViewSet,
    DeliveryViewSet,
    DocumentViewSet,
    InteractionViewSet,
    LapseReasonViewSet,
    NextStepViewSet,
    PauseViewSet,
    SponsorshipViewSet,
    StageRuleViewSet,
    TagViewSet,
)
from duplicates.api import CompanyViewSet, ContactViewSet
from finance.api.bank_files import BankFileViewSet
from finance.api.instalments import InstalmentViewSet
from finance.api.known_agreements import ExportRecordViewSet, KnownAgreementViewSet
from finance.api.ledger import AllocationViewSet, LockedMonthViewSet, PaymentViewSet
from goals.api import (
    GlobalGoalReasonViewSet,
    GoalSectionViewSet,
    GoalViewSet,
    ShareTextViewSet,
    WayToHelpViewSet,
)
from imports.api import ImportViewSet
from inbox.api import EnquiryViewSet
from inbox.api_mailbox import InboundMailViewSet
from mailing.api import LetterViewSet
from privacy.api import DataRequestViewSet

router = SimpleRouter()
router.register("goals", GoalViewSet)
router.register("goal-sections", GoalSectionViewSet)
router.register("ways-to-help", WayToHelpViewSet)
router.register("global-goal-reasons", GlobalGoalReasonViewSet)
router.register("share-texts", ShareTextViewSet)
router.register("letters", LetterViewSet)
router.register("companies", CompanyViewSet)
router.register("contacts", ContactViewSet)
router.register("affiliations", AffiliationViewSet)
router.register("interactions", InteractionViewSet)
router.register("next-steps", NextStepViewSet)
router.register("pauses", PauseViewSet)
router.register("sponsorships", SponsorshipViewSet)
router.register("documents", DocumentViewSet)
router.register("lapse-reasons", LapseReasonViewSet)
router.register("deliveries", DeliveryViewSet)
router.register("stage-rules", StageRuleViewSet)
router.register("tags", TagViewSet)
router.register("enquiries", EnquiryViewSet)
router.register("inbound-mails", InboundMailViewSet)
router.register("data-requests", DataRequestViewSet)
router.register("imports", ImportViewSet)
router.register("bank-files", BankFileViewSet)
router.register("payments", PaymentViewSet)
router.register("allocations", AllocationViewSet)
router.register("instalments", InstalmentViewSet)
router.register("locked-months", LockedMonthViewSet)
router.register("changesets", ChangesetViewSet)
router.register("audit", AuditViewSet)
router.register("known-agreements", KnownAgreementViewSet, basename="knownagreement")
router.register("exports", ExportRecordViewSet)
router.register("saved-views", SavedViewViewSet)
router.register("competitions", CompetitionViewSet)
router.register("ideas", IdeaViewSet)
router.register("teams", TeamViewSet)
router.register("contributions", ContributionViewSet)
router.register("matches", MatchViewSet)
router.register("entries", EntryViewSet)
router.register("users", UserViewSet)

ONE = {"get": "retrieve", "put": "update", "patch": "partial_update"}  # of what there is one of

docs = SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html")

app_name = "api"
urlpatterns = [
    path("v1/organisation/", OrganisationViewSet.as_view(ONE), name="organisation"),
    path("v1/", include(router.urls)),
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    # Browsers are redirected to log in; programs get the requirement from the schema.
    path("docs", login_required(docs), name="docs"),
]
