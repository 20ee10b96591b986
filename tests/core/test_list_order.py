"""Every list is in one order, whichever database keeps it: as Python puts the rows, with what is empty last."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Invitation
from campaigns.services.contributions import add_contribution
from config.api import router
from config.roles import ADMINISTRATOR
from core.audit import record
from core.models import ApiToken, AuditKind, Changeset, LockedMonth, SavedView, User
from core.ordering import in_order
from core.services import save_view
from crm.models import Company, Delivery, LapseReason, Sponsorship
from crm.services.renewals import record_lapse
from crm.services.tags import tag_company
from duplicates.models import CompanyPair, ContactPair
from finance.models import BankFile, ExportRecord, FileFormat, LedgerExport
from finance.rules.instalment_plans import Rhythm
from finance.services.instalment_plans import make_plan
from finance.services.instalments import register_invoice
from goals.models import GlobalGoalReason, GoalSection, ShareChannel, ShareText, WayToHelp
from imports.models import ImportKind
from inbox.models import InboundReason, MailRule
from inbox.services.inbound import save_rule
from mailing.models import SuppressionReason
from mailing.services.queueing import To, queue_letter
from mailing.services.suppressions import suppress_address
from privacy.models import Erasure
from privacy.services.holds import put_hold
from privacy.services.requests import register_request
from tests.accounts.people import make_invitation
from tests.campaigns.factories import A_DAY, OPENS, make_activity, make_competition, make_team, promise, running_duel
from tests.campaigns.jury_factories import make_entry
from tests.core.test_saved_views import list_pages
from tests.factories import (
    CompanyFactory,
    InboundFactory,
    InteractionFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    make_document,
    make_enquiry,
    signed_sponsorship,
)
from tests.imports.drafts import draft
from tests.ordering import API_LISTS, LISTS, api_order, disorders_of, table_of
from tests.payroll.factories import make_month
from workplaces.services.personal_links import make_link
from workplaces.services.proposals import decline_proposal, propose

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture(scope="module", autouse=True)
def register(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Made once for all the tests here, and taken away after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_register()
        yield
        transaction.set_rollback(True)


def make_register():
    """Make rows of every kind, with an empty value in each sortable column that allows one."""
    owners = [UserFactory(first_name="ånn", last_name="Ek"), UserFactory(first_name="Eva", last_name="")]
    companies = [
        CompanyFactory(name="Åkeriet", orgnr=None, owner=None, trade="", city="Örebro"),
        CompanyFactory(name="Zäta", owner=owners[0], trade="åkeri", city="", employees=5),
        CompanyFactory(name="bageriet", owner=owners[1], trade="Åkeri", city="arboga", status="ended"),
        CompanyFactory(name="Bageriet 2", orgnr=None, owner=owners[0], trade="bygg", invoice_email="a@b.example"),
    ]
    people = [
        contact_at(company, email=email)
        for company, email in zip(companies, ["", "b@x.example", "", "A@x.example"], strict=True)
    ]
    for number, company in enumerate(companies):
        moment = timezone.now() - dt.timedelta(days=number)
        InteractionFactory(
            companies=[company], contacts=people[:1], goal=get_goal() if number % 2 else None, happened_at=moment
        )
        over = signed_sponsorship(company=company, starts=days(-400), ends=days(-40 - number), signed_on=days(-410))
        make_plan(over, rhythm=Rhythm.QUARTERLY)
        for row in over.instalments.order_by("number")[: 2 + number % 2]:
            register_invoice(row, number=f"10{9 - number}", on=row.planned_on)
        if number % 2:
            record_lapse(over, reason=LapseReason.objects.order_by("-position")[number % 3])
        signed_sponsorship(
            company=company, goal=get_goal(2), starts=days(-9), ends=days(50 + number), signed_on=days(-9)
        )
        SponsorshipFactory(company=company, goal=get_goal(3), starts=None, ends=None, amount=None)
        make_document(company=company, sponsorship=over if number % 2 else None, name=f"avtal{number}.txt")
        make_enquiry(company_name=company.name)
        NextStepFactory(company=company, due_on=days(number // 2), due_at=dt.time(9) if number % 2 else None)
        PauseFactory(company=company, until=days(9 + number // 2))
        make_privacy_rows(people[number], by=owners[number % 2], assignee=owners[0] if number % 2 else None)
        make_month(company=company, ends=days(90) if number % 2 else None)
    CompanyPair.objects.create(one=companies[0], other=companies[2], points=50)
    CompanyPair.objects.create(one=companies[0], other=companies[1], points=50)
    CompanyPair.objects.create(one=companies[2], other=companies[3], points=90)
    ContactPair.objects.create(one=people[0], other=people[2], points=50)
    ContactPair.objects.create(one=people[0], other=people[1], points=50)
    ContactPair.objects.create(one=people[2], other=people[3], points=90)
    for number, name in enumerate(("åka", "Zebra", "ärta")):
        tag_company(companies[number], name=name)
        maker = owners[number % 2]
        undone = {"undone_by": maker, "undone_at": timezone.now()} if number else {}
        Changeset.objects.create(kind="bulk", subject=Company._meta.label, name=name, made_by=maker, **undone)
        draft(ImportKind.COMPANY, [["Namn", "Ort"], ["Ärtan", ""], ["", "Sala"], ["åkeriet", "Umeå"]], by=maker)
        save_view(SavedView(owner=owners[1], list_name="crm:company_list", name=name, shared=True))
    for kind in (AuditKind.EXPORT, AuditKind.LOGIN, AuditKind.DOWNLOAD):
        record(kind, by=owners[0], subject=companies[0])
    for number, address in enumerate(("å@b.example", "Zeb@b.example", "a@b.example")):
        reason = SuppressionReason.BOUNCED if number else SuppressionReason.BY_HAND
        suppress_address(address, reason=reason, note="550" if number == 1 else "", by=owners[0] if number else None)
        values = {"förnamn": address}
        queue_letter("people", to=To(f"{number}@b.example", address if number else ""), values=values, by=owners[0])
        sender, reason = f"{number}@b.example", InboundReason.BULK if number else InboundReason.UNKNOWN
        InboundFactory(sender=sender, sender_name="", subject=address if number else "", reason=reason)
        save_rule(MailRule(), by=owners[number % 2], pattern=sender, action="log" if number else "never", note=address)
    make_competitions(owners)
    make_goal_pages()
    make_proposals(owners)
    make_kept_files(owners)
    make_users(owners)


def make_goal_pages():
    for goal in (get_goal(1), get_goal(2)):
        for number, text in enumerate(("ånga", "Zeb")):
            GoalSection.objects.create(goal=goal, heading=text, text=text, position=2 - number)
            WayToHelp.objects.create(goal=goal, heading=text, text=text, position=2 - number)
            channel = (ShareChannel.LINKEDIN, ShareChannel.FACEBOOK)[number]
            ShareText.objects.create(goal=goal, channel=channel, text=text)
            GlobalGoalReason.objects.create(
                goal=goal, global_goal=goal.global_goals.order_by("-number")[number], text=text
            )


def make_proposals(owners: list[User]):
    for number, name in enumerate(("ångan", "Zorro", "ärtan")):
        link, _secret = make_link("sponsor", CompanyFactory(name=name), by=None)
        proposal = propose(link, wanted={"city": "Sala"})
        if number:
            decline_proposal(proposal, by=owners[number - 1], answer="Nej")


def make_kept_files(owners: list[User]):
    for number, name in enumerate(("ånga", "Zeb", "ärt")):
        maker, sha256 = owners[number % 2], f"{number:064}"
        BankFile.objects.create(
            number=number or None,
            name=name,
            format=FileFormat.BGMAX if number else "",
            sha256=sha256,
            from_on=days(-number) if number else None,
            to_on=days(number) if number else None,
            credit=number % 2,
            read_by=maker,
        )
        LedgerExport.objects.create(
            period=days(-40 * number).replace(day=1),
            series="MS",
            first_number=number + 1,
            last_number=number + 1,
            debit=number % 2,
            content=b"",
            sha256=sha256,
            made_by=maker,
        )
        LockedMonth.objects.create(month=dt.date(2019, 3 - number, 1), locked_by=maker)
        ExportRecord.objects.create(title=name, rows=number % 2, packed=b"", sha256=sha256, made_by=maker)


def make_users(owners: list[User]):
    User.objects.filter(pk=owners[0].pk).update(seen_at=timezone.now(), is_active=False)
    for number, name in enumerate(("ånn", "Zeb", "ärt")):
        maker = owners[number - 1] if number else None
        make_invitation(by=None, first_name=name, email=f"kim{number}@medspel.example")
        Invitation.objects.filter(first_name=name).update(made_by=maker)
        fields = {"may_write": number == 1, "addresses": "198.51.100.1" if number else ""}
        ApiToken.objects.create(user=owners[number % 2], name=name, **fields)
    ApiToken.objects.filter(name="Zeb").update(expiry=None, used_at=timezone.now())


def make_privacy_rows(person, *, by, assignee):
    today = timezone.localdate()
    register_request(kind="access", received_on=today, contact=person, assignee=assignee)
    put_hold(by=by, reason=f"Tvist {person}", contact=person)
    Erasure.objects.create(kind="contact", key=person.pk, reason="Bad om det", erased_by=assignee)


def make_competitions(owners: list[User]):
    make_competition(name="ångan", contact=owners[0])
    make_competition(name="Zorro", contact=owners[1], opens_on=OPENS - dt.timedelta(days=1))
    for name in ("Kakor", "Ånga"):
        make_activity(name)
    competition, first, second = running_duel(contact=owners[1])
    for number, team in enumerate((second, first, None, second)):
        add_contribution(
            competition=competition, team=team, amount=Decimal(100 + number % 2), received_on=A_DAY, by=owners[0]
        )
    for title, activity in (("ärter", "Kakor"), ("Zucchini", "Ånga"), ("åkte", "Kakor")):
        make_entry(second, activity=activity, title=title, approved=title == "Zucchini")
    make_team(make_competition(name="ängen", contact=owners[0]), name="ängslaget")
    for name in ("En", "Två", "Tre"):
        promise(competition, third_party=name)


def test_every_list_is_in_the_table():
    assert LISTS.keys() == list_pages().keys()
    assert API_LISTS.keys() == {basename for _prefix, viewset, basename in router.registry if hasattr(viewset, "list")}


@pytest.mark.parametrize("name", LISTS)
def test_list_is_in_the_same_order_on_every_database(name, make_user):
    number, wrong = disorders_of(name, make_user(ADMINISTRATOR))
    assert (number > 2, wrong) == (True, [])


@pytest.mark.parametrize("name", API_LISTS)
def test_list_of_the_api_is_in_the_same_order_on_every_database(name, api_client_for):
    found, expected = api_order(name, api_client_for(ADMINISTRATOR))
    assert (len(found) > 2, found) == (True, expected)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows how many rows there are")
@pytest.mark.parametrize("sort", ["company", "-company"])
def test_agreements_are_read_in_the_order_of_companies_and_not_sorted(make_user, sort):
    found = table_of("crm:sponsorship_list", make_user(ADMINISTRATOR), sort=sort).data.data
    assert "TEMP B-TREE" not in found.values("pk")[:50].explain()


def test_relation_is_in_the_order_of_what_it_points_to_and_empty_last():
    by_owner = [
        company.owner and company.owner.first_name for company in in_order(Company.objects.all(), "owner", "pk")
    ]
    assert by_owner == ["Eva", "ånn", "ånn", *[None] * (len(by_owner) - 3)]
    assert [c.owner and c.owner.first_name for c in in_order(Company.objects.all(), "-owner", "-pk")][-1] is None
    assert in_order(Sponsorship.objects.all(), "company", "-pk").query.order_by == ("company", "-pk")


def test_value_worked_out_for_the_list_has_empty_last():
    rows = in_order(Sponsorship.objects.with_yearly(days(0)), "yearly", "pk")
    yearly = [row.yearly for row in rows]
    assert yearly == sorted(value for value in yearly if value is not None) + [None] * yearly.count(None)


def test_deliveries_without_a_day_come_last_of_their_place():
    deliveries = list(Delivery.objects.filter(sponsorship=Sponsorship.objects.signed().first()))
    assert deliveries == sorted(deliveries, key=lambda d: (d.position, d.due_on is None, d.due_on or days(0), d.pk))
