"""Where a person can be: every field of every table that holds text, files or JSON.

tests/privacy/test_inventory.py holds this to the models, so that a new field is not forgotten: it stands in `HOLDS`,
and is then shown, extracted and struck, or in `CANNOT_HOLD` with the reason. What only has choices, and the keys that
are made of other fields (search_key, sort_key, match_key), need not be named. A history holds what its model does.
"""

from functools import cache

from django.apps import apps
from django.db import models

HISTORY_REASON = "history_change_reason"

HOLDS: dict[str, tuple[str, ...]] = {
    "operations.Backup": ("error", "verify_error"),
    "privacy.DataRequest": ("sender", "wish", "answer"),
    "privacy.Erasure": ("reason",),
    "privacy.LegalHold": ("reason",),
    "imports.Import": ("source", "headings", "columns", "meanings"),
    "imports.ImportRow": ("cells", "title", "changes", "mistakes", "left_out", "words"),
    "imports.ImportShape": ("columns",),
    "payroll.PayrollScheme": ("reference",),
    "payroll.PayrollMonth": ("comment",),
    "payroll.PayrollReceipt": ("reason",),
    "campaigns.Competition": ("name", "rules_text", "catalogue", "frozen_board", "snapshot", "final_comment", "notes"),
    "campaigns.Amendment": ("what", "reason"),
    "campaigns.Team": ("name", "heads_confirmed_by", "participants_confirmed_by"),
    "campaigns.Activity": ("name", "description"),
    "campaigns.Entry": ("title", "text", "reason"),
    "campaigns.EntryPicture": ("alt",),
    "campaigns.Batch": ("source",),
    "campaigns.Contribution": ("giver", "message", "reason"),
    "campaigns.Match": ("third_party",),
    "campaigns.Juror": ("name",),
    "campaigns.Criterion": ("name", "guide"),
    "campaigns.Recusal": ("reason",),
    "inbox.Enquiry": ("company_name", "orgnr", "person_name", "email", "phone", "message", "dismissal_note"),
    "inbox.MailDraft": ("parsed", "refused", "typed"),
    "crm.Tag": ("name",),
    "crm.Company": (
        "name",
        "orgnr",
        "other_names",
        "trade",
        "street",
        "phone",
        "website",
        "invoice_email",
        "invoice_reference",
        "swish",
        "bankgiro",
        "notes",
    ),
    "crm.Contact": (
        "first_name",
        "last_name",
        "other_names",
        "email",
        "phone",
        "other_emails",
        "former_emails",
        "other_phones",
        "data_source",
        "notes",
    ),
    "crm.Affiliation": ("role", "at_start"),
    "crm.SponsorshipAmendment": ("reason",),
    "crm.Sponsorship": ("payment_note", "closing_reason", "lapse_note"),
    "crm.Delivery": ("text", "doer_role", "reason"),
    "crm.Proof": ("link", "text"),
    "crm.Interaction": ("text", "subject", "quoted", "message_id"),
    "crm.NextStep": ("what",),
    "crm.Document": ("title", "note", "file_name", "removal_reason"),
    "crm.Pause": ("reason",),
    "crm.RemovedInteraction": ("name", "kept"),
    "goals.Goal": ("problem", "today", "ambition", "share_text"),
    "goals.KeyFigureValue": ("source", "source_url"),
    "core.Changeset": ("name",),
    "core.Change": ("removed",),
    "core.Job": ("title", "arguments", "words", "url", "file_name"),
    "core.SavedView": ("name", "query"),
    "core.SentForm": ("url",),
    "core.AuditWords": ("words",),
    "core.ScheduledRun": ("words",),
    "admin.LogEntry": ("object_repr", "change_message"),
    "django_tasks_database.DBTaskResult": ("args_kwargs", "return_value", "traceback"),
}

OUR_WORDS = "holds words of the program or of the mission's own lists"
KEY = "is a key, a hash or a number that the program makes"
PLACE = "is a town, a postcode or the like, that says nothing about who"
BOOKED = "is the bank's own number of a payment, which the books keep"
MONEY_PLACE = "is a number of ours that money is paid to"
FILE = "is a random name; the file goes with its document, draft or job"
PICTURE = "is a picture under a random name or one of the mission's own, taken away by hand where it shows somebody"
COLLEAGUE = "is about a colleague's account or visits, which accounts looks after"
PACKED = "is signed and packed; a login whose session names the person is ended by the erasure"
OURS = "is the organisation's own, with whom it says answers about personal data; changed on its page"
CANNOT_HOLD: dict[str, str] = {
    "operations.Backup.name": KEY,
    "operations.Backup.place": "is the name of a folder",
    "privacy.Erasure.counts": "holds numbers",
    "privacy.RetentionRule.kind": OUR_WORDS,
    "imports.ImportRow.digest": KEY,
    "imports.ImportShape.digest": KEY,
    "duplicates.CompanyPair.reasons": OUR_WORDS,
    "duplicates.ContactPair.reasons": OUR_WORDS,
    "payroll.PayrollScheme.document": FILE,
    "payroll.PayrollScheme.document_sha256": KEY,
    "payroll.PayrollReceipt.external_id": BOOKED,
    "payroll.PayrollMonth.percents": "holds numbers",
    "campaigns.Competition.scoring": "holds numbers and the kind of rules",
    "campaigns.Competition.swish": MONEY_PLACE,
    "campaigns.Competition.code": KEY,
    "campaigns.Competition.picture": PICTURE,
    "campaigns.Competition.board_key": KEY,
    "campaigns.Competition.lot_seed": KEY,
    "campaigns.Competition.checksum": KEY,
    "campaigns.Team.code": KEY,
    "campaigns.EntryPicture.image": PICTURE,
    "campaigns.Juror.link_key": KEY,
    "campaigns.Contribution.external_id": BOOKED,
    "campaigns.BankReference.key": BOOKED,
    "campaigns.BankReference.model": OUR_WORDS,
    "inbox.Enquiry.sender": "is a keyed hash of a network address, emptied with the rest of the enquiry",
    "inbox.Enquiry.stamp": KEY,
    "inbox.MailDraft.file": FILE,
    "crm.Company.postal_code": PLACE,
    "crm.Company.city": PLACE,
    "crm.Company.logo": "is a company's logotype; a sole trader's is removed with the rest",
    "crm.LapseReason.name": OUR_WORDS,
    "crm.LapseReason.name_en": OUR_WORDS,
    "crm.Sponsorship.agreement_no": KEY,
    "crm.Sponsorship.tier_name": OUR_WORDS,
    "crm.Proof.image": PICTURE,
    "crm.Interaction.mail_fingerprint": KEY,
    "crm.Document.file": FILE,
    "crm.Document.sha256": KEY,
    "goals.GlobalGoal.name": OUR_WORDS,
    "goals.GlobalGoal.name_en": OUR_WORDS,
    "goals.GlobalGoal.colour": OUR_WORDS,
    "goals.Goal.name": OUR_WORDS,
    "goals.Goal.name_en": OUR_WORDS,
    "goals.Goal.colour": OUR_WORDS,
    "goals.KeyFigure.name": OUR_WORDS,
    "goals.KeyFigure.unit": OUR_WORDS,
    "goals.Tier.name": OUR_WORDS,
    "goals.Tier.name_en": OUR_WORDS,
    "goals.Tier.plural": OUR_WORDS,
    "goals.Tier.plural_en": OUR_WORDS,
    "goals.Benefit.text": OUR_WORDS,
    "goals.Benefit.doer_role": OUR_WORDS,
    "core.Changeset.kind": OUR_WORDS,
    "core.Changeset.subject": OUR_WORDS,
    "core.Changeset.fields": OUR_WORDS,
    "core.Change.model": OUR_WORDS,
    "core.Change.links": "holds keys of rows",
    "core.User.password": COLLEAGUE,
    "core.User.username": COLLEAGUE,
    "core.User.first_name": COLLEAGUE,
    "core.User.last_name": COLLEAGUE,
    "core.User.email": COLLEAGUE,
    "core.ApiToken.digest": KEY,
    "core.ApiToken.token_key": KEY,
    "core.ApiToken.name": COLLEAGUE,
    "core.ApiToken.addresses": COLLEAGUE,
    "core.Session.session_key": KEY,
    "core.Session.session_data": PACKED,
    "core.Session.device": COLLEAGUE,
    "core.Session.address": COLLEAGUE,
    "core.Digest.period": KEY,
    "core.CalendarLink.token_hash": KEY,
    "core.Organisation": OURS,
    "accounts.Invitation": COLLEAGUE,
    "accounts.PasswordLink": KEY,
    "core.StartStep": OUR_WORDS,
    "account.EmailAddress": COLLEAGUE,
    "socialaccount.SocialAccount": COLLEAGUE,
    "socialaccount.SocialApp": "holds the settings of a login elsewhere",
    "socialaccount.SocialToken": COLLEAGUE,
    "core.Heartbeat": OUR_WORDS,
    "core.HealthReport": OUR_WORDS,
    "core.User.news_read": KEY,
    "account.EmailConfirmation": KEY,
    "mfa.Authenticator": COLLEAGUE,
    "core.Job.kind": OUR_WORDS,
    "core.Job.file": FILE,
    "core.Job.digest": KEY,
    "core.SavedView.list_name": OUR_WORDS,
    "core.DefaultView.list_name": OUR_WORDS,
    "core.SentForm.key": KEY,
    "core.AuditEntry.subject": OUR_WORDS,
    "core.AuditEntry.person": OUR_WORDS,
    "core.AuditEntry.facts": "holds numbers and names of roles",
    "core.AuditEntry.request_id": KEY,
    "core.AuditEntry.words_digest": KEY,
    "core.AuditEntry.digest": KEY,
    "core.AuditWords.salt": KEY,
    "core.AuditWords.address": COLLEAGUE,
    "core.AuditHead.newest": KEY,
    "core.AuditHead.digest": KEY,
    "core.HealthReport.checks": "holds names of checks, numbers, and names of files that say nothing",
    "core.Heartbeat.name": "is the name of a process",
    "core.ScheduledRun.name": OUR_WORDS,
    "core.ScheduledRun.result": "holds numbers",
    "core.SentForm.place": KEY,
    "core.SentForm.written": KEY,
    "core.SentForm.record_model": OUR_WORDS,
    "core.SentForm.record_key": KEY,
    "core.Sequence.name": OUR_WORDS,
    "admin.LogEntry.object_id": KEY,
    "auth.Permission.name": OUR_WORDS,
    "auth.Permission.codename": OUR_WORDS,
    "auth.Group.name": OUR_WORDS,
    "contenttypes.ContentType.app_label": OUR_WORDS,
    "contenttypes.ContentType.model": OUR_WORDS,
    "sessions.Session": "is not used; core.Session is",
    "axes.AccessFailureLog": COLLEAGUE,
    "axes.AccessAttempt": COLLEAGUE,
    "axes.AccessLog": COLLEAGUE,
    "django_tasks_database.DBTaskResult.task_path": OUR_WORDS,
    "django_tasks_database.DBTaskResult.worker_ids": KEY,
    "django_tasks_database.DBTaskResult.queue_name": OUR_WORDS,
    "django_tasks_database.DBTaskResult.backend_name": OUR_WORDS,
    "django_tasks_database.DBTaskResult.exception_class_path": OUR_WORDS,
}


def live_model(model: type[models.Model]) -> type[models.Model]:
    """The model whose past the rows are, or the model itself."""
    return getattr(model, "instance_type", model) if hasattr(model, "history_object") else model


@cache
def places() -> dict[type[models.Model], tuple[str, ...]]:
    """Every table where a person can be, histories too, with its fields that can hold one."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = HOLDS.get(live_model(model)._meta.label, ())
        if hasattr(model, "history_object"):
            tracked = {field.name for field in model._meta.concrete_fields}
            names = (*(name for name in names if name in tracked), HISTORY_REASON)
        if names:
            found[model] = names
    return found
