"""Contacts and sponsorships from lists: the rules of the services hold, and what breaks them is told row by row."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from crm.models import CompanyStatus, Delivery, Interaction, Sponsorship, Stage
from crm.services.sponsorships import end_sponsorship
from imports.models import ImportKind
from imports.services.commit import commit_import
from imports.services.row_undo import TouchedSince
from imports.services.undo import undo_import
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    get_offer,
    signed_sponsorship,
)
from tests.imports.drafts import draft, faults, read_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = ["Företag", "Mål", "Nivå", "Från", "Till och med", "Belopp per år", "Läge", "Tecknat den"]
SIGNED = ["1/1 2027", "2027-12-31", "1 234,50 kr", "Tecknat", "1 november 2026"]


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


@pytest.fixture
def companies():
    return {name: CompanyFactory(name=name) for name in ("Åkeriet", "Bageriet")}


def sponsorships(*rows: list[str]) -> list[list[str]]:
    return [HEAD, *rows]


# --- Sponsorships ---------------------------------------------------------------------------------


def test_leads_and_signed_ones_are_made_as_by_hand(user, companies):
    table = sponsorships(
        ["Åkeriet", "Ingen hemlöshet", "Sponsor", *SIGNED], ["Bageriet", "2", "Partner", "", "", "", "Möte"]
    )
    batch = read_in(ImportKind.SPONSORSHIP, table, by=user)
    signed, lead = Sponsorship.objects.order_by("pk")
    assert (signed.stage, signed.signed_on, signed.amount, signed.starts) == (
        Stage.SIGNED,
        dt.date(2026, 11, 1),
        Decimal("1234.50"),
        dt.date(2027, 1, 1),
    )
    assert (signed.offer_amount, signed.deliveries.count()) == (get_offer().yearly_amount, get_offer().benefits.count())
    assert (lead.stage, lead.owner, lead.goal.number) == (Stage.MEETING, user, 2)
    companies["Åkeriet"].refresh_from_db()
    assert companies["Åkeriet"].status == CompanyStatus.ACTIVE
    undo_import(batch, by=user)
    companies["Åkeriet"].refresh_from_db()
    assert (Sponsorship.objects.count(), Delivery.objects.count()) == (0, 0)
    assert companies["Åkeriet"].status == CompanyStatus.PROSPECT


def test_seats_and_overlaps_are_told_in_the_preview_also_between_rows_of_the_file(user, companies):
    main = ["Åkeriet", "Bageriet"]
    table = sponsorships(
        [main[0], "1", "Huvudpartner", *SIGNED],
        [main[1], "1", "Huvudpartner", *SIGNED],
        [main[0], "1", "Sponsor", *SIGNED],
    )
    batch = draft(ImportKind.SPONSORSHIP, table, by=user)
    assert seen(batch) == [
        (2, "new", []),
        (3, "wrong", [("", "", "Alla platser på nivån är upptagna under en del av perioden.")]),
        (4, "wrong", [("", "", "Företaget har redan ett tecknat sponsorskap på målet under en del av perioden.")]),
    ]
    assert Sponsorship.objects.count() == 0
    commit_import(batch, by=user)
    assert Sponsorship.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (
            ["Åkeriet", "1", "Sponsor", "", "", "", "Tecknat", "2026-11-01"],
            "",
            "Fyll i period och belopp innan sponsorskapet tecknas.",
        ),
        (["Åkeriet", "1", "Sponsor", *SIGNED[:4], ""], "Tecknat den", "Skriv vilken dag det tecknades."),
        (
            ["Åkeriet", "1", "Sponsor", *SIGNED[:3], "Möte", SIGNED[4]],
            "Läge",
            "Det som har ett datum för tecknandet är tecknat.",
        ),
        (
            ["Åkeriet", "1", "Sponsor", *SIGNED[:3], "Avböjt", ""],
            "Läge",
            "Det steget tas på sponsorskapets sida, inte i en import.",
        ),
        (["Åkeriet", "9", "Sponsor"], "Mål", "Inget mål heter 9."),
        (["Åkeriet", "1", "Guld"], "Nivå", "Ingen nivå heter Guld."),
        (["Åkeriet", "", "Sponsor"], "Mål", "Behövs för en ny rad."),
        (["Åkeriet", "1", "Sponsor", "31/2 2027"], "Från", "Skriv en dag som 2026-03-01."),
        (
            ["Åkeriet", "1", "Sponsor", "2027-12-31", "2027-01-01"],
            "Till och med",
            "Slutdatum kan inte ligga före startdatum.",
        ),
        (
            ["Åkeriet", "1", "Sponsor", "", "", "mycket"],
            "Belopp per år",
            "Skriv ett belopp i kronor, till exempel 1 234,50.",
        ),
    ],
)
def test_what_a_sponsorship_may_not_be_is_told_beside_its_column(user, companies, row, column, why):
    batch = draft(ImportKind.SPONSORSHIP, sponsorships(row), by=user)
    assert faults(batch.rows.get()) == [(column, why)]


def test_all_that_is_wrong_with_a_sponsorship_is_told_at_once(user, companies):
    row = ["Åkeriet", "9", "Guld", "2027-12-31", "2027-01-01", "-5", "Avböjt"]
    batch = draft(ImportKind.SPONSORSHIP, sponsorships(row), by=user)
    assert {mistake[0] for mistake in batch.rows.get().mistakes} == {
        "Mål",
        "Nivå",
        "Till och med",
        "Belopp per år",
        "Läge",
    }


def test_what_is_signed_stays_as_it_was_signed(user, companies):
    row = signed_sponsorship(company=companies["Åkeriet"])
    table = [["Avtal", "Belopp per år", "Betalning", "Läge"], [row.agreement_no, "1", "Faktura i mars", ""]]
    batch = draft(ImportKind.SPONSORSHIP, table, by=user)
    assert [mistake[0] for mistake in batch.rows.get().mistakes] == ["Belopp per år"]
    table[1][1] = ""
    read_in(ImportKind.SPONSORSHIP, table, by=user)
    row.refresh_from_db()
    assert row.payment_note == "Faktura i mars"


def test_a_lead_that_is_there_is_signed_and_unsigned_again_by_undo(user, companies):
    lead = SponsorshipFactory(company=companies["Åkeriet"], stage=Stage.PROPOSAL)
    table = [["Avtal", "Tecknat den"], [lead.agreement_no, "2026-11-01"]]
    batch = read_in(ImportKind.SPONSORSHIP, table, by=user)
    lead.refresh_from_db()
    assert (lead.stage, lead.deliveries.count()) == (Stage.SIGNED, get_offer().benefits.count())
    undo_import(batch, by=user)
    lead.refresh_from_db()
    assert (lead.stage, lead.signed_on, lead.deliveries.count()) == (Stage.PROPOSAL, None, 0)


def test_a_signed_import_that_somebody_ended_early_is_not_undone(user, companies):
    batch = read_in(ImportKind.SPONSORSHIP, sponsorships(["Åkeriet", "1", "Sponsor", *SIGNED]), by=user)
    row = Sponsorship.objects.get()
    end_sponsorship(row, on=dt.date(2027, 6, 30), reason="Flyttar")
    with pytest.raises(TouchedSince) as refused:
        undo_import(batch, by=user)
    first, *promises = refused.value.context["rows"]
    assert (first.title, first.why) == (str(row), "ändrad")
    assert {promise.title for promise in promises} <= {delivery.text for delivery in row.deliveries.all()}


def test_without_a_number_the_same_company_goal_tier_and_day_is_the_same(user, companies):
    lead = SponsorshipFactory(company=companies["Åkeriet"], goal=get_goal(1), amount=None)
    table = sponsorships(["Åkeriet", "1", "Sponsor", "2027-01-01", "", "500"])
    batch = draft(ImportKind.SPONSORSHIP, table, by=user)
    assert [(row.status, row.target) for row in batch.rows.all()] == [("change", lead.pk)]


def test_whoever_may_not_sign_may_not_import_what_is_signed(companies):
    reader = UserFactory(role="Läsare")
    batch = draft(ImportKind.SPONSORSHIP, sponsorships(["Åkeriet", "1", "Sponsor", *SIGNED]), by=reader)
    assert [mistake[2] for mistake in batch.rows.get().mistakes] == ["Du får inte teckna sponsorskap."]


# --- The contact log ------------------------------------------------------------------------------

LOG = ["När", "Typ", "Företag", "Personer", "Mål", "Vad som sades", "Utfall", "Loggad av"]


def test_contacts_are_logged_with_companies_people_and_who(user, companies):
    person = contact_at(companies["Åkeriet"], first_name="Kim", last_name="Ek")
    contact_at(companies["Bageriet"], first_name="Kim", last_name="Ek")
    colleague = UserFactory(first_name="Åsa", last_name="Öberg")
    table = [
        LOG,
        ["1/3 2026 kl 14.30", "Möte", "Åkeriet", "Kim Ek", "1", "=Bra", "Positivt", "Åsa Öberg"],
        ["46082", "", "Åkeriet, Bageriet", "", "", "", "", ""],
    ]
    batch = read_in(ImportKind.INTERACTION, table, by=user)
    meeting, call = Interaction.objects.order_by("pk")
    assert timezone.localtime(meeting.happened_at).isoformat() == "2026-03-01T14:30:00+01:00"
    assert (meeting.kind, meeting.text, meeting.outcome, meeting.logged_by) == (
        "meeting",
        "=Bra",
        "positive",
        colleague,
    )
    assert (list(meeting.contacts.all()), meeting.goal) == ([person], get_goal(1))
    assert (call.companies.count(), call.logged_by, call.kind) == (2, user, "call")
    companies["Åkeriet"].refresh_from_db()
    assert companies["Åkeriet"].last_contact_at == meeting.happened_at
    undo_import(batch, by=user)
    companies["Åkeriet"].refresh_from_db()
    assert (Interaction.objects.count(), companies["Åkeriet"].last_contact_at) == (0, None)


def test_a_contact_that_is_there_is_found_by_moment_kind_and_companies(user, companies):
    InteractionFactory(
        companies=[companies["Åkeriet"]], happened_at=dt.datetime(2026, 3, 1, 13, 30, tzinfo=dt.UTC), text="Ja"
    )
    table = [
        LOG,
        ["2026-03-01 14:30", "Samtal", "Åkeriet", "", "", "Ja"],
        ["2026-03-01 14:30", "Samtal", "Bageriet", "", "", "Ja"],
        ["2026-03-01 14:30", "Samtal", "Bageriet", "", "", "Ja"],
    ]
    assert [row[1] for row in seen(draft(ImportKind.INTERACTION, table, by=user))] == ["same", "new", "wrong"]


def test_links_of_a_contact_that_was_changed_come_back_with_undo(user, companies):
    row = InteractionFactory(companies=[companies["Åkeriet"]])
    table = [["Nr i Medspel", "Företag", "Vad som sades"], [str(row.pk), "Bageriet", "Nytt"]]
    batch = read_in(ImportKind.INTERACTION, table, by=user)
    assert list(row.companies.all()) == [companies["Bageriet"]]
    undo_import(batch, by=user)
    row.refresh_from_db()
    assert (list(row.companies.all()), row.text) == ([companies["Åkeriet"]], "Vi pratade om nästa år.")


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (["", "", "Åkeriet"], "När", "Behövs för en ny rad."),
        (["2026-03-01", "Duva", "Åkeriet"], "Typ", "Välj ett av: Samtal, E-post, Möte, Besök, Evenemang."),
        (["2026-03-01", "", "Finns inte"], "Företag", "Inget företag heter Finns inte. Importera företagen först."),
        (["2026-03-01", "", "Åkeriet", "Kim Ek"], "Personer", "Ingen person heter Kim Ek. Importera personerna först."),
        (["2026-03-01", "", "Åkeriet", "", "", "", "", "Ingen"], "Loggad av", "Ingen användare heter Ingen."),
    ],
)
def test_what_a_contact_lacks_is_told_beside_its_column(user, companies, row, column, why):
    batch = draft(ImportKind.INTERACTION, [LOG, row], by=user)
    assert faults(batch.rows.get()) == [(column, why)]


def test_what_is_renewed_and_when_to_talk_about_it_are_read_as_on_the_page(user, companies):
    old = signed_sponsorship(company=companies["Åkeriet"])
    table = [
        ["Företag", "Mål", "Nivå", "Från", "Till och med", "Förnyar avtal", "Besked senast"],
        ["Åkeriet", "1", "Sponsor", "2028-01-01", "2028-12-31", old.agreement_no.lower(), "2028-12-01"],
    ]
    batch = read_in(ImportKind.SPONSORSHIP, table, by=user)
    renewal = Sponsorship.objects.exclude(pk=old.pk).get()
    assert (renewal.renews, renewal.notice_days) == (old, 30)
    table = [["Avtal", "Besked senast"], [renewal.agreement_no, "90"]]
    assert seen(draft(ImportKind.SPONSORSHIP, table, by=user)) == [
        (2, "change", [("Besked senast", "2028-12-01", "2028-10-02")])
    ]
    undo_import(batch, by=user)
    assert Sponsorship.objects.get() == old


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        (["Åkeriet", "2028-01-01", "2028-12-31", "SP99999", ""], "Förnyar avtal", "Inget avtal har numret SP99999."),
        (
            ["Bageriet", "2028-01-01", "2028-12-31", "SP", ""],
            "Förnyar avtal",
            "Bara ett tecknat sponsorskap hos samma företag kan förnyas.",
        ),
        (
            ["Åkeriet", "2027-06-01", "2028-12-31", "SP", ""],
            "Från",
            "Det som förnyas gäller till och med 2027-12-31. Börja tidigast dagen efter.",
        ),
        (
            ["Åkeriet", "2028-01-01", "", "", "2028-12-01"],
            "Besked senast",
            "Fyll i Till och med också, eller skriv antal dagar före slutet.",
        ),
        (
            ["Åkeriet", "2028-01-01", "2028-12-31", "", "2029-01-01"],
            "Besked senast",
            "Skriv en dag före slutet, högst 730 dagar före.",
        ),
    ],
)
def test_what_cannot_be_renewed_is_told_beside_its_column(user, companies, cells, column, why):
    old = signed_sponsorship(company=companies["Åkeriet"])
    company, starts, ends, renews, notice = cells
    table = [
        ["Företag", "Mål", "Nivå", "Från", "Till och med", "Förnyar avtal", "Besked senast"],
        [company, "1", "Sponsor", starts, ends, old.agreement_no if renews == "SP" else renews, notice],
    ]
    batch = draft(ImportKind.SPONSORSHIP, table, by=user)
    assert faults(batch.rows.get()) == [(column, why)]


def test_nobody_renews_what_is_renewed_already(user, companies):
    old = signed_sponsorship(company=companies["Åkeriet"])
    table = [
        ["Företag", "Mål", "Nivå", "Från", "Förnyar avtal"],
        ["Åkeriet", "1", "Sponsor", "2028-01-01", old.agreement_no],
        ["Åkeriet", "1", "Partner", "2028-01-01", old.agreement_no],
    ]
    assert seen(draft(ImportKind.SPONSORSHIP, table, by=user)) == [
        (2, "new", []),
        (3, "wrong", [("", "", "Det sponsorskapet förnyas redan av ett annat.")]),
    ]


def test_what_is_signed_keeps_what_it_renews_and_its_notice(user, companies):
    first = signed_sponsorship(company=companies["Åkeriet"])
    second = signed_sponsorship(company=companies["Åkeriet"], goal=get_goal(2))
    table = [["Avtal", "Förnyar avtal", "Besked senast"], [second.agreement_no, first.agreement_no, "5"]]
    batch = draft(ImportKind.SPONSORSHIP, table, by=user)
    assert [mistake[0] for mistake in batch.rows.get().mistakes] == ["Förnyar avtal", "Besked senast"]
