"""Rows of a list are written many at once, and every rule of writing one still bites and names its row."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.bulk_save import Unsaved
from core.models import Change
from core.undo import CannotReturn
from crm.models import Affiliation, Company, Contact, Interaction, Stage
from crm.services.companies import save_company
from crm.services.interactions import save_interactions
from crm.services.people import save_affiliations
from crm.services.sponsorships import sign_sponsorship
from duplicates.services.merging import merge
from imports.models import ImportKind, ImportState
from imports.services.commit import PreviewMoved, RowFailed, commit_import
from imports.services.companies import CompanyResource
from imports.services.drafts import renew_preview
from imports.services.model_resource import ModelResource
from imports.services.undo import undo_import
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
    get_tier,
    make_orgnr,
)
from tests.imports.drafts import draft, read_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = ["Namn", "Org.nr", "Ort"]
SPONSORSHIPS = ["Företag", "Mål", "Nivå", "Från", "Till och med", "Belopp per år", "Tecknat den"]
SIGNED = ["1", "Huvudpartner", "2027-01-01", "2027-12-31", "1000", "2026-11-01"]


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


def in_batches_of(number: int, monkeypatch):
    monkeypatch.setattr(ModelResource, "batch_size", number)


def test_changes_say_which_versions_in_the_history_are_the_imports(user, monkeypatch):
    in_batches_of(3, monkeypatch)
    there = [CompanyFactory(name=name, city="Sala", orgnr=None) for name in ("Ett", "Tre")]
    table = [HEAD, ["Ett", "", "Köping"], ["Två"], ["Tre", "", "Köping"], ["Fyra"], ["Fem"]]
    batch = read_in(ImportKind.COMPANY, table, by=user)
    changes = list(batch.changes.values_list("number", "made", "object_id"))
    named = dict(Company.objects.values_list("name", "pk"))
    assert changes == [
        (2, False, there[0].pk),
        (3, True, named["Två"]),
        (4, False, there[1].pk),
        (5, True, named["Fyra"]),
        (6, True, named["Fem"]),
    ]
    for change in batch.changes.all():
        (history,) = Company.history.filter(id=change.object_id, history_user=user)
        assert (change.first_history, change.last_history) == (history.history_id, history.history_id)
        assert history.history_type == ("+" if change.made else "~")
    undo_import(batch, by=user)
    assert sorted(Company.objects.values_list("name", "city")) == [("Ett", "Sala"), ("Tre", "Sala")]


def test_changes_of_people_and_their_roles_are_of_the_same_row(user, monkeypatch):
    in_batches_of(2, monkeypatch)
    here, there = CompanyFactory(name="Här"), CompanyFactory(name="Där")
    kim = contact_at(here, first_name="Kim", last_name="Ek", role="Chef")
    table = [
        ["Förnamn", "Efternamn", "Företag", "Roll"],
        ["Kim", "Ek", "Här", "VD"],
        ["Robin", "Al", "Här, Där", "Inköpare"],
        ["Ann", "Asp", "Där", ""],
    ]
    batch = read_in(ImportKind.CONTACT, table, by=user)
    robin, ann = Contact.objects.exclude(pk=kim.pk).order_by("pk")
    roles = list(Affiliation.objects.order_by("pk").values_list("contact", "company", "role"))
    assert roles == [
        (kim.pk, here.pk, "VD"),
        (robin.pk, here.pk, "Inköpare"),
        (robin.pk, there.pk, ""),
        (ann.pk, there.pk, ""),
    ]
    assert list(batch.changes.values_list("number", "model", "made")) == [
        (2, "crm.Affiliation", False),
        (3, "crm.Contact", True),
        (3, "crm.Affiliation", True),
        (3, "crm.Affiliation", True),
        (4, "crm.Contact", True),
        (4, "crm.Affiliation", True),
    ]
    undo_import(batch, by=user)
    assert list(Affiliation.objects.values_list("contact", "role")) == [(kim.pk, "Chef")]


@pytest.mark.parametrize("size", [1, 3, 250])
def test_of_rows_that_cannot_be_written_together_the_one_to_blame_is_named(user, monkeypatch, size):
    in_batches_of(size, monkeypatch)
    batch = draft(ImportKind.COMPANY, [HEAD, *([f"Nr {n}", make_orgnr(n)] for n in range(2, 8))], by=user)
    write = CompanyResource.save

    def same_number(resource, rows, recorder):
        for row in rows:
            if row.number in {3, 6}:
                row.diff["orgnr"] = make_orgnr(3)
        write(resource, rows, recorder)

    monkeypatch.setattr(CompanyResource, "save", same_number)
    with pytest.raises(RowFailed) as refused:
        commit_import(batch, by=user)
    words = "Rad 6, Nr 6: Det finns redan ett företag med det organisationsnumret. Inget är importerat."
    assert str(refused.value) == words
    assert (Company.objects.count(), Change.objects.count()) == (0, 0)


def test_rows_that_only_fail_together_are_written_and_counted_once(user, monkeypatch):
    batch = draft(ImportKind.COMPANY, [HEAD, ["Ett"], ["Två"], ["Tre"]], by=user)
    write = CompanyResource.save

    def one_by_one(resource, rows, recorder):
        write(resource, rows, recorder)
        if len(rows) > 1:
            raise RowFailed

    monkeypatch.setattr(CompanyResource, "save", one_by_one)
    commit_import(batch, by=user)
    assert list(batch.changes.values_list("object_id", flat=True)) == list(
        Company.objects.order_by("pk").values_list("pk", flat=True)
    )


def test_contacts_written_at_once_are_about_what_their_company_has_become(user):
    lost, kept, other = CompanyFactory(), CompanyFactory(), CompanyFactory()
    gone, person = ContactFactory(), ContactFactory()
    merge(lost=Company.objects.get(pk=lost.pk), kept=Company.objects.get(pk=kept.pk), by=user)
    merge(lost=Contact.objects.get(pk=gone.pk), kept=Contact.objects.get(pk=person.pk), by=user)
    links = {"companies": [lost, kept, other], "contacts": [gone]}
    fields = {"logged_by": user, "happened_at": A_MOMENT}
    row, second = save_interactions(
        [
            Unsaved(Interaction(), fields, links),
            Unsaved(Interaction(), fields, {"companies": [other], "contacts": []}),
        ]
    )
    assert (set(row.companies.all()), list(row.contacts.all())) == ({kept, other}, [person])
    assert (list(second.companies.all()), list(second.contacts.all())) == ([other], [])
    assert list(Company.objects.values_list("last_contact_at", flat=True)) == [A_MOMENT, A_MOMENT]


def test_a_contact_that_moves_to_another_company_is_counted_at_both(user):
    old, new = CompanyFactory(), CompanyFactory()
    row = InteractionFactory(companies=[old])
    save_interactions([Unsaved(row, {}, {"companies": [new], "contacts": []})])
    assert dict(Company.objects.values_list("pk", "last_contact_at")) == {old.pk: None, new.pk: A_MOMENT}


def test_each_of_many_contacts_needs_a_company(user):
    links = [{"companies": companies, "contacts": []} for companies in ([CompanyFactory()], [])]
    with pytest.raises(ValidationError, match="Välj minst ett företag"):
        save_interactions([Unsaved(Interaction(), {"logged_by": user}, each) for each in links])
    assert Interaction.objects.count() == 0


def test_of_many_roles_a_new_first_contact_takes_over():
    before = AffiliationFactory(is_primary=True)
    role = Affiliation(contact=ContactFactory(), company=before.company)
    save_affiliations([Unsaved(role, {"is_primary": True})])
    assert list(before.company.affiliations.filter(is_primary=True)) == [role]


def test_many_changed_rows_are_each_as_they_were_before(user):
    there = [CompanyFactory(name=f"Nr {n}", city=f"Ort {n}", orgnr=None, tags=[f"t{n}"]) for n in range(3)]
    for company in there[:2]:
        save_company(company, employees=company.pk)
    table = [["Namn", "Ort", "Etiketter"], *([f"Nr {n}", "Sala", "ny"] for n in range(3))]
    batch = read_in(ImportKind.COMPANY, table, by=user)
    assert set(Company.objects.values_list("city", "tags__name")) == {("Sala", "ny")}
    undo_import(batch, by=user)
    assert list(Company.objects.order_by("pk").values_list("city", "tags__name", "employees", "version")) == [
        ("Ort 0", "t0", there[0].pk, 4),
        ("Ort 1", "t1", there[1].pk, 4),
        ("Ort 2", "t2", None, 3),
    ]
    assert set(Company.history.filter(history_change_reason__endswith="ångrad").values_list("city", flat=True)) == {
        "Ort 0",
        "Ort 1",
        "Ort 2",
    }


def test_taking_back_many_changed_rows_asks_no_more_questions_than_of_one(user):
    def queries(number: int) -> int:
        names = [f"{number} {n}" for n in range(number)]
        for name in names:
            CompanyFactory(name=name, city="Sala")
        batch = read_in(ImportKind.COMPANY, [HEAD, *([name, "", "Köping"] for name in names)], by=user)
        with CaptureQueriesContext(connection) as captured:
            undo_import(batch, by=user)
        return len(captured)

    assert queries(11) == queries(1)


def test_what_a_row_was_and_may_not_be_again_is_told(user):
    CompanyFactory(name="Åkeriet", orgnr=make_orgnr(1))
    table = [["Nr i Medspel", "Org.nr"], [str(Company.objects.get().pk), make_orgnr(2)]]
    batch = read_in(ImportKind.COMPANY, table, by=user)
    CompanyFactory(name="Bageriet", orgnr=make_orgnr(1))
    with pytest.raises(CannotReturn, match=r"Det finns redan ett företag med det organisationsnumret\."):
        undo_import(batch, by=user)
    assert set(Company.objects.values_list("orgnr", flat=True)) == {make_orgnr(1), make_orgnr(2)}


def test_a_seat_taken_since_the_preview_is_told_as_a_change(user):
    rival = SponsorshipFactory(stage=Stage.PROPOSAL, tier=get_tier("Huvudpartner"))
    CompanyFactory(name="Åkeriet")
    batch = draft(ImportKind.SPONSORSHIP, [SPONSORSHIPS, ["Åkeriet", *SIGNED]], by=user)
    sign_sponsorship(rival, signed_on=SIGNED_ON)
    with pytest.raises(PreviewMoved):
        commit_import(batch, by=user)
    assert renew_preview(batch, by=user) == 1
    assert seen(batch) == [(2, "wrong", [("", "", "Alla platser på nivån är upptagna under en del av perioden.")])]


def test_rows_without_a_seat_are_passed_over_as_the_preview_said(user):
    CompanyFactory(name="Åkeriet")
    CompanyFactory(name="Bageriet")
    table = [SPONSORSHIPS, ["Åkeriet", *SIGNED], ["Bageriet", *SIGNED]]
    batch = read_in(ImportKind.SPONSORSHIP, table, by=user)
    assert (batch.state, batch.changes.filter(model="crm.Sponsorship").count()) == (ImportState.DONE, 1)
