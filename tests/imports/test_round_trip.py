"""What is downloaded and brought back changes nothing, whatever strange things stand in it."""

import datetime as dt
import io
from decimal import Decimal
from itertools import product

import pytest
from django.utils import translation

from core.spreadsheets.reader import A_REGISTER, read_table
from crm.exports.companies import CompanyExport
from crm.exports.contacts import ContactExport
from crm.exports.interactions import InteractionExport
from crm.exports.sponsorships import SponsorshipExport
from crm.models import Company, CompanyStatus, Contact, Interaction, Sponsorship, Stage
from crm.services.amendments import amend_sponsorship, change_tier
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import decline_sponsorship, end_sponsorship
from demo.benchmarks.round_trip import (
    COMPOSED,
    DECOMPOSED,
    make_companies,
    make_contacts,
    make_interactions,
    make_sponsorships,
)
from demo.management.commands.bench_round_trip import as_excel_saves_it
from imports.models import ImportKind, RowStatus
from imports.queries import counts
from imports.services.drafts import map_columns, start_import
from tests.factories import (
    A_MOMENT,
    SIGNED_ON,
    AffiliationFactory,
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    get_tier,
    signed_sponsorship,
)
from tests.imports.drafts import draft, seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]

STRANGE = [
    "=1+1",
    '=cmd|"/c calc"!A1',
    "+46 är inget namn",
    "-",
    "007",
    "Åäö Ü é AB",
    "a_x0041_b",
    "Säg, Allt; AB",
    "'x",
]


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig", first_name="Åsa", last_name="Öberg")


def exported(export) -> list[list[str]]:
    file = io.BytesIO()
    export.write(file)
    return read_table(file.getvalue(), A_REGISTER)


def brought_back(kind: ImportKind, export, by, *, unread: int = 0) -> tuple[dict, list]:
    """Rows by status, and with them those that are not as they were; so many columns are not read."""
    batch = start_import(kind=kind, source="export.xlsx", table=exported(export), by=by)
    assert len(batch.headings) - len(batch.columns) == unread, set(batch.headings) - {
        batch.headings[place] for place in batch.columns.values()
    }
    batch = map_columns(batch, columns=batch.columns, by=by)
    others = batch.rows.exclude(status=RowStatus.SAME).exclude(status="")
    return dict(counts(batch)), list(others.values_list("number", "status", "changes", "mistakes"))


def company_export(user):
    return CompanyExport(queryset=Company.objects.for_table(), user=user)


@pytest.fixture
def companies(user):
    for name in STRANGE:
        CompanyFactory(
            name=name, orgnr=None, tags=["nät", "å"], owner=user, postal_code="01234", notes=f"{name}\r\nrad 2 "
        )
    CompanyFactory(name="Lika AB", website="http://lika.example", employees=0, bankgiro="9000001", swish="1234567890")
    CompanyFactory(name="Lika AB", orgnr=None, status=CompanyStatus.PAUSED)
    CompanyFactory(name="Egen firma", orgnr="8112189876")
    CompanyFactory(name="Lång text", notes="å" * 40_000)
    quit_since = UserFactory(first_name="Slutat", is_active=False)
    CompanyFactory(name="Någon annans", owner=quit_since, invoice_email="a@b.example", invoice_reference="0012")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_companies_come_back_unchanged(companies, user, language):
    with translation.override(language):
        assert brought_back(ImportKind.COMPANY, company_export(user), user, unread=2) == ({"same": 14, "moved": 0}, [])


def test_companies_exported_in_swedish_come_back_unchanged_in_english(companies, user):
    table = exported(company_export(user))
    with translation.override("en"):
        batch = start_import(kind=ImportKind.COMPANY, source="x", table=table, by=user)
        assert len(batch.columns) == 18
        assert dict(counts(map_columns(batch, columns=batch.columns, by=user))) == {"same": 14, "moved": 0}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_people_come_back_unchanged(user, language):
    two = contact_at(CompanyFactory(name="Säg, Allt; AB"), first_name="=Kim", phone="+46701740605", role="Chef, inköp")
    AffiliationFactory(contact=two, company=CompanyFactory(name="Lika"), role="")
    for email in ("a@x.example", "b@x.example", "", ""):
        AffiliationFactory(contact__first_name="Samma", contact__last_name="Namn", contact__email=email)
    AffiliationFactory(contact__first_name="Har slutat", ends=dt.date(2020, 1, 1))
    ContactFactory(first_name="Utan företag", do_not_contact=True, data_source="=HYPERLINK(1)", phone="+4721234567")
    with translation.override(language):
        export = ContactExport(queryset=Contact.objects.with_affiliations())
        said = brought_back(ImportKind.CONTACT, export, user, unread=9)  # what is said of their companies
    assert said == ({"same": 7, "moved": 0}, [])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_contact_log_comes_back_unchanged(user, language):
    first, second = CompanyFactory(name="Säg, Allt; AB"), CompanyFactory(name="Lika")
    CompanyFactory(name="Lika")
    person = contact_at(second, first_name="Kim, den andra")
    InteractionFactory(companies=[first, second], contacts=[person], goal=get_goal(), text="=1+1\r\nrad två\n\n- slut ")
    InteractionFactory(companies=[second], happened_at=A_MOMENT.replace(second=7, microsecond=5), text="")
    for _same in range(2):
        InteractionFactory(companies=[second])
    queryset = Interaction.objects.for_timeline()
    with translation.override(language):
        said = brought_back(ImportKind.INTERACTION, InteractionExport(queryset=queryset), user)
    assert said == ({"same": 4, "moved": 0}, [])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_sponsorships_come_back_unchanged_without_the_line_of_totals(user, language):
    for name in ("Lika", "Lika"):
        signed_sponsorship(company=CompanyFactory(name=name), amount="1234.50", payment_note="=A1")
    ended = signed_sponsorship(company=CompanyFactory(name="Slutade"), goal=get_goal(3))
    end_sponsorship(ended, on=dt.date(2027, 6, 30), reason="Flyttar")
    declined = SponsorshipFactory(company=CompanyFactory(name="Nej, tack"), goal=get_goal(2))
    decline_sponsorship(declined, reason="Nej")
    SponsorshipFactory(stage=Stage.MEETING, starts=None, ends=None, amount=None)
    amended = signed_sponsorship(company=CompanyFactory(name="Höjde"), goal=get_goal(4), amount="1000")
    amend_sponsorship(amended, starts=dt.date(2027, 7, 1), amount=Decimal(2000), reason="Mer", by=user)
    renew_sponsorship(amended, notice_days=3)
    period, day = (dt.date(2027, 1, 1), dt.date(2027, 12, 31)), dt.date(2027, 8, 1)
    rows = Sponsorship.objects.for_table().with_yearly(day).order_by("pk")
    export = SponsorshipExport(queryset=rows, period=period, day=day)
    with translation.override(language):
        said = brought_back(ImportKind.SPONSORSHIP, export, user, unread=6)
    assert said == ({"same": 7, "moved": 0}, [])


def csv_of(kind, export, encoding):
    file = io.BytesIO()
    export.write(file)
    return read_table(as_excel_saves_it(kind, file.getvalue(), encoding), A_REGISTER)


@pytest.mark.parametrize(("kind", "encoding"), [*product(ImportKind, ["cp1252", "utf-8-sig"])])
def test_what_excel_saved_as_csv_comes_back_unchanged(user, kind, encoding):
    letters = COMPOSED + (() if encoding == "cp1252" else DECOMPOSED)
    companies = make_companies(14, [user], letters)
    people = make_contacts(14, companies, letters)
    make_interactions(14, companies, people, [user])
    make_sponsorships(14, companies, [user])
    day = dt.date(2026, 6, 1)
    agreements = Sponsorship.objects.for_table().with_yearly(day)
    export = {
        ImportKind.COMPANY: lambda: company_export(user),
        ImportKind.CONTACT: lambda: ContactExport(queryset=Contact.objects.with_affiliations()),
        ImportKind.INTERACTION: lambda: InteractionExport(queryset=Interaction.objects.for_timeline()),
        ImportKind.SPONSORSHIP: lambda: SponsorshipExport(queryset=agreements, period=(day, day), day=day),
    }[kind]()
    batch = draft(kind, csv_of(kind, export, encoding), by=user)
    assert (dict(counts(batch)), seen(batch)[0][1]) == ({"same": 14, "moved": 0}, "same")


def test_a_text_longer_than_a_cell_comes_back_unchanged_whatever_its_letters(user):
    CompanyFactory(notes="\N{GRINNING FACE}" * 20_000)
    CompanyFactory(notes="hopp\x0bhopp")
    said = brought_back(ImportKind.COMPANY, company_export(UserFactory(role="Administratör")), user, unread=2)
    assert said == ({"same": 2, "moved": 0}, [])


def test_what_changed_tier_comes_back_by_the_words_of_the_page(user):
    upper = {"tier": get_tier("Partner"), "amount": Decimal(90000), "signed_on": SIGNED_ON, "reason": "Växer"}
    change_tier(signed_sponsorship(), starts=dt.date(2027, 7, 1), **upper)
    day = dt.date(2027, 6, 30)
    rows = Sponsorship.objects.for_table().with_yearly(day).order_by("pk")
    export = SponsorshipExport(queryset=rows, period=(day, day), day=day)
    heading, *cells = exported(export)
    assert [row[heading.index("Läge")] for row in cells[:2]] == ["Bytte nivå", "Tecknat"]
    said = brought_back(ImportKind.SPONSORSHIP, export, user, unread=6)
    assert said == ({"same": 2, "moved": 0}, [])
