import time

import pytest
from django.urls import reverse

from inbox.forms.enquiries import make_stamp
from inbox.models import Enquiry
from tests.campaigns.factories import give, running_duel
from tests.factories import get_goal
from tests.website.factories import make_partner
from website.look import Look, css_of, look_of

pytestmark = pytest.mark.django_db
FORM = reverse("website:form", args=[1])


def embed(kind: str) -> str:
    return reverse("website:embed", args=[1, kind])


@pytest.mark.parametrize("kind", ["partners", "figure", "thermometer", "board"])
def test_embed_may_stand_in_frames_of_the_sites_that_the_setting_names(kind, client, settings):
    settings.EMBED_ORIGINS = ["https://missionen.example"]
    answer = client.get(embed(kind))
    assert (answer.status_code, answer.cookies) == (200, {})
    assert "frame-ancestors https://missionen.example" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors 'none'" in client.get("/public/goals/1/").headers["Content-Security-Policy"]


def test_embeds_show_partners_and_standings(client):
    make_partner()
    competition, first, second = running_duel(on_website=True)
    competition.goals.set([get_goal()])
    give(first, 250)
    assert "Åkeriet AB" in client.get(embed("partners")).content.decode()
    board = client.get(embed("board")).content.decode()
    assert all(words in board for words in (competition.name, first.name, second.name, "250\xa0kr"))


@pytest.mark.parametrize("kind", ["form", "x", "annat"])
def test_other_kinds_are_not_found(kind, client):
    assert client.get(f"/public/goals/1/embed/{kind}").status_code in {301, 404}


# --- The form ---------------------------------------------------------------------------------------


def test_form_is_sent_from_a_frame_without_a_cookie(client):
    assert "frame-ancestors *" in client.get(FORM).headers["Content-Security-Policy"]
    sent = {
        "goals": [get_goal().pk],
        "company_name": "Åkeriet AB",
        "person_name": "Kim",
        "email": "kim@akeriet.example",
        "consent": "on",
        "stamp": make_stamp(time.time() - 60),
    }
    answer = client.post(f"{FORM}?theme=dark&lang=en", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.cookies) == (302, {})
    assert answer.headers["Location"] == f"{reverse('website:form_thanks', args=[1])}?theme=dark&lang=en"
    assert "Thank you!" in client.get(answer.headers["Location"]).content.decode()
    assert [goal.number for goal in Enquiry.objects.get().goals.all()] == [1]


def test_form_with_an_error_keeps_what_was_typed(client):
    page = client.post(FORM, {"company_name": "Åkeriet AB", "stamp": make_stamp(time.time() - 60)}).content.decode()
    assert ('value="Åkeriet AB"' in page, "field-error" in page) == (True, True)


# --- How it looks -----------------------------------------------------------------------------------


def test_look_is_read_from_the_address():
    asked = {"theme": "dark", "colour": "0b7a75", "text": "#123456", "background": "transparent", "font": "PT Serif"}
    assert look_of(asked) == Look("dark", "#0B7A75", "#123456", "transparent", "PT Serif")


@pytest.mark.parametrize("bad", ["red;}", "url(x)", "</style>", "a" * 41, "é", "#12345", '"', "x\\"])
def test_what_is_no_colour_font_or_theme_is_passed_by(bad):
    assert look_of(dict.fromkeys(("theme", "colour", "text", "background", "font"), bad)) == Look()


def test_colours_of_text_can_be_read_in_both_themes():
    css = css_of(goal="#FFEE00", brand="#000000")
    assert "--goal: #FFEE00; --on-goal: #000000" in css
    assert "--goal-text: #FFEE00" in css.partition("@media")[2]
    assert "--goal-text: #FFEE00" not in css.partition("@media")[0]


# --- What helps to embed ----------------------------------------------------------------------------


def test_snippets_are_for_those_who_log_in(client, client_for):
    address = reverse("website:snippets", args=[1])
    assert client.get(address).status_code == 302
    page = client_for("Läsare").get(address).content.decode()
    assert '<iframe src="http://testserver/public/goals/1/embed/partners/"' in page


def test_oembed_gives_a_frame_for_our_addresses_only(client):
    url = reverse("website:oembed")
    answer = client.get(
        url, {"url": "http://testserver/public/goals/1/embed/board/?theme=dark", "maxwidth": "400"}
    ).json()
    assert (answer["type"], answer["version"], answer["width"]) == ("rich", "1.0", 400)
    assert 'src="http://testserver/public/goals/1/embed/board/?theme=dark"' in answer["html"]
    others = [
        "",
        "http://annan.example/public/goals/1/",
        "http://testserver/foretag/",
        "http://testserver/public/goals/9/",
    ]
    assert [client.get(url, {"url": other}).status_code for other in others] == [404] * 4
    assert client.get(url, {"url": "http://testserver/public/goals/1/", "format": "xml"}).status_code == 501


def test_page_itself_may_not_be_framed_so_oembed_frames_its_figure(client):
    html = client.get(reverse("website:oembed"), {"url": "http://testserver/public/goals/1/"}).json()["html"]
    assert 'src="http://testserver/public/goals/1/embed/figure/"' in html


@pytest.mark.parametrize("path", ["[", "//[x", "http://testserver/public/starta/partners/", "http://testserver/\x00"])
def test_address_that_is_no_embed_is_told_so(path, client):
    assert client.get(reverse("website:oembed"), {"url": path}).status_code in {400, 404}
