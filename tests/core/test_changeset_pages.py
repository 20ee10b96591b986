"""The list of changesets and the page of one, on the screen and for programs."""

import pytest
from django.urls import reverse

from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from core.changesets import row_changes
from core.models import Changeset
from core.services import save_record
from crm.models import Company
from crm.services.bulk import Edit, change_all, preview
from duplicates.services.merging import merge
from imports.models import ImportKind
from tests.factories import CompanyFactory, InteractionFactory, UserFactory
from tests.imports.drafts import read_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("core.changesets.kinds", "core.changesets.preview", "core.changeset_lists"),
]

LIST = "core:changeset_list"
URL = "/api/v1/changesets/"


@pytest.fixture
def by():
    return UserFactory(role=PARTNER_MANAGER)


def bulk(by, edit: Edit, rows=None) -> Changeset:
    rows = Company.objects.all() if rows is None else rows
    return change_all(rows, edit, by=by, digest=preview(rows, edit, by=by).digest)


def of_each_kind(by) -> dict[str, Changeset]:
    CompanyFactory(name="Åkeriet", trade="")
    changed = bulk(by, Edit({"trade": "Åkeri"}))
    batch = read_in(ImportKind.COMPANY, [["Namn"], ["Ny AB"]], by=by)
    merged = merge(lost=CompanyFactory(name="Hjulspåret"), kept=CompanyFactory(), by=by)
    return {"bulk": changed, "import": batch.changeset, "merge": merged.changeset}


def titles(client, **asked) -> list[str]:
    table = client.get(reverse(LIST), asked).context["table"]
    return [str(row.get_cell("title")).partition(">")[2].removesuffix("</a>") for row in table.rows]


# --- The list -------------------------------------------------------------------------------------


def test_every_kind_is_listed_and_chosen_by_kind_person_day_and_state(client_for, by):
    made, client = of_each_kind(by), client_for(PARTNER_MANAGER)
    named = ["Sammanslagning: Hjulspåret", "Import: lista.xlsx", "Massändring: 1 rad"]
    assert titles(client) == named
    assert titles(client, kind="import") == named[1:2]
    assert titles(client, made_by=by.pk) == named
    assert titles(client, made_to="2026-01-01") == []
    client.post(made["bulk"].get_absolute_url())
    assert titles(client, state="undone") == named[2:]
    assert titles(client, state="standing") == named[:2]


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(client_for, by, number, django_assert_num_queries):
    CompanyFactory()
    for index in range(number):
        bulk(by, Edit({"trade": f"Bransch {index}"}))
    client = client_for(PARTNER_MANAGER)
    with django_assert_num_queries(9):
        client.get(reverse(LIST))


def test_each_role_sees_what_it_may_change_and_readers_do_not_get_in(client_for, by):
    of_each_kind(by)
    assert client_for(READER).get(reverse(LIST)).status_code == 403
    seen = {role: len(titles(client_for(role))) for role in (ADMINISTRATOR, COMPETITION_LEADER, FINANCE)}
    assert seen == {
        ADMINISTRATOR: 3,
        COMPETITION_LEADER: 0,
        FINANCE: 2,
    }  # customers and imports


def test_today_and_the_menu_lead_to_it_for_those_who_may(client_for):
    link = f'href="{reverse(LIST)}"'
    found = [client_for(role).get(reverse("reports:today")).content.decode().count(link) for role in (FINANCE, READER)]
    assert found == [3, 0]  # the menu, its folded part, and the page's head


# --- One of them ----------------------------------------------------------------------------------


def test_page_shows_what_each_row_was_and_became(client_for, by):
    CompanyFactory(name="Åkeriet", trade="", tags=["frakt"])
    change = bulk(by, Edit({"trade": "Åkeri"}, add_tags=("ny",), remove_tags=("frakt",)))
    page = client_for(PARTNER_MANAGER).get(change.get_absolute_url())
    told = [(row.name, row.done, [(f.label, f.old, f.new) for f in row.fields]) for row in page.context["rows"]]
    assert told == [
        ("Åkeriet", "changed", [("Bransch", "", "Åkeri"), ("Etiketter", "frakt", "ny")]),
        ("ny", "made", []),
    ]


def test_merge_shows_the_row_that_went_with_its_history(client_for, by):
    lost, kept = CompanyFactory(name="Hjulspåret"), CompanyFactory(name="Åkeriet")
    interaction = InteractionFactory(companies=[lost])
    page = client_for(PARTNER_MANAGER).get(merge(lost=lost, kept=kept, by=by).get_absolute_url())
    told = {(row.name, row.done) for row in page.context["rows"]}
    assert told == {("Hjulspåret", "removed"), ("Åkeriet", "changed"), (str(interaction), "changed")}
    assert [change.kind for change in page.context["gone"]] == ["-", "+"]


def test_what_stands_in_the_way_is_told_with_who_and_there_is_no_button(client_for, by):
    company, client = CompanyFactory(name="Åkeriet"), client_for(PARTNER_MANAGER)
    change = bulk(by, Edit({"trade": "Åkeri"}))
    assert "Ångra alltihop" in client.get(change.get_absolute_url()).content.decode()
    company.refresh_from_db()
    company._history_user = by
    save_record(company, city="Köping")
    page = client.get(change.get_absolute_url())
    assert [(row.name, row.why, row.who) for row in page.context["touched"]] == [("företag Åkeriet", "ändrad", by)]
    assert "Ångra alltihop" not in page.content.decode()
    refused = client.post(change.get_absolute_url()).context["form"].non_field_errors()
    assert refused == ["Det går inte att ångra, för detta har ändrats sedan dess: företag Åkeriet."]


@pytest.mark.parametrize("number", [1, 30])
def test_page_costs_as_many_queries_for_one_as_for_thirty(client_for, by, number, django_assert_num_queries):
    CompanyFactory.create_batch(number, tags=["frakt"])
    change = bulk(by, Edit({"owner": by}, add_tags=("ny",)))
    client = client_for(PARTNER_MANAGER)
    with django_assert_num_queries(17):
        client.get(change.get_absolute_url())


def test_only_those_who_may_change_such_rows_pass(client_for, by):
    CompanyFactory()
    change = bulk(by, Edit({"trade": "Åkeri"}))
    for role in (FINANCE, COMPETITION_LEADER, READER):
        client = client_for(role)
        answers = [client.get(change.get_absolute_url()), client.post(change.get_absolute_url())]
        assert [answer.status_code for answer in answers] == [403, 403]
    assert Company.objects.get().trade == "Åkeri"


def test_fields_and_rows_that_the_user_may_not_read_are_left_out(by):
    CompanyFactory(name="Åkeriet", notes="")
    change = bulk(by, Edit({"trade": "Åkeri"}))
    batch = read_in(ImportKind.COMPANY, [["Namn", "Anteckningar"], ["Ny AB", "Ring Kim"]], by=by)
    leader, nobody = UserFactory(role=COMPETITION_LEADER), UserFactory()
    (of_manager,), (of_leader,) = (row_changes(batch.changes.all(), user=user) for user in (by, leader))
    assert [any(f.new == "Ring Kim" for f in row.fields) for row in (of_manager, of_leader)] == [True, False]
    (hidden,) = row_changes(change.changes.all(), user=nobody)
    assert (hidden.what, hidden.name, hidden.url, hidden.fields) == ("Företag", "", "", [])


@pytest.mark.parametrize("rest", ["", "angra/"])
def test_old_addresses_of_bulk_changes_lead_to_it(client_for, by, rest):
    CompanyFactory()
    change = bulk(by, Edit({"trade": "Åkeri"}))
    answer = client_for(PARTNER_MANAGER).get(f"/massandringar/{change.pk}/{rest}")
    assert answer.url == change.get_absolute_url()


# --- For programs ---------------------------------------------------------------------------------


def test_api_tells_each_kind_and_its_rows(api_client_for, by):
    made, client = of_each_kind(by), api_client_for(PARTNER_MANAGER)
    listed = client.get(URL).json()["results"]
    assert [(row["kind"], row["subject"], row["name"], row["number"]) for row in listed] == [
        ("merge", "crm.Company", "Hjulspåret", 2),
        ("import", "crm.Company", "lista.xlsx", 1),
        ("bulk", "crm.Company", "", 1),
    ]
    assert [row["id"] for row in client.get(URL, {"kind": "bulk"}).json()["results"]] == [made["bulk"].pk]
    whole = client.get(f"{URL}{made['bulk'].pk}/").json()
    assert (whole["fields"], whole["in_the_way"], whole["made_by_name"]) == (["trade"], [], str(by))
    rows = client.get(f"{URL}{made['bulk'].pk}/rows/").json()["results"]
    assert rows == [
        {
            "model": "crm.Company",
            "object_id": Company.objects.get(name="Åkeriet").pk,
            "name": "Åkeriet",
            "done": "changed",
            "fields": [{"label": "Bransch", "old": "", "new": "Åkeri"}],
        }
    ]


@pytest.mark.parametrize("kind", ["bulk", "import", "merge"])
def test_api_undoes_each_kind_once(api_client_for, by, kind):
    change, client = of_each_kind(by)[kind], api_client_for(PARTNER_MANAGER)
    undone = client.post(f"{URL}{change.pk}/undo/")
    assert (undone.status_code, undone.json()["undone_by"]) == (200, client.user.pk)
    again = client.post(f"{URL}{change.pk}/undo/")
    assert (again.status_code, again.json()["code"]) == (409, "not_read" if kind == "import" else "already_undone")


def test_api_refuses_as_the_page_does(api_client_for, by):
    company = CompanyFactory(name="Åkeriet")
    change = bulk(by, Edit({"trade": "Åkeri"}))
    company.refresh_from_db()
    save_record(company, city="Köping")
    client = api_client_for(PARTNER_MANAGER)
    (stands,) = client.get(f"{URL}{change.pk}/").json()["in_the_way"]
    refused = client.post(f"{URL}{change.pk}/undo/")
    assert (stands["name"], refused.status_code, refused.json()["code"]) == ("företag Åkeriet", 409, "touched_since")
    others = [api_client_for(role).post(f"{URL}{change.pk}/undo/").status_code for role in (FINANCE, READER)]
    assert others == [403, 403]
    assert api_client_for(FINANCE).get(f"{URL}{change.pk}/rows/").status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_api_rows_cost_as_many_queries_for_one_as_for_thirty(api_client_for, by, number, django_assert_num_queries):
    CompanyFactory.create_batch(number)
    change = bulk(by, Edit({"owner": by}))
    client = api_client_for(PARTNER_MANAGER)
    with django_assert_num_queries(10):
        client.get(f"{URL}{change.pk}/rows/")
