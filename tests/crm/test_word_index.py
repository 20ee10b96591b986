"""The search index finds the same as Python's `in`, on both databases."""

import importlib
import random

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from core.search import mend_after_migrate
from core.text import search_key
from crm.models import Company, Contact, Interaction
from tests.factories import CompanyFactory, InteractionFactory, contact_at

pytestmark = pytest.mark.database

# Characters that databases casefold, that are special in patterns and queries, and adjacent ones.
LETTERS = [*"aåäoöéeAÅÖ", "A\N{COMBINING RING ABOVE}", "ß", "İ", *"bkrs", *"019", *"-&.'\"%_\\*()^:+"]
SEED = 20_261_126

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own index right")


def found(text: str) -> list[int]:
    return sorted(Company.objects.matching(text).values_list("pk", flat=True))


def by_hand(text: str) -> list[int]:
    words = search_key(text).split()
    rows = Company.objects.order_by("pk").values_list("pk", "search_key")
    return [pk for pk, key in rows if all(word in key for word in words)]


def make_up(luck: random.Random, longest: int) -> str:
    return "".join(luck.choice(LETTERS) for _ in range(luck.randint(1, longest)))


def raw_companies(names: list[str]) -> list[Company]:
    companies = [Company(name=name) for name in names]
    for company in companies:
        company.fill_keys()
    return Company.objects.bulk_create(companies)


@pytest.mark.django_db
def test_search_finds_what_a_plain_comparison_finds_however_the_rows_came_about():
    luck = random.Random(SEED)
    companies = raw_companies([f"{make_up(luck, 9)} {make_up(luck, 9)}" for _ in range(400)])
    for company in companies[:60]:
        Company.objects.filter(pk=company.pk).update(search_key=search_key(make_up(luck, 12)))
    for company in companies[60:120]:
        company.name = make_up(luck, 12)
        company.fill_keys()
    Company.objects.bulk_update(companies[60:120], ["name", "search_key"])
    Company.objects.filter(pk__in=[company.pk for company in companies[120:160]]).delete()
    for company in companies[160:170]:
        company.name = make_up(luck, 12)
        company.save()
    keys = list(Company.objects.values_list("search_key", flat=True))
    asked = [make_up(luck, 3) for _ in range(150)] + [f"{make_up(luck, 4)} {make_up(luck, 2)}" for _ in range(150)]
    for _ in range(300):
        key = luck.choice(keys)
        start = luck.randrange(len(key))
        asked.append(key[start : start + luck.randint(1, 8)])
    answers = {text: found(text) for text in asked}
    assert answers == {text: by_hand(text) for text in asked}
    assert sum(map(bool, answers.values())) > 300


@pytest.mark.parametrize("text", ["", "  ", "\N{ZERO WIDTH SPACE}"])
@pytest.mark.django_db
def test_nothing_asked_leaves_nothing_out(text):
    raw_companies(["A", "B"])
    assert len(found(text)) == 2


@pytest.mark.django_db
def test_swedish_letters_are_not_those_without_rings_and_capitals_do_not_matter():
    without, ringed = (CompanyFactory(name=name, city="") for name in ("AKERIET", "ÅKERIET"))
    assert (found("Åker"), found("aker")) == ([ringed.pk], [without.pk])


@pytest.mark.django_db
def test_people_and_contacts_are_found_after_a_change():
    company = CompanyFactory(name="Bageriet")
    person = contact_at(company, first_name="Kerstin", last_name="Bokelund", email="kerstin@bageriet.example")
    call = InteractionFactory(companies=[company], contacts=[person], text="Bokslutet är klart.")
    person.last_name, person.email = "Åkerlund", "kerstin@konditoriet.example"
    person.save()
    call.text = "Årsmötet är flyttat."
    call.save()
    assert list(Contact.objects.matching("kerstin@bageriet")) == []
    assert list(Contact.objects.matching("bokelund")) == [person]  # by the former name
    assert list(Contact.objects.matching("kerstin åkerl")) == [person]
    assert list(Interaction.objects.mentioning("bokslut")) == []
    assert list(Interaction.objects.mentioning("årsmöt")) == [call]
    assert list(Interaction.objects.mentioning("bager")) == [call]


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_migration_that_rebuilds_the_table_keeps_the_index():
    kept, changed = raw_companies(["Åkeriet", "Bageriet"])
    as_migrated = MigrationLoader(connection).project_state().apps.get_model("crm", "Company")
    with connection.schema_editor() as editor:
        editor._remake_table(as_migrated)
    Company.objects.filter(pk=changed.pk).update(search_key="snickeriet")
    assert found("snick") == []
    mend_after_migrate(apps.get_app_config("crm"), using="default")
    assert (found("åkeri"), found("snick"), found("bager")) == ([kept.pk], [changed.pk], [])
    Company.objects.filter(pk=changed.pk).update(search_key="gjuteriet")
    assert (found("snick"), found("gjut")) == ([], [changed.pk])


@pytest.mark.django_db(transaction=True)
def test_index_is_used_where_a_word_is_long_enough():
    raw_companies([f"Företag {number}" for number in range(50)])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
        plan = Company.objects.order_by().matching("företag 1").explain()
        if connection.vendor == "postgresql":
            cursor.execute("RESET enable_seqscan")
    assert ("crm_company_words" in plan or "VIRTUAL TABLE" in plan) is True


@pytest.mark.django_db(transaction=True)
def test_migration_can_be_undone_and_done_again():
    kept, _other = raw_companies(["Åkeriet", "Bageriet"])
    migration = importlib.import_module("crm.migrations.0003_search")
    for step in (migration.remove_all, migration.remove_all, migration.install_all):
        with connection.schema_editor() as editor:
            step(apps, editor)
    assert found("åkeri") == [kept.pk]
