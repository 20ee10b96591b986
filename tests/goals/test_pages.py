import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from core.services import save_record
from goals.models import Goal, KeyFigure, KeyFigureValue, Tier
from tests.factories import get_goal, get_offer, get_tier

pytestmark = pytest.mark.django_db


def measure(figure: KeyFigure, *values: str, first_year: int = 2001, **fields) -> None:
    for year, value in enumerate(values, start=first_year):
        save_record(
            KeyFigureValue(key_figure=figure),
            measured_on=dt.date(year, 1, 1),
            value=Decimal(value),
            **{"source": "Kommunens räkning"} | fields,
        )


def goal_form(goal: Goal, **fields) -> dict:
    names = ("number", "name", "name_en", "colour", "problem", "today", "ambition", "share_text", "version")
    linked = [global_goal.pk for global_goal in goal.global_goals.all()]
    return {name: getattr(goal, name) for name in names} | {"global_goals": linked} | fields


def test_reader_sees_the_five_goals_with_their_headline_figures(client_for):
    text = client_for("Läsare").get(reverse("goals:goal_list")).content.decode()
    for goal in Goal.objects.all():
        assert f'href="/mal/{goal.number}/"' in text
        assert goal.problem in text
    assert '<span class="figure-number">4</span>' in text
    assert text.count("Inget nyckeltal än.") == 4


def test_reader_sees_figures_offers_and_panels_and_nothing_to_edit(client_for):
    text = client_for("Läsare").get("/mal/1/").content.decode()
    assert "sparkline" not in text
    assert text.count("Exempelbelopp") == 4
    assert "250\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in text
    assert 'hx-get="/mal/1/partner/"' in text
    assert 'href="/mal/1/partner/"' in text
    assert 'href="/mal/1/kontakter/"' in text
    assert "/andra/" not in text
    assert "/nytt" not in text


def test_goal_page_draws_two_values_and_links_the_source(client_for):
    measure(get_goal(3).key_figures.first(), "390", "401.5", source_url="https://example.org/rakning")
    text = client_for("Läsare").get("/mal/3/").content.decode()
    assert text.count('class="sparkline"') == 1
    label = "Socialt isolerade av befolkningen: från 390 den 2001-01-01 till 4 den 2019-12-31"
    assert f'aria-label="{label}"' in text
    assert text.count('<a href="https://example.org/rakning" rel="noopener noreferrer">Kommunens räkning</a>') == 2
    assert "401,5" in text
    assert text.count("En mätning hittills.") == 1


def test_goal_that_does_not_exist_is_not_found(client_for):
    assert client_for("Läsare").get("/mal/9/").status_code == 404


def test_goal_is_named_in_english_for_who_reads_english(client_for, make_user):
    client = client_for(make_user("Läsare", language="en"))
    text = client.get("/mal/1/").content.decode()
    assert "No homelessness" in text
    assert '<span class="sdg-name">Zero hunger</span>' in text


@pytest.mark.parametrize("number", [1, 30])
def test_goal_pages_cost_the_same_queries_whatever_they_show(number, client_for, django_assert_num_queries):
    client = client_for("Administratör")
    goal = get_goal(2)
    for position in range(number):
        figure = save_record(KeyFigure(goal=goal), name=f"Tal {position}", unit="%", position=position + 1)
        measure(figure, *["10"] * number, first_year=1990)
    client.get("/mal/")
    with django_assert_num_queries(8):
        client.get("/mal/")
    with django_assert_num_queries(12):
        client.get("/mal/2/")


@pytest.mark.parametrize("role", ["Läsare", "Ekonomi", "Tävlingsledare", "Partneransvarig"])
def test_only_administrators_may_edit(role, client_for):
    client = client_for(role)
    figure = get_goal(3).key_figures.first()
    for url in (
        reverse("goals:goal_edit", args=[1]),
        reverse("goals:figure_create", args=[1]),
        reverse("goals:figure_edit", args=[figure.pk]),
        reverse("goals:figure_delete", args=[figure.pk]),
        reverse("goals:value_create", args=[figure.pk]),
        reverse("goals:value_edit", args=[figure.values.get().pk]),
        reverse("goals:value_delete", args=[figure.values.get().pk]),
        reverse("goals:offer_create", args=[1]),
        reverse("goals:offer_edit", args=[get_offer().pk]),
        reverse("goals:tier_create"),
        reverse("goals:tier_edit", args=[get_tier().pk]),
    ):
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403), url
    assert KeyFigure.objects.filter(pk=figure.pk).exists()


def test_goal_saved_with_other_global_goals_shows_who_changed_what(client_for):
    client = client_for("Administratör")
    response = client.post("/mal/1/andra/", goal_form(get_goal(1), name="Ingen utan hem", global_goals=[1, 11]))
    assert response.headers["Location"] == "/mal/1/"
    assert [goal.number for goal in get_goal(1).global_goals.all()] == [1, 11]
    text = client.get("/mal/1/").content.decode()
    assert "<del>Ingen hemlöshet</del> <ins>Ingen utan hem</ins>" in text
    assert str(client.user) in text


def test_goal_edited_by_two_tells_the_second_and_keeps_what_they_wrote(client_for):
    seen = goal_form(get_goal(1))
    assert client_for("Administratör").post("/mal/1/andra/", seen | {"name": "Först"}).status_code == 302
    response = client_for("Administratör").post("/mal/1/andra/", seen | {"name": "Sedan", "global_goals": []})
    assert response.status_code == 409
    assert response.context["form"]["name"].value() == "Sedan"
    goal = get_goal(1)
    assert goal.name == "Först"
    assert goal.global_goals.count() == 3


def test_goal_with_a_colour_that_is_none_is_refused(client_for):
    response = client_for("Administratör").post("/mal/1/andra/", goal_form(get_goal(1), number=7, colour="red"))
    assert list(response.context["form"].errors) == ["colour"]
    assert response.context["cancel_url"] == "/mal/1/"
    assert get_goal(1).colour == "#B4232C"


def test_figure_and_its_values_are_added_changed_and_removed(client_for):
    client = client_for("Administratör")
    back = "/mal/2/#figures"
    response = client.post("/mal/2/nyckeltal/nytt/", {"name": "Trygga på kvällen", "unit": "%", "position": 1})
    assert response.headers["Location"] == back
    figure = get_goal(2).key_figures.get()

    fields = {"measured_on": "2026-10-01", "value": "61,5", "source": "Trygghetsmätningen", "source_url": ""}
    response = client.post(reverse("goals:value_create", args=[figure.pk]), fields)
    assert response.headers["Location"] == back
    value = figure.values.get()
    assert value.value == Decimal("61.5")

    fields |= {"value": "62", "version": value.version}
    assert client.post(reverse("goals:value_edit", args=[value.pk]), fields).headers["Location"] == back
    assert figure.values.get().value == Decimal(62)

    assert client.post(reverse("goals:value_delete", args=[value.pk])).headers["Location"] == back
    assert not figure.values.exists()
    assert value.history.latest().history_type == "-"

    assert client.post(reverse("goals:figure_delete", args=[figure.pk])).headers["Location"] == back
    assert not get_goal(2).key_figures.exists()


def test_second_value_for_one_day_is_refused_by_its_field(client_for):
    figure = get_goal(3).key_figures.first()
    fields = {"measured_on": "2019-12-31", "value": "420", "source": "Ny räkning"}
    response = client_for("Administratör").post(reverse("goals:value_create", args=[figure.pk]), fields)
    assert response.context["form"].errors["measured_on"] == [
        "Det finns redan ett värde för den dagen. Ändra det i stället."
    ]
    assert figure.values.count() == 1


def test_value_edited_by_two_tells_the_second(client_for):
    value = get_goal(3).key_figures.first().values.get()
    url = reverse("goals:value_edit", args=[value.pk])
    fields = {"measured_on": "2026-11-01", "source": "Källan", "version": value.version}
    client = client_for("Administratör")
    assert client.post(url, fields | {"value": "420"}).status_code == 302
    assert client.post(url, fields | {"value": "421"}).status_code == 409
    value.refresh_from_db()
    assert value.value == Decimal(420)


def test_tiers_are_listed_by_rank_and_renamed(client_for):
    reader = client_for("Läsare").get(reverse("goals:tier_list"))
    assert [tier.name for tier in reader.context["tiers"]] == ["Huvudpartner", "Partner", "Sponsor", "Vänföretag"]
    assert "/andra/" not in reader.content.decode()

    tier = get_tier("Sponsor")
    fields = {
        "rank": 3,
        "name": "Stödföretag",
        "plural": "Stödföretag",
        "name_en": "Supporter",
        "plural_en": "Supporters",
        "notice_days": 60,
        "version": tier.version,
    }
    response = client_for("Administratör").post(reverse("goals:tier_edit", args=[tier.pk]), fields)
    assert response.headers["Location"] == reverse("goals:tier_list")
    assert Tier.objects.get(rank=3).name == "Stödföretag"


def test_rank_that_is_taken_is_refused(client_for):
    names = {"name": "Vän", "plural": "Vänner", "name_en": "Friend", "plural_en": "Friends", "notice_days": 90}
    response = client_for("Administratör").post(reverse("goals:tier_create"), names | {"rank": 3})
    assert list(response.context["form"].errors) == ["rank"]
    assert Tier.objects.count() == 4


def test_stylesheet_is_open_and_told_as_not_modified(client):
    response = client.get(reverse("goals:stylesheet"))
    assert response.headers["Content-Type"] == "text/css"
    assert response.headers["Cache-Control"] == "public, no-cache"
    text = response.content.decode()
    assert ".goal-1 { --goal: #B4232C; --on-goal: #FFFFFF;" in text
    assert ".sdg-7 { --sdg: #FCC30B; --on-sdg: #000000; }" in text
    assert text.count("{") == 5 * 2 + 17

    again = client.get(reverse("goals:stylesheet"), headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Goal.objects.filter(number=1).update(colour="#123456")
    changed = client.get(reverse("goals:stylesheet"), headers={"If-None-Match": response.headers["ETag"]})
    assert changed.status_code == 200


def test_stylesheet_leaves_out_what_is_no_colour(client):
    Goal.objects.filter(number=1).update(colour="red;}*{")
    text = client.get(reverse("goals:stylesheet")).content.decode()
    assert ".goal-1 " not in text
    assert "red" not in text
