import datetime as dt

import pytest

from core.models import User
from reports.queries.today.scope import MOST, Scope, TodayRow
from reports.sections import SECTIONS, Section, shown_to

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)


def section(number: int, **fields) -> Section:
    """One whose query finds so many rows."""
    declared = {"key": "prov", "heading": "Prov", "permission": "crm.view_company"} | fields
    return Section(
        rows=lambda scope: [TodayRow(record=scope.user, subject=f"Rad {n}", url="/") for n in range(number)], **declared
    )


def shown(user: User, *sections: Section, asked=()):
    return list(shown_to(Scope(TODAY, user), sections=sections, asked=asked))


def test_every_section_has_a_key_of_its_own():
    keys = [each.key for each in SECTIONS]
    assert sorted(set(keys)) == sorted(keys)


def test_section_is_for_those_with_its_permission_and_nobody_else_asks_for_its_rows(make_user):
    def never(scope):
        raise AssertionError

    guarded = Section(key="prov", heading="Prov", permission="crm.view_company", rows=never)
    assert shown(make_user(None), guarded) == []
    assert [each.section.key for each in shown(make_user("Läsare"), section(1))] == ["prov"]


def test_section_without_rows_is_left_out_unless_it_has_something_to_say(make_user):
    reader = make_user("Läsare")
    quiet, talking = section(0), section(0, key="talande", empty="Inget här.")
    assert [each.section for each in shown(reader, quiet, talking)] == [talking]


def test_section_that_waits_to_be_asked_for_is_asked_by_its_key(make_user):
    reader, waiting = make_user("Läsare"), section(1, asked_for=True)
    assert shown(reader, waiting) == []
    assert [each.section for each in shown(reader, waiting, asked=["prov"])] == [waiting]


@pytest.mark.parametrize(
    ("number", "more", "rows", "count"),
    [
        (MOST, "crm:company_list", MOST, "10"),
        (MOST + 1, "crm:company_list", MOST, "10+"),
        (MOST + 1, "", MOST + 1, "11"),
    ],
)
def test_section_with_a_list_elsewhere_shows_the_first_rows_and_says_there_are_more(
    make_user, number, more, rows, count
):
    [found] = shown(make_user("Läsare"), section(number, more=more))
    assert (len(found.rows), found.count, found.has_more) == (rows, count, bool(more) and number > MOST)
