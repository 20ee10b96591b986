import re
from collections import Counter

import polib
import pytest
from django.conf import settings
from django.urls import reverse
from lxml import html

from config.access import POLICY, VISITOR
from reports.help_pages import PAGES, help_about
from reports.news import LATEST, RELEASES

TEXTS = settings.BASE_DIR / "templates" / "help"
KEYS = [page.key for page in PAGES]
IN_BOTH = [(language, key) for language in ("sv", "en") for key in KEYS]
HTMX = {"HX-Request": "true"}

# Pages without help of their own, and why.
NO_HELP = {
    "reports:help": "is help",
    "reports:help_index": "is help",
    "reports:help_page": "is help",
    "reports:news": "is help",
    "core:put_back": "is a button",
    "core:set_language": "is a button",
    "core:logout": "is a button",
}


def test_every_page_has_its_text_in_both_languages_and_no_text_is_left_over():
    for language in ("sv", "en"):
        assert sorted(file.stem for file in (TEXTS / language).iterdir()) == sorted(KEYS)


def test_every_page_that_users_see_has_help_or_says_why_not():
    ours = {name: rule for name, rule in POLICY.items() if not (rule.to_programs or name.startswith("api:"))}
    seen = {name for name, rule in ours.items() if VISITOR not in set().union(*rule.who.values())}
    lacking = {name for name in seen if help_about(name) is None}
    assert lacking == NO_HELP.keys() & seen


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("crm:company_list", "foretag"),
        ("crm:company_log_many", "logga-kontakt"),
        ("crm:company_certificate", "loften"),
        ("crm:sponsorship_renew", "fornya"),
        ("campaigns:team_create", "tavling"),
        ("campaigns:competition_decide", "avsloja"),
        ("imports:gift_list_create", "bidrag"),
        ("imports:import_detail", "importera"),
    ],
)
def test_the_longest_beginning_decides(name, key):
    assert help_about(name).key == key


def test_words_in_bold_stand_on_screen():
    known = polib.pofile(settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po")
    words = {"sv": {entry.msgid for entry in known}, "en": {entry.msgstr for entry in known}}
    unknown = [
        (language, key, bold)
        for language, key in IN_BOTH
        for bold in re.findall(
            r"<b>(.*?)</b>", (TEXTS / language / f"{key}.html").read_text(encoding="utf-8"), re.DOTALL
        )
        if " ".join(bold.split()) not in words[language]
    ]
    assert unknown == []


def test_both_languages_say_as_much():
    def parts(language: str, key: str) -> Counter:
        text = (TEXTS / language / f"{key}.html").read_text(encoding="utf-8")
        return Counter(re.findall(r"<(?:li|p|dt|b|kbd)\b|\{% url [^%]+", text))

    assert [key for key in KEYS if parts("sv", key) != parts("en", key)] == []


@pytest.mark.django_db
def test_every_page_opens_and_every_link_in_it_leads_somewhere(client_for, make_user):
    for language in ("sv", "en"):
        client = client_for(make_user("Administratör", language=language))
        seen, waiting = set(), {reverse("reports:help_index"), reverse("reports:news")}
        while waiting:
            url = waiting.pop()
            response = client.get(url)
            assert (url, response.status_code) == (url, 200)
            seen.add(url)
            text = html.fromstring(response.content).xpath("//*[contains(@class, 'help-text')]")[0]
            links = {link.get("href") for link in text.iter("a")}
            waiting |= {link for link in links if link.startswith("/hjalp/")} - seen
            assert [link for link in links - seen - waiting if client.get(link).status_code != 200] == []
        assert seen >= {page.url for page in PAGES}


@pytest.mark.django_db
def test_help_is_about_the_page_that_one_comes_from(client_for, django_assert_num_queries):
    client, url = client_for("Läsare"), reverse("reports:help")
    here = f"http://testserver{reverse('crm:interaction_list')}?q=x"
    log, index = reverse("reports:help_page", args=["logga-kontakt"]), reverse("reports:help_index")
    assert client.get(url, headers={"Referer": here}).headers["Location"] == log
    assert client.get(url, headers=HTMX | {"HX-Current-URL": here}).headers["Location"] == log
    for unknown in ("", "http://testserver/finns-inte/", "http://elsewhere.example/foretag/", "http://[", log):
        assert client.get(url, headers={"Referer": unknown}).headers["Location"] == index
    with django_assert_num_queries(2):  # the session and its user
        panel = client.get(log, headers=HTMX).content.decode()
    assert ("<html" in panel, '<h3 tabindex="-1">Logga en kontakt</h3>' in panel) == (False, True)
    assert client.get(reverse("reports:help_page", args=["finns-inte"])).status_code == 404


@pytest.mark.django_db
def test_dot_says_that_there_is_news_until_they_are_read(client_for):
    client = client_for("Läsare")
    assert "Oläst nyhet" in client.get(reverse("core:profile")).content.decode()
    page = client.get(reverse("reports:news")).content.decode()
    assert ("Oläst nyhet" in page, str(RELEASES[0].items[0].what) in page) == (False, True)
    client.user.refresh_from_db()
    assert client.user.news_read == LATEST
    assert "Oläst nyhet" not in client.get(reverse("core:profile")).content.decode()
    assert [release.version for release in RELEASES] == sorted((r.version for r in RELEASES), reverse=True)


@pytest.mark.django_db
def test_palette_finds_help_by_words_of_either_language(client_for):
    client, search = client_for("Läsare"), reverse("reports:search")
    for words, key in (("duplicates", "dubbletter"), ("påminn", "nasta-steg"), ("kortkom", "kortkommandon")):
        assert reverse("reports:help_page", args=[key]) in client.get(search, {"q": words}).content.decode()
