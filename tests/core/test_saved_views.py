import datetime as dt
from collections import Counter
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import get_resolver, reverse
from django.utils.translation import override

from core.models import DefaultView, SavedView, User
from core.models.users import Language
from core.services import choose_default_view, save_view
from core.spreadsheets import Export
from core.tables import EditColumn
from core.views import ListPage
from core.views.liststate import state_of
from tests.factories import CompanyFactory
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db
LIST = "crm:company_list"


def make_view(owner, query="status=active&columns=owner,name", **fields) -> SavedView:
    return save_view(SavedView(owner=owner, list_name=LIST), **{"name": "Aktiva", "query": query} | fields)


def columns(response) -> list[str]:
    return [column.name for column in response.context["table"].columns]


@pytest.fixture
def client(client_for):
    return client_for("Partneransvarig")


@pytest.fixture
def url():
    return reverse(LIST)


def test_state_leaves_out_what_is_not_how_the_list_is_seen():
    query = QueryDict("page=3&status=active&q=&view=7&edited=1&sort=-name&export=xlsx&place_name=2")
    assert state_of(query) == "sort=-name&status=active"


def test_view_gives_its_filters_and_columns_in_order(client, url):
    CompanyFactory(name="Aktiv", status="active")
    CompanyFactory(name="Vilande", status="paused")
    view = make_view(client.user)
    response = client.get(url, {"view": view.pk})
    assert columns(response) == ["owner", "name"]
    assert [row.record.name for row in response.context["table"].rows] == ["Aktiv"]
    assert (response.context["view_now"], response.context["view_changed"]) == (view, False)


def test_changed_view_is_seen_as_changed_until_it_is_saved(client, url):
    view = make_view(client.user)
    changed = client.get(url, {"view": view.pk, "edited": 1, "status": "paused", "columns": "owner,name"})
    assert changed.context["view_changed"]
    assert 'name="edited" value="1"' in changed.content.decode()
    answer = client.post(
        reverse("core:view_save", args=[view.pk]), {"state": changed.context["list_state"], "next": url}
    )
    assert answer.headers["Location"] == f"{url}?view={view.pk}"
    view.refresh_from_db()
    assert view.query == "columns=owner%2Cname&status=paused"
    assert not client.get(url, {"view": view.pk}).context["view_changed"]


def test_last_filter_taken_away_does_not_bring_the_view_back(client, url):
    view = make_view(client.user, query="status=active")
    [chip] = client.get(url, {"view": view.pk}).context["chips"]
    response = client.get(f"{url}?{chip['query']}")
    assert (response.context["chips"], response.context["view_changed"]) == ([], True)


def test_page_of_a_view_is_still_the_view(client, url):
    CompanyFactory.create_batch(26, status="active")
    view = make_view(client.user, query="per_page=25&status=active")
    response = client.get(url, {"view": view.pk, "page": 2})
    assert response.context["table"].page.number == 2
    assert not response.context["view_changed"]


def test_list_opens_with_the_default_of_each_person(client, client_for, url):
    view = make_view(client.user, shared=True)
    client.post(reverse("core:view_default", args=[view.pk]), {"next": url})
    assert client.get(url).headers["Location"] == f"?view={view.pk}"
    assert client.get(url, {"view": 0}).status_code == 200
    assert client.get(url, {"status": "paused"}).context["view_now"] is None
    assert client_for("Läsare").get(url).status_code == 200
    client.post(reverse("core:view_default", args=[view.pk]), {"next": url, "off": 1})
    assert client.get(url).status_code == 200


def test_view_is_saved_with_name_and_default_from_the_list(client, url):
    link = client.get(url, {"status": "active", "columns": "owner"}).context["new_view_url"]
    answer = client.post(link, {"name": "Mina", "is_default": "on"})
    view = SavedView.objects.get()
    assert answer.headers["Location"] == f"{url}?view={view.pk}"
    assert (view.owner, view.list_name, view.query) == (client.user, LIST, "columns=owner&status=active")
    assert DefaultView.objects.get().view == view


def test_second_view_of_the_same_name_is_refused_beside_what_was_typed(client, url):
    make_view(client.user)
    link = client.get(url).context["new_view_url"]
    form = client.post(link, {"name": "Aktiva"}).context["form"]
    assert form.non_field_errors() == ["Du har redan en vy med det namnet på listan."]
    assert form["name"].value() == "Aktiva"


def test_view_is_renamed_shared_and_removed(client, client_for, url):
    view, reader = make_view(client.user), client_for("Läsare")
    edit = f"{reverse('core:view_edit', args=[view.pk])}?next={url}"
    assert reader.get(url).context["views"] == []
    client.post(edit, {"name": "Våra", "shared": "on", "version": view.version})
    assert [each.name for each in reader.get(url).context["views"]] == ["Våra"]
    assert not reader.get(url, {"view": view.pk}).context["may_save_view"]
    answer = client.post(f"{reverse('core:view_delete', args=[view.pk])}?next={url}")
    assert answer.headers["Location"] == f"{url}?view=0"
    assert not SavedView.objects.exists()
    assert client.get(url, {"view": view.pk}).context["view_now"] is None


def test_sharing_needs_its_permission(client_for, url):
    reader = client_for("Läsare")
    link = reader.get(url).context["new_view_url"]
    assert "shared" not in reader.get(link).context["form"].fields
    reader.post(link, {"name": "Mina", "shared": "on"})
    assert not SavedView.objects.get().shared


@pytest.mark.parametrize("name", ["view_edit", "view_save", "view_delete"])
def test_view_of_somebody_else_is_not_there_to_change(client_for, url, name):
    view = make_view(client_for("Partneransvarig").user)
    shared = make_view(view.owner, name="Delad", shared=True)
    reader = client_for("Läsare")
    for each in (view, shared):
        assert reader.post(reverse(f"core:{name}", args=[each.pk]), {"next": url}).status_code == 404
    assert client_for("Ekonomi").post(reverse(f"core:{name}", args=[view.pk]), {"next": url}).status_code == 404


def test_columns_are_ticked_and_numbered_without_script(client, url):
    asked = {"col": ["", "city", "name"], "place_city": 1, "place_name": 2, "place_orgnr": 3, "status": "active"}
    answer = client.get(url, asked)
    assert answer.headers["Location"] == "?status=active&columns=city%2Cname"
    assert columns(client.get(url + answer.headers["Location"])) == ["city", "name"]
    assert client.get(url, {"col": ""}).headers["Location"] == "?"


def test_columns_and_filters_that_are_gone_are_passed_by(client, url):
    CompanyFactory(status="active")
    view = make_view(client.user, query="columns=gone,owner,name,gone&status=active&tag=4711&lost=1&sort=gone")
    response = client.get(url, {"view": view.pk})
    assert columns(response) == ["owner", "name"]
    assert columns(client.get(url, {"columns": "gone"})) == columns(client.get(url))


def test_view_that_is_no_longer_shared_is_reported_to_be_gone(client, client_for, url):
    other, gone = client_for("Ekonomi"), "Vyn finns inte längre"
    view = make_view(client.user, shared=True)
    choose_default_view(view, user=other.user, chosen=True)
    save_view(view, shared=False)
    assert gone in other.get(url, {"view": view.pk}).content.decode()
    assert gone not in client.get(url, {"view": view.pk}).content.decode()
    bare = other.get(url)
    assert (bare.status_code, gone in bare.content.decode()) == (200, False)
    assert gone not in other.get(url, {"view": 0}).content.decode()


def test_filter_by_a_deleted_value_is_reported_and_selects_nothing(client, url):
    company = CompanyFactory(tags=["frakt"])
    tag = company.tags.get()
    view = make_view(client.user, query=f"tag={tag.pk}")
    tag.delete()
    page = client.get(url, {"view": view.pk})
    [error] = page.context["filter_errors"]
    assert (error["label"], error["query"]) == ("Etikett", f"view={view.pk}&edited=1")
    assert "Listan visas utan filtret Etikett, för det som var valt finns inte längre." in page.content.decode()
    assert "som filtret visar" not in page.content.decode()
    assert client.get(f"{reverse('crm:company_bulk')}?all=1&tag={tag.pk}").context["number"] == 0


def test_workbook_has_the_chosen_columns_in_their_order(client, url):
    CompanyFactory(name="Åkeriet", city="Köping")
    response = client.get(url, {"columns": "city,tags,name", "export": "xlsx"})
    book = book_of(response, read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[:2] == [("Ort", "Etiketter", "Namn"), ("Köping", None, "Åkeriet")]


def list_pages() -> dict[str, type[ListPage]]:
    found = {}
    for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for pattern in resolver.url_patterns:
            page = getattr(pattern.callback, "view_class", object)
            if issubclass(page, ListPage):
                found[f"{namespace}:{pattern.name}"] = page
    return found


def test_every_list_has_views():
    assert len(list_pages()) >= 12


def export_of(page: type[ListPage], user: User) -> Export:
    """The export of a list as far as its columns need it."""
    export = page.export_class.__new__(page.export_class)
    export.user, export.goals, export.benefits = user, [], []
    export.day, export.period = dt.date(2027, 6, 30), (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    return export


@pytest.mark.parametrize("name", [name for name, page in list_pages().items() if page.export_class])
def test_every_column_of_a_list_is_in_its_workbook(name, make_user):
    """Otherwise a column chosen on the screen would be missing in the file."""
    page = list_pages()[name]
    if not page.export_follows_columns:
        pytest.skip("its workbook has other rows than the list")
    here = {column.belongs_to for column in export_of(page, make_user("Administratör")).columns()}
    shown = {key for key, column in page.table_class.base_columns.items() if not isinstance(column, EditColumn)}
    shown -= set(page.fixed_columns)
    assert shown - here == set()


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("name", [name for name, page in list_pages().items() if page.export_class])
def test_headings_of_a_workbook_differ_in_every_language(name, language, make_user):
    """A table in Excel cannot have two alike, so there would be no workbook."""
    with override(language):
        columns = export_of(list_pages()[name], make_user("Administratör")).columns()
        number = Counter(str(column.header).casefold() for column in columns)
    assert [header for header, count in number.items() if count > 1] == []


@pytest.mark.parametrize("number", [1, 30])
def test_views_cost_one_query_however_many(client, url, number, django_assert_num_queries):
    for index in range(number):
        make_view(client.user, name=f"Vy {index}")
    choose_default_view(SavedView.objects.first(), user=client.user, chosen=True)
    with django_assert_num_queries(11):  # one of them finds why the list is empty
        client.get(url, {"view": 0})


@pytest.mark.parametrize("path", ["//evil.example/foretag/", "/\\evil.example/foretag/", "///evil.example/"])
def test_nobody_is_led_to_another_site_by_the_path_of_an_address_of_ours(client, path):
    view = make_view(client.user)
    sent = {"next": f"http://testserver{path}"}
    new, edit, delete = (
        f"{reverse(f'core:view_{name}', args=args)}?{urlencode(sent)}"
        for name, args in (("create", ()), ("edit", (view.pk,)), ("delete", (view.pk,)))
    )
    assert client.get(new).headers["Location"] == reverse("reports:today")
    assert client.get(edit).context["cancel_url"] == "/"
    answer = client.post(edit, {"name": "Nytt namn", "version": view.version})
    assert answer.headers["Location"] == f"/?view={view.pk}"
    assert client.post(delete).headers["Location"] == "/?view=0"
