from core.job_states import JobState
from core.models.audit import AuditEntry, AuditHead, AuditKind, AuditWords
from core.models.changesets import Change, Changeset
from core.models.health import HealthReport, Heartbeat, MailCount
from core.models.jobs import Job
from core.models.locked_months import LockedMonth
from core.models.organisation import ContactPerson, Organisation, our_organisation, public_organisation
from core.models.records import Record, Searchable, Sortable, Worded
from core.models.retention import KeptKind, RetentionPeriod
from core.models.saved_views import DefaultView, SavedView
from core.models.schedule import ScheduledRun
from core.models.sent_forms import SentForm
from core.models.sequences import Sequence
from core.models.sessions import Session
from core.models.setup_steps import StartStep
from core.models.users import (
    ApiToken,
    CalendarLink,
    Digest,
    DigestPace,
    Language,
    Theme,
    User,
    access_ended,
)

__all__ = [
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "AuditKind",
    "AuditWords",
    "CalendarLink",
    "Change",
    "Changeset",
    "ContactPerson",
    "DefaultView",
    "Digest",
    "DigestPace",
    "HealthReport",
    "Heartbeat",
    "Job",
    "JobState",
    "KeptKind",
    "Language",
    "LockedMonth",
    "MailCount",
    "Organisation",
    "Record",
    "RetentionPeriod",
    "SavedView",
    "ScheduledRun",
    "Searchable",
    "SentForm",
    "Sequence",
    "Session",
    "Sortable",
    "StartStep",
    "Theme",
    "User",
    "Worded",
    "access_ended",
    "our_organisation",
    "public_organisation",
]
