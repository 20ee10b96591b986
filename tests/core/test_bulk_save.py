"""Bulk saving gives the same rows, history and errors as saving each row."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from core.bulk_save import Unsaved, delete_records, save_records
from core.changesets import recording
from core.errors import StaleVersion
from core.services import save_record
from crm.models import Affiliation, Company, Contact, Tag
from tests.factories import A_MOMENT, AffiliationFactory, CompanyFactory, ContactFactory, UserFactory, make_orgnr

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN = {"id", "history_id", "history_date", "created_at"}  # differ between copies


def values(row) -> dict:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if each.name not in OWN}


def kept(company: Company) -> tuple:
    """Its stored row, links and history."""
    row = Company.objects.get(pk=company.pk)
    return values(row), [values(each) for each in row.history.all()], [tag.name for tag in row.tags.all()]


@pytest.fixture
def tags():
    return [Tag.objects.create(name=name) for name in ("bygg", "nät")]


FIELDS = {"name": " Åkeri  AB", "bankgiro": "900-0001", "website": "https://a.example", "employees": 0, "city": "Sala"}


def test_new_rows_are_as_single_saves_make_them(tags):
    fields = FIELDS | {"owner": UserFactory()}
    alone = save_record(Company(), **fields, links={"tags": tags})
    together = save_records([Unsaved(Company(), fields, {"tags": tags}), Unsaved(Company(), {"name": "Annat"})])
    assert kept(together[0]) == kept(alone)
    assert kept(together[1])[2] == []


def test_changed_rows_are_as_single_saves_make_them(tags):
    alone, other = (CompanyFactory(name="Åkeriet", orgnr=None, tags=["bygg", "gammal"]) for _same in range(2))
    Company.objects.update(last_contact_at=A_MOMENT)  # both instances were read before
    links = {"tags": tags}
    save_record(alone, **FIELDS, links=links)
    made, changed = save_records([Unsaved(Company(), {"name": "Ny"}), Unsaved(other, FIELDS, links)])
    assert kept(changed) == kept(alone)
    assert (changed.version, Company.objects.get(pk=changed.pk).last_contact_at) == (2, A_MOMENT)
    assert [(row.history_type, row.history_id > 0) for row in made.history.all()] == [("+", True)]


def test_rows_made_at_once_are_found_by_their_words():
    other = CompanyFactory(name="Bageriet", trade="Grossist")
    new = {"name": "Konditoriet", "trade": "Kafé"}
    save_records([Unsaved(Company(), {"name": "Åkeriet Ånge"}), Unsaved(other, new)])
    words = ("ånge", "kondit", "bager", "gross")
    found = [[str(company) for company in Company.objects.matching(word)] for word in words]
    assert found == [["Åkeriet Ånge"], ["Konditoriet"], ["Konditoriet"], []]  # matched by its former name


def test_new_rows_cost_the_same_queries_however_many(tags):
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            save_records([Unsaved(Company(), {"name": f"Nr {n}"}, {"tags": tags}) for n in range(number)])
        return len(captured)

    assert queries(2) == queries(30)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "", "orgnr": "556703-7486", "invoice_email": "no address"},
        {"trade": "å" * 81},
        {"status": "sold"},
        {"employees": -1},
        {"website": "ftp"},
        {"orgnr": make_orgnr(7)},
        {"owner_id": 999_999},
    ],
    ids=",".join,
)
def test_what_a_single_save_refuses_is_refused_in_the_same_words(wrong):
    CompanyFactory(orgnr=make_orgnr(7))
    with pytest.raises(ValidationError) as alone:
        save_record(Company(), **{"name": "Fel", **wrong})
    with pytest.raises(ValidationError) as together:
        save_records([Unsaved(Company(), {"name": "Rätt"}), Unsaved(Company(), {"name": "Fel", **wrong})])
    assert together.value.message_dict == alone.value.message_dict
    assert Company.objects.count() == 1


def test_a_check_of_the_table_is_said_in_its_words():
    role = Affiliation(contact=ContactFactory(), company=CompanyFactory())
    with pytest.raises(ValidationError, match="Slutdatum kan inte ligga före startdatum"):
        save_records([Unsaved(role, {"starts": dt.date(2027, 1, 2), "ends": dt.date(2027, 1, 1)})])


def test_rows_that_contradict_each_other_are_not_written_and_can_be_tried_again():
    there = CompanyFactory(orgnr=None)
    one, other = Company(name="Ett"), Company(name="Två")
    with pytest.raises(IntegrityError):
        save_records([Unsaved(row, {"orgnr": make_orgnr(1)}) for row in (there, one)])
    assert (there.version, one.pk, one._state.adding, Company.history.count()) == (1, None, True, 1)
    save_records([Unsaved(there, {"orgnr": make_orgnr(2)}), Unsaved(one), Unsaved(other, {"orgnr": None})])
    assert Company.objects.count() == 3


def test_a_row_gone_stale_stops_them_all():
    stale, fresh = CompanyFactory(), CompanyFactory()
    save_record(Company.objects.get(pk=stale.pk), city="Sala")
    with pytest.raises(StaleVersion) as refused:
        save_records([Unsaved(fresh, {"city": "Köping"}), Unsaved(stale, {"city": "Köping"})])
    assert refused.value.context["instance"] is stale
    assert sorted(Company.objects.values_list("city", "version")) == [("Sala", 2), ("Västerås", 1)]
    assert (fresh.version, stale.version) == (1, 1)


def test_a_database_that_does_not_give_new_keys_back_saves_one_by_one(monkeypatch, tags):
    """SQLite before 3.35."""
    monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
    one, other = save_records([Unsaved(Contact(), {"first_name": name}) for name in ("Kim", "Robin")])
    assert [one.pk, other.pk] == list(Contact.objects.order_by("pk").values_list("pk", flat=True))


def test_nothing_to_save_is_no_fault():
    assert save_records([]) == []


def test_rows_deleted_together_leave_the_history_of_rows_deleted_alone(tags):
    by = UserFactory()
    companies = [CompanyFactory(name="Åkeriet", orgnr=None, tags=["bygg"]) for _same in range(3)]
    roles = [AffiliationFactory(company=company) for company in companies]
    keys = [company.pk for company in companies]
    with recording(by=by, reason="Fel lista"):
        companies[0].delete()
        with CaptureQueriesContext(connection) as two:
            delete_records(Company.objects.filter(pk__in=keys[1:]))
    assert (Company.objects.count(), Affiliation.objects.count()) == (0, 0)
    told = [values(Company.history.get(id=key, history_type="-")) for key in keys]
    assert told[0] == told[1] == told[2]
    assert (told[0]["history_user_id"], told[0]["history_change_reason"]) == (by.pk, "Fel lista")
    assert Affiliation.history.filter(id__in=[role.pk for role in roles], history_type="-").count() == 3
    assert sum('INSERT INTO "crm_historical' in query["sql"] for query in two) == 2
