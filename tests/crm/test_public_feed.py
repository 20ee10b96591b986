import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from config.roles import READER
from crm.services.sponsorships import end_sponsorship
from tests.factories import (
    CompanyFactory,
    SponsorshipFactory,
    contact_at,
    get_goal,
    get_tier,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database("crm.queries.partners")]

JSON, HTML = "/public/goals/1/partners.json", "/public/goals/1/partners.html"


def days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def partner(name, tier="Sponsor", *, goal=1, starts=-10, ends=10, **company):
    """A company with a signed sponsorship; `starts` and `ends` are days from today."""
    return signed_sponsorship(
        company=CompanyFactory(name=name, **company),
        goal=get_goal(goal),
        tier=get_tier(tier),
        starts=days(starts),
        ends=days(ends),
    )


def picture(kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", (8, 4), "teal").save(file, kind)
    return file.getvalue()


def logo(name="logo.png", kind="PNG"):
    return SimpleUploadedFile(name, picture(kind))


# --- Content --------------------------------------------------------------------------------------


def test_feed_lists_partners_by_tier_and_name(client):
    partner("Öbergs Bageri")
    partner("Åkeri Mälaren", website="https://akeri.example/")
    partner("Ängens Blommor", "Partner")
    main = partner("Zinkbolaget", "Huvudpartner", logo=logo())
    assert client.get(JSON).json() == {
        "tiers": [
            {
                "heading": "Huvudpartner",
                "partners": [
                    {
                        "name": "Zinkbolaget",
                        "website": None,
                        "logo": f"http://testserver/public/companies/{main.company.pk}/logo",
                    }
                ],
            },
            {"heading": "Partner", "partners": [{"name": "Ängens Blommor", "website": None, "logo": None}]},
            {
                "heading": "Sponsorer",
                "partners": [
                    {"name": "Åkeri Mälaren", "website": "https://akeri.example/", "logo": None},
                    {"name": "Öbergs Bageri", "website": None, "logo": None},
                ],
            },
        ]
    }


def test_feed_holds_only_those_whose_agreement_covers_today(client):
    partner("Första dagen", starts=0)
    partner("Sista dagen", ends=0)
    partner("I går", ends=-1)
    partner("I morgon", starts=1)
    partner("Annat mål", goal=2)
    ended = partner("Avslutad")
    end_sponsorship(ended, on=days(-1), reason="Konkurs")
    SponsorshipFactory(company=CompanyFactory(name="Bara förslag"), starts=days(-1), ends=days(1), stage="proposal")
    tiers = client.get(JSON).json()["tiers"]
    assert [row["name"] for tier in tiers for row in tier["partners"]] == ["Första dagen", "Sista dagen"]


def test_feed_says_nothing_else_about_a_company(client):
    sponsorship = partner("Enskild firma", orgnr="8112189876", notes="Hemligt", invoice_email="faktura@bolag.example")
    contact_at(sponsorship.company, first_name="Kim", last_name="Kontaktsson")
    for url in (JSON, HTML):
        text = client.get(url).content.decode()
        hidden = ["811218", "9876", "Hemligt", "faktura", "Kontaktsson", sponsorship.agreement_no, "Västerås", "40000"]
        assert [word for word in hidden if word in text] == []


def test_goal_without_partners_has_an_empty_list_and_an_empty_fragment(client):
    assert client.get(JSON).json() == {"tiers": []}
    assert client.get(HTML).content == b""


def test_fragment_has_headings_links_and_escaped_names(client):
    sponsorship = partner("Bröd & <b>Bak</b>", website="https://bak.example/?a=1&b=2", logo=logo())
    text = client.get(HTML).content.decode()
    assert '<h3 class="medspel-tier-name">Sponsor</h3>' in text
    assert '<a href="https://bak.example/?a=1&amp;b=2" target="_top">Bröd &amp; &lt;b&gt;Bak&lt;/b&gt;</a>' in text
    assert f'src="http://testserver/public/companies/{sponsorship.company.pk}/logo" alt=""' in text
    assert ("<script" in text, "style=" in text) == (False, False)


@pytest.mark.parametrize(
    ("query", "heading"), [("", "Vänföretag"), ("?lang=en", "Friends"), ("?lang=de", "Vänföretag")]
)
def test_feed_is_in_swedish_unless_the_address_asks_for_english(query, heading, client):
    partner("Ett", "Vänföretag")
    partner("Två", "Vänföretag")
    tier = get_tier("Vänföretag")
    tier.plural_en = "Friends"
    tier.save()
    client.cookies["django_language"] = "sv" if query == "?lang=en" else "en"
    for url in (JSON, HTML):
        response = client.get(url + query)
        assert heading in response.content.decode()
        assert response["Content-Language"] == ("en" if query == "?lang=en" else "sv")


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("url", [JSON, HTML])
def test_feed_costs_three_queries_however_many_partners(url, number, client, django_assert_num_queries):
    for index in range(number):
        partner(f"Företag {index}", logo=logo())
    with django_assert_num_queries(3):  # the organisation, the goal, the partners
        client.get(url)


# --- HTTP -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [JSON, HTML])
def test_feed_may_be_kept_for_five_minutes_and_asked_for_again(url, client):
    partner("Åkeri Mälaren")
    first = client.get(url)
    assert first["Cache-Control"] == "public, max-age=300"
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (again["Cache-Control"], again["Access-Control-Allow-Origin"]) == ("public, max-age=300", "*")
    partner("Öbergs Bageri")
    changed = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


@pytest.mark.parametrize("partners", [0, 1])
@pytest.mark.parametrize("url", [JSON, HTML])
def test_feed_is_readable_from_any_website(url, partners, client):
    for _number in range(partners):
        partner("Åkeri Mälaren")
    response = client.get(url)
    assert (response["Access-Control-Allow-Origin"], "ETag" in response, response.cookies) == ("*", True, {})


def test_only_the_fragment_may_stand_in_a_frame(client):
    fragment, data, login = (client.get(url) for url in (HTML, JSON, "/login/"))
    assert ("X-Frame-Options" in fragment, data["X-Frame-Options"], login["X-Frame-Options"]) == (False, "DENY", "DENY")
    assert "frame-ancestors *;" in f"{fragment['Content-Security-Policy']};"
    assert "frame-ancestors 'none'" in data["Content-Security-Policy"]
    assert "default-src 'self'" in fragment["Content-Security-Policy"]


def test_unknown_goal_is_not_found_and_says_so_to_scripts(client):
    response = client.get("/public/goals/99/partners.json")
    assert (response.status_code, response.json()) == (404, {"detail": "Målet finns inte.", "code": "not_found"})
    assert response["Access-Control-Allow-Origin"] == "*"
    fragment = client.get("/public/goals/99/partners.html")
    assert (fragment.status_code, fragment.content) == (404, b"")


@pytest.mark.parametrize("url", [JSON, HTML, "/public/companies/1/logo"])
def test_feed_is_only_read(url, client):
    assert {getattr(client, method)(url).status_code for method in ("post", "put", "patch", "delete")} == {405}


# --- Logos ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "content_type"),
    [("a.png", "PNG", "image/png"), ("a.JPG", "JPEG", "image/jpeg"), ("a.webp", "WEBP", "image/webp")],
)
def test_partners_logo_is_served_to_anybody(name, kind, content_type, client):
    company = partner("Åkeri Mälaren", logo=logo(name, kind)).company
    url = f"/public/companies/{company.pk}/logo"
    response = client.get(url)
    assert (response.status_code, response.content) == (200, picture(kind))
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=300"
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_logo_of_somebody_who_is_not_a_partner_today_is_for_colleagues_only(client, client_for):
    company = partner("I går", ends=-1, logo=logo()).company
    url = f"/public/companies/{company.pk}/logo"
    seen = client_for(READER).get(url)
    assert [client.get(url).status_code, client_for().get(url).status_code, seen.status_code] == [404, 404, 200]
    assert seen["Cache-Control"] == "private, no-cache"


def test_company_without_logo_has_none(client):
    company = partner("Utan").company
    assert client.get(f"/public/companies/{company.pk}/logo").status_code == 404


def test_logo_whose_file_is_gone_is_not_found(client):
    company = partner("Åkeri Mälaren", logo=logo()).company
    company.logo.storage.delete(company.logo.name)
    assert client.get(f"/public/companies/{company.pk}/logo").status_code == 404
