"""What a leaver looks after goes to others, and comes back when that was wrong."""

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.services.handover import PARTS, CannotTakeOver, NothingToHandOver, hand_over, looked_after
from campaigns.models import Competition
from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from core.models import AuditEntry, Changeset, User
from core.services import save_record
from crm.models import Company, Delivery, NextStep, Sponsorship
from crm.services.interactions import complete_next_step
from goals.models import Benefit
from inbox.models import Enquiry, MailRule, MailRuleAction
from inbox.services.inbound import save_rule
from privacy.models import DataRequest
from privacy.services.requests import answer_request, register_request
from tests.campaigns.factories import make_competition
from tests.factories import (
    CompanyFactory,
    NextStepFactory,
    SponsorshipFactory,
    make_enquiry,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database("accounts.services.handover")]

MODELS = {
    "steps": (NextStep, "assignee"),
    "companies": (Company, "owner"),
    "dialogues": (Sponsorship, "owner"),
    "agreements": (Sponsorship, "owner"),
    "deliveries": (Delivery, "doer"),
    "competitions": (Competition, "contact"),
    "enquiries": (Enquiry, "assignee"),
    "benefits": (Benefit, "doer"),
    "rules": (MailRule, "user"),
    "requests": (DataRequest, "assignee"),
}
# What somebody has done or made stays theirs, and what is their own goes nowhere.
DONE = (
    "finance.ExportFetch.fetched_by finance.PeriodEvent.by campaigns.Amendment.made_by campaigns.Batch.made_by "
    "crm.DeliveryPart.delivered_by crm.Interaction.logged_by crm.Pause.made_by crm.RemovedInteraction.removed_by "
    "crm.SponsorshipEvent.by core.Changeset.made_by core.ScheduledRun.ordered_by core.StartStep.by "
    "operations.Backup.made_by privacy.Erasure.erased_by privacy.LegalHold.made_by finance.LedgerExport.made_by "
    "finance.ExportRecord.made_by imports.Import.made_by mailing.Mailing.made_by mailing.Letter.made_by "
    "core.AuditEntry.user"
).split()
THEIR_OWN = (
    "accounts.PasswordLink.user inbox.MailDraft.user core.ApiToken.user core.Digest.user core.CalendarLink.user "
    "core.Job.owner core.DefaultView.user core.Session.user campaigns.Juror.user"  # a jury is appointed by name
).split()


@pytest.fixture
def leaver(make_user) -> User:
    """Looks after one of everything, and has done one step."""
    user = make_user(PARTNER_MANAGER)
    company = CompanyFactory(owner=user)
    NextStepFactory(company=company, assignee=user)
    done = NextStepFactory(company=company, assignee=user)
    complete_next_step(done, by=user)
    SponsorshipFactory(company=company, owner=user)
    signed = signed_sponsorship(company=company, owner=user)
    save_record(signed.deliveries.first(), doer=user)
    make_competition(contact=user)
    save_record(make_enquiry(), assignee=user)
    save_record(Benefit.objects.first(), doer=user)
    save_rule(MailRule(), by=user, pattern="@akeriet.example")
    save_rule(MailRule(), by=user, pattern="@reklam.example", action=MailRuleAction.NEVER)
    today = timezone.localdate()
    for request in (register_request(kind="access", received_on=today, sender=name, assignee=user) for name in "AB"):
        asked = request
    answer_request(asked, by=user, answer="Skickat")
    return user


def numbers(user: User) -> dict[str, int]:
    return {part.name: number for part, number in looked_after(user).items()}


def test_everything_open_goes_to_those_chosen_and_is_undone_as_one(leaver, client_for, make_user):
    client, manager, leader = client_for(ADMINISTRATOR), make_user(PARTNER_MANAGER), make_user(COMPETITION_LEADER)
    assert numbers(leaver) == dict.fromkeys(MODELS, 1)
    officer = make_user(ADMINISTRATOR)
    url = reverse("accounts:user_handover", args=[leaver.pk])
    page = client.get(url)
    assert [number for _label, number, _url in page.context["links"]] == [1] * 10
    assert {client.get(url).status_code for _label, _number, url in page.context["links"] if url} == {200}
    sent = dict.fromkeys(MODELS, manager.pk) | {"competitions": leader.pk, "steps": leader.pk, "enquiries": leader.pk}
    sent["requests"] = officer.pk
    answer = client.post(url, sent, follow=True)
    changeset = Changeset.objects.get()
    assert answer.redirect_chain[-1][0] == changeset.get_absolute_url()
    assert answer.context["title"] == f"Överlämning: {leaver}"
    assert (numbers(leaver), numbers(leader)) == ({}, dict.fromkeys(("steps", "competitions", "enquiries"), 1))
    theirs = ("companies", "dialogues", "agreements", "deliveries", "benefits", "rules")
    assert (numbers(manager), numbers(officer)) == (dict.fromkeys(theirs, 1), {"requests": 1})
    assert NextStep.objects.get(done_at__isnull=False).assignee == leaver
    entry = AuditEntry.objects.get(kind="handed_over")
    assert (entry.subject_id, entry.facts["changeset"]) == (leaver.pk, changeset.pk)
    company = Company.objects.get(owner=manager)
    save_record(company, trade="Bygg")  # what is changed since stands, and is no hindrance
    client.post(changeset.get_absolute_url())
    assert (numbers(leaver), Company.objects.get(pk=company.pk).trade) == (dict.fromkeys(MODELS, 1), "Bygg")
    assert (numbers(manager), numbers(leader), numbers(officer)) == ({}, {}, {})


def test_only_those_who_may_look_after_it_can_take_it_over(leaver, make_user):
    administrator = make_user(ADMINISTRATOR)
    for who, kind in ((make_user(READER), "companies"), (make_user(FINANCE), "steps"), (leaver, "companies")):
        with pytest.raises(CannotTakeOver):
            hand_over(leaver, to={kind: who}, by=administrator)
    paused = make_user(PARTNER_MANAGER, is_active=False)
    with pytest.raises(CannotTakeOver):
        hand_over(leaver, to={"steps": make_user(COMPETITION_LEADER), "companies": paused}, by=administrator)
    assert numbers(leaver) == dict.fromkeys(MODELS, 1)
    assert not Changeset.objects.exists()


def test_nothing_chosen_is_told_of_and_what_is_not_chosen_stays(leaver, client_for, make_user):
    client, manager = client_for(ADMINISTRATOR), make_user(PARTNER_MANAGER)
    url = reverse("accounts:user_handover", args=[leaver.pk])
    assert client.post(url, {}).context["form"].non_field_errors() == [str(NothingToHandOver.message)]
    client.post(url, {"companies": manager.pk})
    assert numbers(leaver) == dict.fromkeys(MODELS.keys() - {"companies"}, 1)
    crafted = client.post(url, {"steps": make_user(READER).pk})
    assert list(crafted.context["form"].errors) == ["steps"]


def test_handover_is_offered_where_somebody_is_paused(leaver, client_for, make_user):
    client = client_for(ADMINISTRATOR)
    page = client.get(reverse("accounts:user_pause", args=[leaver.pk]))
    assert reverse("accounts:user_handover", args=[leaver.pk]) in page.content.decode()
    idle = reverse("accounts:user_handover", args=[make_user().pk])
    assert "Inget att lämna över" in client.get(idle).content.decode()


def test_handing_over_thirty_costs_as_many_queries_as_one(make_user, django_assert_num_queries):
    administrator, manager = make_user(ADMINISTRATOR), make_user(PARTNER_MANAGER)
    administrator.get_all_permissions()
    for number in (1, 30):
        user = make_user(PARTNER_MANAGER)
        for _ in range(number):
            CompanyFactory(owner=user)
        with django_assert_num_queries(20):
            hand_over(user, to={"companies": manager}, by=administrator)


def test_whatever_names_a_colleague_is_handed_over_or_says_why_not():
    named = {
        f"{model._meta.label}.{each.name}"
        for app in settings.OUR_APPS
        for model in apps.get_app_config(app).get_models()
        for each in model._meta.concrete_fields
        if each.related_model is User and each.editable and not hasattr(model, "history_object")
    }
    handed_over = {f"{part.rows().model._meta.label}.{part.field}" for part in PARTS.values()}
    assert named == handed_over | {*DONE, *THEIR_OWN}
    assert handed_over.isdisjoint([*DONE, *THEIR_OWN])
