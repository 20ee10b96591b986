import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from simple_history.utils import update_change_reason

from core.history import Change, FieldChange, changes
from crm.models import Company
from goals.models import TierOffer
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    get_offer,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def company():
    return CompanyFactory(name="Åkeri AB")


def change(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


def latest(record, **kwargs) -> list[tuple[str, str, str]]:
    return [(each.label, each.old, each.new) for each in changes(record, limit=1, **kwargs)[0].fields]


def test_a_new_row_is_one_change_without_fields(company):
    [made] = changes(company)
    assert made == Change(company.history.get().history_date, None, "+", "", [])


def test_changes_come_newest_first_with_old_and_new_words(company):
    change(company, name="Åkeriet AB")
    change(company, name="Åkaren AB", city="Västerås")
    assert [each.fields for each in changes(company)] == [
        [
            FieldChange("Namn", "Åkeriet AB", "Åkaren AB"),
            FieldChange("Andra namn", "Åkeri AB", "Åkeri AB\nÅkeriet AB"),
        ],
        [FieldChange("Namn", "Åkeri AB", "Åkeriet AB"), FieldChange("Andra namn", "", "Åkeri AB")],
        [],
    ]
    assert [each.kind for each in changes(company)] == ["~", "~", "+"]


def test_a_save_that_changed_nothing_visible_does_not_count(company):
    change(company, name="Åkeriet AB")
    company.save()
    company.save()
    change(company, name="Åkaren AB")
    assert [len(each.fields) for each in changes(company)] == [2, 2, 0]


def test_limit_and_offset_count_visible_changes(company):
    for number in range(1, 8):
        change(company, employees=number)
        company.save()
    assert [each.fields[0].new for each in changes(company, limit=3)] == ["7", "6", "5"]
    assert [each.fields[0].new for each in changes(company, limit=3, offset=3)] == ["4", "3", "2"]
    assert [each.kind for each in changes(company, limit=3, offset=6)] == ["~", "+"]
    assert changes(company, limit=3, offset=8) == []


def test_who_and_why_are_kept(company):
    company._history_user = UserFactory(first_name="Kim", last_name="Kollega")
    change(company, city="Sala")
    update_change_reason(company, "Flyttade")
    newest = changes(company)[0]
    assert (str(newest.user), newest.reason) == ("Kim Kollega", "Flyttade")
    assert timezone.now() - newest.when < dt.timedelta(minutes=1)


def test_choices_show_their_labels(company):
    change(company, status="active")
    assert latest(company) == [("Status", "Prospekt", "Aktiv")]


def test_numbers_booleans_and_nothing_are_words(company):
    change(company, employees=12_500, is_sole_trader=True)
    assert latest(company) == [("Enskild firma", "Nej", "Ja"), ("Antal anställda", "", f"12{NBSP}500")]
    change(company, employees=None)
    assert latest(company) == [("Antal anställda", f"12{NBSP}500", "")]


def test_money_and_dates_are_formatted():
    lead = SponsorshipFactory(amount=Decimal(40000))
    change(lead, amount=Decimal("42000.50"), ends=dt.date(2028, 12, 31))
    assert latest(lead) == [
        ("Till och med", "2027-12-31", "2028-12-31"),
        ("Belopp per år", f"40{NBSP}000{NBSP}kr", f"42{NBSP}000,50{NBSP}kr"),
    ]


def test_moments_are_swedish_local_time():
    interaction = InteractionFactory(happened_at=dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.UTC))
    change(interaction, happened_at=dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC))
    assert [row[1:] for row in latest(interaction)] == [("2026-07-01 12:00", "2027-01-01 00:30")]


def test_decimals_have_no_zeros_to_spare():
    value = get_goal(3).key_figures.first().values.last()
    change(value, value=Decimal("30.0"))
    change(value, value=Decimal("4.5"))
    assert latest(value) == [("Värde", "30", "4,5")]


def test_words_are_in_the_active_language(company):
    change(company, is_sole_trader=True)
    with translation.override("en"):
        expected = [(str(translation.gettext("Enskild firma")), translation.gettext("Nej"), translation.gettext("Ja"))]
        assert [tuple(map(str.casefold, row)) for row in latest(company)] == [
            tuple(map(str.casefold, row)) for row in expected
        ]


def test_people_and_other_rows_show_their_names(company):
    kim, robin = UserFactory(first_name="Kim", last_name="K"), UserFactory(first_name="Robin", last_name="R")
    change(company, owner=kim)
    change(company, owner=robin)
    assert [each.fields for each in changes(company, limit=2)] == [
        [FieldChange("Ansvarig", "Kim K", "Robin R")],
        [FieldChange("Ansvarig", "", "Kim K")],
    ]


def test_a_row_that_is_gone_is_named_by_its_number(company):
    kim = UserFactory()
    change(company, owner=kim)
    change(company, owner=None)
    key = kim.pk
    kim.delete()
    assert latest(company) == [("Ansvarig", f"borttagen (användare {key})", "")]


def test_long_texts_are_cut_where_they_begin_to_differ(company):
    start = "Samma inledning. " * 20
    change(company, notes=start + "förr")
    change(company, notes=start + "nu")
    [(_label, old, new)] = latest(company)
    assert (old[0], old[-5:], new[0], new[-3:]) == ("…", " förr", "…", " nu")
    change(company, notes=start + "nu och framåt")
    [(_label, old, new)] = latest(company)
    assert (old[0], old[-3:], new[0], new[-13:]) == ("…", " nu", "…", "nu och framåt")
    change(company, notes="x" * 5000)
    [(_label, old, new)] = latest(company)
    assert len(old) == len(new) == 120
    assert (old[-1], new[-1]) == ("…", "…")
    change(company, notes="")
    assert latest(company) == [("Anteckningar", "x" * 119 + "…", "")]


def test_hidden_fields_leave_no_trace(company):
    change(company, notes="hemligt")
    change(company, notes="hemligare", city="Sala")
    shown = changes(company, hidden_fields=frozenset({"notes"}))
    assert [[each.label for each in one.fields] for one in shown] == [["Ort"], []]


def test_deleted_row_is_still_told_about(company):
    key = company.pk
    company.delete()
    company.pk = key
    assert [each.kind for each in changes(company)] == ["-", "+"]


def test_history_of_another_row_is_not_mixed_in(company):
    other = CompanyFactory(name="Bygg AB")
    change(other, name="Bygge AB")
    assert len(changes(company)) == 1


def test_first_change_of_a_row_that_a_migration_made_is_reported():
    goal = get_goal()
    before = goal.problem
    change(goal, problem="En mening.")
    newest, made = changes(goal)
    assert newest.fields == [FieldChange("Problemet", before, "En mening.")]
    assert (made.kind, made.fields) == ("+", [])


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_history(company, rows, django_assert_num_queries):
    for number in range(rows):
        change(company, owner=UserFactory(), employees=number)
    company = Company.objects.get(pk=company.pk)
    with django_assert_num_queries(2):
        assert len(changes(company, limit=50)) == rows + 1


@pytest.mark.parametrize("rows", [1, 30])
def test_names_made_of_other_rows_cost_no_more_queries(rows, django_assert_num_queries):
    benefit = get_offer().benefits.first()
    offers = list(TierOffer.objects.exclude(pk=benefit.offer_id))
    for number in range(rows + 1):
        change(benefit, offer=offers[number % len(offers)])
    with django_assert_num_queries(2):
        assert len(changes(benefit, limit=rows)[-1].fields) == 1


def test_signing_is_reported_field_by_field():
    told = {each.label: each.new for each in changes(signed_sponsorship())[0].fields}
    assert (told["Steg"], told["Tecknat den"], told["Nivå vid tecknandet"]) == ("Tecknat", "2026-11-01", "Sponsor")
