import datetime as dt

import pytest
from django.db.models import Count, Sum

from core.kept_queries import LENGTHS, MOST_KEPT, KeptQuery, kept_by_key, summed
from core.querysets import found, listed
from crm.models import Affiliation, Company, Interaction, Sponsorship
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    InteractionFactory,
    SponsorshipFactory,
    contact_at,
    get_goal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def not_compared(monkeypatch):
    monkeypatch.setattr(KeptQuery, "compared", False)


def test_query_is_built_once_for_all_keys():
    one, other = CompanyFactory.create_batch(2)
    built = []

    def build(key):
        built.append(key)
        return Company.objects.filter(pk=key)

    kept = KeptQuery(build)
    assert [list(kept(company.pk)) for company in (one, other, one)] == [[one], [other], [one]]
    assert len(built) == 1


def test_query_is_asked_anew_each_time():
    company = CompanyFactory(name="Bo AB")
    kept = KeptQuery(lambda name: Company.objects.filter(name=name).values_list("pk", flat=True))
    assert list(kept("Åkeri AB")) == []
    Company.objects.update(name="Åkeri AB")
    assert (list(kept("Åkeri AB")), list(kept("Bo AB"))) == ([company.pk], [])


def test_statement_is_kept_for_each_fact():
    role = AffiliationFactory(starts=dt.date(2026, 1, 1), ends=dt.date(2026, 12, 31))
    kept = KeptQuery(lambda key, *, day: Affiliation.objects.filter(company=key, starts__lte=day, ends__gte=day))
    days = dt.date(2025, 12, 31), dt.date(2026, 6, 1), dt.date(2027, 1, 1)
    assert [list(kept(role.company_id, day=day)) for day in days] == [[], [role], []]
    for number in range(2 * MOST_KEPT):
        kept(role.company_id, day=days[0] + dt.timedelta(number))
    assert len(kept.statements) <= MOST_KEPT


def test_no_key_is_a_fact():
    company = CompanyFactory()
    kept = KeptQuery(lambda key: Company.objects.filter(pk=key) if key else Company.objects.all())
    assert [list(kept(key)) for key in (None, company.pk, company.pk + 1, None)] == [
        [company],
        [company],
        [],
        [company],
    ]


def test_key_that_no_column_holds_finds_nothing():
    kept = KeptQuery(lambda key: Company.objects.filter(pk=key))
    assert [list(kept(key)) for key in (1, 2**64)] == [[], []]


def test_lists_of_keys_share_statements():
    companies = CompanyFactory.create_batch(LENGTHS[3] + 1)
    keys = [company.pk for company in companies]
    kept = kept_by_key(Company.objects.all())
    for length in range(len(keys) + 1):
        assert {row.pk for row in kept(keys[:length])} == set(keys[:length])
    assert len(kept.statements) == 5


def test_what_several_rows_link_to_is_made_once_for_each_reading():
    goal, other = get_goal(1), get_goal(2)
    first, second, third = (SponsorshipFactory(goal=each) for each in (goal, other, goal))
    kept = kept_by_key(Sponsorship.objects.select_related("goal", "renews__goal"))
    keys = [first.pk, second.pk, third.pk]
    rows, again = ({row.pk: row for row in kept(keys)} for _ in range(2))
    assert [rows[key].goal for key in keys] == [goal, other, goal]
    assert rows[first.pk].goal is rows[third.pk].goal
    assert rows[first.pk].goal is not again[first.pk].goal
    assert rows[first.pk].renews is None


def test_linked_rows_are_those_that_django_finds():
    company, other = CompanyFactory.create_batch(2)
    both = InteractionFactory(companies=[company, other], contacts=[contact_at(company)])
    without = InteractionFactory(companies=[other])
    rows = Interaction.objects.prefetch_related(listed("companies"), listed("contacts"), "logged_by")
    kept = {row.pk: row for row in kept_by_key(rows)([both.pk, without.pk])}
    for row in rows:
        for name in ("companies", "contacts"):
            assert found(kept[row.pk], name) == found(row, name)
    assert found(kept[without.pk], "contacts") == []


def test_linked_rows_know_the_row_that_they_belong_to(django_assert_num_queries):
    company = AffiliationFactory().company
    kept = kept_by_key(Company.objects.prefetch_related(listed("affiliations")))
    with django_assert_num_queries(2):
        row = kept.first([company.pk])
        assert found(row, "affiliations")[0].company is row


def test_known_row_is_not_asked_for(django_assert_num_queries):
    role = AffiliationFactory()
    kept = KeptQuery(lambda key: Affiliation.objects.filter(company=key))
    with django_assert_num_queries(1):
        assert [each.company for each in kept(role.company_id, known={"company": role.company})] == [role.company]


def test_kept_rows_cannot_be_filtered():
    rows = kept_by_key(Company.objects.all())([1])
    with pytest.raises(TypeError):
        rows.filter(name="Bo AB")
    with pytest.raises(TypeError):
        rows.count()


def test_key_that_is_no_parameter_is_refused():
    with pytest.raises(ValueError, match="A key is no parameter"):
        KeptQuery(lambda key: Company.objects.filter(pk=key + 1))(1)


def test_truth_is_no_key():
    with pytest.raises(TypeError):
        KeptQuery(lambda sole: Company.objects.filter(is_sole_trader=sole))(True)


def test_sums_are_those_of_all_rows():
    few, many = CompanyFactory(employees=5), CompanyFactory(employees=7)
    kept = KeptQuery(lambda key: summed(Company.objects.filter(pk__gte=key), n=Count("pk"), all=Sum("employees")))
    assert [list(kept(key)) for key in (few.pk, many.pk, many.pk + 1)] == [[(2, 12)], [(1, 7)], [(0, None)]]


def test_query_that_depends_on_more_than_its_facts_is_found_by_tests(monkeypatch):
    monkeypatch.setattr(KeptQuery, "compared", True)
    names = iter(("Bo AB", "Åkeri AB"))
    kept = KeptQuery(lambda: Company.objects.filter(name=next(names)))
    with pytest.raises(ValueError, match="more than its facts"):
        kept()
