import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from config.roles import PARTNER_MANAGER
from core.models import SavedView
from core.services import save_view
from crm.models import Company, Tag
from crm.services.bulk import Edit, change_all, preview, undo_bulk
from crm.services.tags import SameTag, merge_tags, save_tag, tag_company
from imports.models import ImportKind
from imports.services.undo import undo_import
from tests.factories import CompanyFactory, UserFactory
from tests.imports.drafts import read_in

pytestmark = [pytest.mark.django_db, pytest.mark.database("crm.services.tags")]


def names(company: Company) -> list[str]:
    return [tag.name for tag in company.tags.all()]


def test_tag_that_reads_the_same_is_the_same_tag():
    company = CompanyFactory(tags=["Ger varor"])
    tag_company(company, name="  ger   VAROR ")
    other = CompanyFactory(tags=["ger varor", "GER VAROR", "lokalt"])
    assert (names(company), names(other)) == (["Ger varor"], ["Ger varor", "lokalt"])
    assert Tag.objects.count() == 2


def test_tag_is_not_renamed_to_one_that_exists_but_may_change_its_case():
    first, second = save_tag(Tag(), name="transport"), save_tag(Tag(), name="lokalt")
    with pytest.raises(ValidationError) as refused:
        save_tag(second, name="Transport")
    assert refused.value.message_dict == {"name": ["Etiketten transport finns redan. Slå ihop dem i stället."]}
    assert save_tag(first, name="Transport").name == "Transport"


def test_merged_tag_is_gone_and_its_companies_have_the_other_once():
    both, one = CompanyFactory(tags=["frakt", "transport"]), CompanyFactory(tags=["frakt"])
    frakt, transport = Tag.objects.get(name="frakt"), Tag.objects.get(name="transport")
    assert merge_tags(frakt, into=transport) == 2
    assert (names(both), names(one)) == (["transport"], ["transport"])
    assert list(Tag.objects.all()) == [transport]


def test_merging_a_tag_updates_views_and_undoable_changes():
    user, other = UserFactory(role=PARTNER_MANAGER), save_tag(Tag(), name="Jul")
    one, two = CompanyFactory(name="Ett"), CompanyFactory(name="Två", tags=["Jul"])
    rows, edit = Company.objects.all(), Edit(add_tags=("Julen",))
    change = change_all(rows, edit, by=user, digest=preview(rows, edit, by=user).digest)
    gone, three = Tag.objects.get(name="Julen"), CompanyFactory(name="Tre", tags=["Julen"])
    batch = read_in(ImportKind.COMPANY, [["Namn", "Etiketter"], ["Tre", "Granne"]], by=user)
    view, alike = (SavedView(owner=user, list_name="crm:company_list") for _number in range(2))
    save_view(view, name="Jul", query=f"q=ett&tag={gone.pk}&sort=name")
    save_view(alike, name="Nej", query=(other_number := f"tag={gone.pk}7"))
    merge_tags(gone, into=other)
    view.refresh_from_db()
    alike.refresh_from_db()
    assert (view.query, alike.query) == (f"q=ett&sort=name&tag={other.pk}", other_number)
    undo_import(batch, by=user)
    undo_bulk(change, by=user)
    assert [list(company.tags.all()) for company in (one, two, three)] == [[], [other], [other]]


def test_tag_is_not_merged_with_itself():
    CompanyFactory(tags=["frakt"])
    tag = Tag.objects.get()
    with pytest.raises(SameTag):
        merge_tags(tag, into=tag)
    assert Tag.objects.get() == tag


@pytest.mark.parametrize("number", [1, 30])
def test_tag_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for index in range(number):
        CompanyFactory(tags=[f"etikett {index}"])
    client = client_for("Läsare")
    with django_assert_num_queries(7):
        response = client.get(reverse("crm:tag_list"))
    assert [row.record.number for row in response.context["table"].rows] == [1] * number


def test_tag_is_made_renamed_merged_and_removed_on_its_pages(client_for):
    company = CompanyFactory(tags=["frakt"])
    client = client_for("Partneransvarig")
    client.post(reverse("crm:tag_create"), {"name": "transport"})
    frakt, transport = Tag.objects.get(name="frakt"), Tag.objects.get(name="transport")
    client.post(reverse("crm:tag_edit", args=[transport.pk]), {"name": "Transporter"})
    page = client.get(reverse("crm:tag_merge", args=[frakt.pk]))
    assert page.context["intro"].startswith("1 företag har etiketten")
    client.post(reverse("crm:tag_merge", args=[frakt.pk]), {"into": transport.pk})
    assert names(company) == ["Transporter"]
    client.post(reverse("crm:tag_delete", args=[transport.pk]))
    assert Company.objects.get().tags.count() == Tag.objects.count() == 0


def test_name_that_exists_is_reported_at_the_field_and_kept(client_for):
    CompanyFactory(tags=["frakt"])
    response = client_for("Partneransvarig").post(reverse("crm:tag_create"), {"name": "Frakt"})
    form = response.context["form"]
    assert form.errors == {"name": ["Etiketten frakt finns redan. Slå ihop dem i stället."]}
    assert form["name"].value() == "Frakt"


def test_tags_are_put_on_and_taken_off_on_the_company_page(client_for):
    company = CompanyFactory()
    client = client_for("Partneransvarig")
    response = client.post(reverse("crm:company_tag_add", args=[company.pk]), {"name": "lokalt"})
    assert response.headers["Location"] == company.get_absolute_url()
    tag = company.tags.get()
    remove = reverse("crm:company_tag_remove", args=[company.pk, tag.pk])
    assert remove in client.get(company.get_absolute_url()).content.decode()
    response = client.post(remove, headers={"HX-Request": "true"})
    assert response.templates[0].name == "crm/tags/_company_tags.html"
    assert names(company) == []


def test_tag_that_is_too_long_is_refused_in_words(client_for):
    company = CompanyFactory()
    response = client_for("Partneransvarig").post(
        reverse("crm:company_tag_add", args=[company.pk]), {"name": "x" * 41}, headers={"HX-Request": "true"}
    )
    assert response.context["error"] == "Säkerställ att detta värde har som mest 40 tecken (den har 41)."
    assert not Tag.objects.exists()


def test_company_list_shows_tags_and_finds_by_them(client_for):
    tagged, _other = CompanyFactory(tags=["lokalt"]), CompanyFactory()
    tag = Tag.objects.get()
    response = client_for("Läsare").get(reverse("crm:company_list"), {"tag": tag.pk})
    assert [row.record for row in response.context["table"].rows] == [tagged]
    assert f'<a class="tag" href="{reverse("crm:company_list")}?tag={tag.pk}">lokalt</a>' in response.content.decode()
