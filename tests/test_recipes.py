"""What the recipes of CONTRIBUTING.md ask for, where a stop could be forgotten in silence."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone, translation

from campaigns.scoring import Rules
from config.roles import ROLES
from crm.models import InteractionKind
from reports.palette import choices
from reports.queries.search import search
from reports.queries.today.scope import Scope
from reports.queries.today.steps import steps_due_today
from tests.factories import CompanyFactory, InteractionFactory, NextStepFactory, contact_at
from tests.workbooks import book_of

KINDS = pytest.mark.parametrize("kind", InteractionKind)


# --- A kind of contact ----------------------------------------------------------------------------


@pytest.mark.django_db
@KINDS
def test_idag_says_how_a_step_was_decided(kind, make_user):
    """A kind without words of its own is told as "kontakten"."""
    user, company = make_user("Partneransvarig"), CompanyFactory()
    today, eva = timezone.localdate(), contact_at(company, first_name="Eva", last_name="Ek")
    for people in ([], [eva]):
        origin = InteractionFactory(companies=[company], contacts=people, kind=kind, happened_at=timezone.now())
        NextStepFactory(company=company, origin=origin, assignee=user, due_on=today, contact=eva if people else None)
    told = [reason for row in steps_due_today(Scope(today, user)) for reason in row.reasons]
    decided = [reason for reason in told if reason.startswith("Bestämdes")]
    assert (len(decided), [reason for reason in decided if "vid kontakten" in reason]) == (2, [])


@pytest.mark.django_db
@KINDS
@pytest.mark.parametrize("language", ["sv", "en"])
def test_palette_offers_to_log_a_contact_by_the_name_of_its_kind(kind, language, make_user):
    user = make_user("Partneransvarig")
    with translation.override(language):
        name = str(kind.label)
        offered = [choice.url for group in choices(name, search(name, user), user) for choice in group.choices]
    assert {reverse("crm:interaction_create"), reverse("inbox:mail_create")} & set(offered)


@pytest.mark.django_db
@KINDS
def test_lists_timeline_forms_and_workbook_have_the_kind_by_its_name(kind, client_for):
    client, company = client_for("Partneransvarig"), CompanyFactory()
    log = InteractionFactory(companies=[company], kind=kind, happened_at=timezone.now() - dt.timedelta(hours=1))
    sheet = book_of(client.get(reverse("crm:interaction_list"), {"export": "xlsx"})).worksheets[0]
    name, option = str(kind.label), f'value="{kind}"'
    assert [cell.value for cell in sheet[2]][1] == name
    for url, query in (
        (reverse("crm:interaction_list"), {"kind": kind}),
        (company.get_absolute_url(), {"kind": kind}),
        (reverse("crm:interaction_create"), {}),
        (reverse("crm:interaction_bulk"), {"rows": log.pk}),
    ):
        page = client.get(url, query).content.decode()
        assert (url, option in page, name in page) == (url, True, True)
    found = client.get(f"/api/v1/interactions/?kind={kind}").json()["results"]
    assert [row["kind"] for row in found] == [kind]


def test_openapi_document_has_every_kind():
    document = (Path(settings.BASE_DIR) / "docs" / "openapi.yml").read_text(encoding="utf-8")
    listed = re.search(r"^    InteractionKindEnum:\n      enum:\n((?:      - \w+\n)+)", document, re.MULTILINE)[1]
    assert re.findall(r"\w+", listed) == InteractionKind.values


# --- A scoring rule -------------------------------------------------------------------------------

# As competitions have it stored, and under published checksums: a row is added for each form that was ever stored.
STORED_RULES = [
    {
        "kind": "fair",
        "weights": {"participation": "0.40", "money": "0.20", "creativity": "0.25", "engagement": "0.15"},
        "step_points": 15,
        "usual_spread": "0.03",
        "usual_gift_spread": "0.10",
        "gift_variation": "1.3",
        "least_jurors": 3,
        "trim_from": 5,
        "per_kind": 2,
        "medium_from": 20,
        "large_from": 100,
        "trophy_from": 3,
    },
]


@pytest.mark.parametrize("stored", STORED_RULES)
def test_rules_as_they_were_stored_can_be_read(stored):
    read = Rules.from_dict(stored).to_dict()
    assert {name: read[name] for name in stored} == stored


# --- A model --------------------------------------------------------------------------------------

PART = "is written only with the row that it is a part of"
LOG = "is itself the record of an act, written once"
FINAL = "is never changed, which the database sees to"
OWN = "is a person's own, made on the profile page or by a list"
MACHINE = "is kept by the services and never edited"
ON_ITS_PAGE = "is looked up and changed on its own pages, which know its rules"

# Why a model lacks what the others have: a permission in some role, a history, a page in the admin.
NO_PERMISSION = {
    "imports.ImportRow": PART,
    "imports.ImportShape": MACHINE,
    "duplicates.CompanyPair": "goes by crm.merge_company",
    "duplicates.ContactPair": "goes by crm.merge_contact",
    "finance.BankStatement": PART,
    "finance.Booking": PART,
    "finance.LockedName": MACHINE,
    "finance.RefusedRow": PART,
    "finance.BankFileDraft": "is its maker's alone, and goes by finance.add_bankfile",
    "campaigns.Tally": MACHINE,
    "campaigns.BankReference": MACHINE,
    "mailing.Mailing": "goes by the permission to see its letters",
    "mailing.Enclosure": PART,
    "inbox.MailDraft": "is its maker's alone, and goes by crm.add_interaction",
    "crm.Merge": "goes by the permission to merge",
    "crm.RemovedInteraction": "goes by the permission to remove the contact",
    "core.Change": PART,
    "core.Job": "is its owner's alone, and goes by the permission to see the list",
    "accounts.Invitation": "goes by core.add_user",
    "accounts.PasswordLink": "goes by core.change_user",
    "core.ApiToken": OWN,
    "core.Session": OWN,
    "core.StartStep": "goes by the permission to change the organisation",
    "core.Digest": MACHINE,
    "core.CalendarLink": OWN,
    "core.DefaultView": OWN,
    "core.Sequence": MACHINE,
    "core.SentForm": MACHINE,
    "core.AuditWords": PART,
    "core.AuditHead": MACHINE,
    "core.Heartbeat": MACHINE,
    "core.MailCount": MACHINE,
}
NO_HISTORY = NO_PERMISSION | {
    "finance.Payment": FINAL,
    "finance.Replacement": FINAL,
    "finance.Restoration": FINAL,
    "finance.Allocation": FINAL,
    "finance.LedgerExport": FINAL,
    "finance.ExportFetch": FINAL,
    "finance.Voucher": FINAL,
    "finance.PeriodEvent": FINAL,
    "finance.ExportRecord": FINAL,
    "crm.SponsorshipEvent": FINAL,
    "core.AuditEntry": LOG,
    "core.HealthReport": LOG,
    "core.Changeset": LOG,
    "core.LockedMonth": "stands as long as the month is locked; finance.PeriodEvent tells who locked and opened it",
    "core.ScheduledRun": LOG,
    "operations.Backup": MACHINE,
    "crm.Merge": LOG,
    "privacy.Erasure": LOG,
    "crm.RemovedInteraction": LOG,
    "duplicates.CompanyPair": MACHINE,
    "duplicates.ContactPair": MACHINE,
    "mailing.Letter": LOG,
    "inbox.InboundMail": LOG,
    "inbox.Mailbox": MACHINE,
    "inbox.MailDraft": "becomes a contact, which has one, or is thrown away",
    "crm.Tag": "is a word; companies keep their own history",
    "goals.GlobalGoal": "is the United Nations' own list",
    "core.User": "logs in, and is never deleted while rows name it",
}
NOT_IN_ADMIN = NO_PERMISSION | {
    "operations.Backup": ON_ITS_PAGE,
    "inbox.InboundMail": ON_ITS_PAGE,
    "inbox.Mailbox": ON_ITS_PAGE,
    "core.AuditEntry": ON_ITS_PAGE,
    "core.HealthReport": ON_ITS_PAGE,
    "core.Changeset": ON_ITS_PAGE,
    "core.Organisation": ON_ITS_PAGE,
    "core.LockedMonth": ON_ITS_PAGE,
    "finance.BooksSettings": ON_ITS_PAGE,
    "finance.LedgerAccount": ON_ITS_PAGE,
    "finance.FlowRule": ON_ITS_PAGE,
    "finance.LedgerExport": ON_ITS_PAGE,
    "finance.ExportFetch": ON_ITS_PAGE,
    "finance.Voucher": ON_ITS_PAGE,
    "finance.PeriodEvent": ON_ITS_PAGE,
    "core.ScheduledRun": ON_ITS_PAGE,
    "payroll.PayrollShare": PART,
    "payroll.PayrollBand": PART,
    "campaigns.EntryPicture": PART,
    "campaigns.Juror": "is secret: administrators may sit on a jury too",
    "campaigns.JurorLink": "opens the sheet of a juror, on the jury's page",
    "campaigns.Criterion": "is secret: administrators may sit on a jury too",
    "campaigns.Mark": "is secret: administrators may sit on a jury too",
    "campaigns.Recusal": "is secret: administrators may sit on a jury too",
    "crm.Company": ON_ITS_PAGE,
    "crm.Contact": ON_ITS_PAGE,
    "crm.Affiliation": ON_ITS_PAGE,
    "crm.Proof": ON_ITS_PAGE,
    "crm.Interaction": ON_ITS_PAGE,
    "crm.NextStep": ON_ITS_PAGE,
    "crm.Document": ON_ITS_PAGE,
    "crm.Pause": ON_ITS_PAGE,
    "crm.StageRule": ON_ITS_PAGE,
    "crm.LapseReason": ON_ITS_PAGE,
    "privacy.DataRequest": ON_ITS_PAGE,
    "privacy.Erasure": ON_ITS_PAGE,
    "privacy.LegalHold": ON_ITS_PAGE,
    "privacy.RetentionRule": ON_ITS_PAGE,
    "core.RetentionPeriod": ON_ITS_PAGE,
}


def models_of_ours() -> dict[str, type]:
    """Those that people's data is in, without the rows that history keeps."""
    models = [model for app in settings.OUR_APPS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model for model in models if not hasattr(model, "history_object")}


def test_every_model_is_in_some_role_or_says_why_not():
    granted = set().union(*ROLES.values())
    lacking = {
        label
        for label, model in models_of_ours().items()
        if not granted & {f"{model._meta.app_label}.{action}_{model._meta.model_name}" for action in ("view", "change")}
    }
    assert lacking == NO_PERMISSION.keys()


def test_every_model_has_history_or_says_why_not():
    lacking = {label for label, model in models_of_ours().items() if not hasattr(model, "history")}
    assert lacking == NO_HISTORY.keys()


def test_every_model_is_in_the_admin_or_says_why_not():
    lacking = {label for label, model in models_of_ours().items() if not admin.site.is_registered(model)}
    assert lacking == NOT_IN_ADMIN.keys()
