"""The pages of Utskick, of templates, and where receivers say no."""

import json
from base64 import b64encode

import pytest
from django.core import mail
from django.urls import reverse

from mailing.kinds import kinds
from mailing.letter_layout import unsubscribe_token
from mailing.models import Letter, LetterState, LetterTemplate, Suppression, SuppressionReason
from mailing.services.delivering import deliver_waiting
from mailing.services.mailings import write_mailing
from mailing.services.queueing import To
from mailing.services.suppressions import suppress_address
from tests.factories import CompanyFactory, UserFactory, contact_at
from tests.mailing.letters import LOCMEM, TEXT, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prov")]
LIST = "/utskick/"


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_as_many_queries_for_one_as_for_thirty(number, client_for, django_assert_num_queries):
    client = client_for("Administratör")
    for place in range(number):
        write(f"kim{place}@b.example", by=UserFactory())
    with django_assert_num_queries(9):
        client.get(LIST)


def test_list_says_when_nothing_is_sent(client_for, settings):
    client = client_for("Administratör")
    words = "Mejl är inte inställt, så inget skickas."
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert words in client.get(LIST).content.decode()
    settings.EMAIL_BACKEND = LOCMEM
    assert words not in client.get(LIST).content.decode()


def test_list_is_filtered_and_searched(client_for):
    client = client_for("Administratör")
    write("kim@b.example"), write("bo@b.example", state=LetterState.DRAFT)
    rows = [client.get(LIST, query).context["count"] for query in ({"q": "bo@"}, {"state": "waiting"}, {"kind": "x"})]
    assert rows == [1, 1, 2]


def test_letter_is_stopped_and_sent_again_on_its_page(client_for):
    client, letter = client_for("Tävlingsledare"), write()
    page = letter.get_absolute_url()
    client.post(reverse("mailing:letter_stop", args=[letter.pk]), {"next": page})
    assert reverse("mailing:letter_again", args=[letter.pk]) in client.get(page).content.decode()
    client.post(reverse("mailing:letter_again", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.state == LetterState.WAITING


def test_letter_that_is_gone_is_not_found_by_its_buttons(client_for):
    client = client_for("Tävlingsledare")
    answers = [client.post(reverse(f"mailing:letter_{act}", args=[1])).status_code for act in ("stop", "again")]
    assert answers == [404, 404]


# --- Templates ------------------------------------------------------------------------------------


def test_text_of_a_kind_is_written_used_and_taken_away_again(client_for, settings):
    settings.EMAIL_BACKEND = LOCMEM
    client, url = client_for("Partneransvarig"), reverse("mailing:template_edit", args=["enquiry-receipt", "sv"])
    assert "Tack för att ni vill veta mer" in client.get(url).content.decode()
    client.post(url, {"subject": "Tack {förnamn}", "text": "Hej!"})
    row = LetterTemplate.objects.get()
    assert (row.kind, row.language, row.subject) == ("enquiry-receipt", "sv", "Tack {förnamn}")
    client.post(reverse("mailing:template_remove", args=[row.pk]))
    assert LetterTemplate.objects.count() == 0


def test_text_with_an_unknown_field_is_not_saved(client_for):
    client, url = client_for("Partneransvarig"), reverse("mailing:template_edit", args=["enquiry-receipt", "sv"])
    page = client.post(url, {"subject": "Tack {efternamn}", "text": "Hej!"})
    assert ("Fältet {efternamn} finns inte här." in page.content.decode(), LetterTemplate.objects.count()) == (True, 0)


def test_preview_shows_a_real_row_and_saves_nothing(client_for):
    contact_at(CompanyFactory(name="Åkeriet"), first_name="Siv")
    client, url = client_for("Partneransvarig"), reverse("mailing:own_template_create")
    typed = {"name": "Jul", "language": "sv", "subject": "Hej {företag}", "text": "Hej {förnamn}!", "preview": "1"}
    page = client.post(url, typed).content.decode()
    assert ("Hej Åkeriet" in page, "Hej Siv!" in page, LetterTemplate.objects.count()) == (True, True, 0)
    del typed["preview"]
    client.post(url, typed)
    row = LetterTemplate.objects.get()
    assert (row.kind, row.name) == ("people", "Jul")
    assert client.get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("language", ["sv", "en"])
def test_first_text_of_every_kind_has_only_fields_that_it_may_have(language, client_for):
    client = client_for("Administratör")
    for kind in kinds():
        if kind.name != "prov":
            subject, text = kind.first_text(language)
            row = LetterTemplate(kind=kind.name, language=language, subject=subject, text=text)
            row.full_clean()
            url = reverse("mailing:template_edit", args=[kind.name, language])
            assert client.get(url).status_code == 200
    assert client.get(reverse("mailing:template_list")).status_code == 200


# --- Many -----------------------------------------------------------------------------------------


def test_mailing_is_seen_25_at_a_time_and_sent_by_its_button(client_for):
    client = client_for("Tävlingsledare")
    people = [(To(f"kim{number}@b.example"), {"förnamn": "Kim"}, {}) for number in range(26)]
    mailing = write_mailing("prov", by=UserFactory(), text=TEXT, people=people)
    page = reverse("mailing:mailing_detail", args=[mailing.pk])
    shown = [client.get(page, {"page": number}).content.decode().count('class="form-section"') for number in (1, 2)]
    assert shown == [25, 1]
    client.post(reverse("mailing:mailing_send", args=[mailing.pk]))
    assert Letter.objects.filter(state=LetterState.WAITING).count() == 26
    client.post(reverse("mailing:mailing_stop", args=[mailing.pk]))
    assert Letter.objects.filter(state=LetterState.STOPPED).count() == 26


# --- Saying no ------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_receiver_says_no_and_takes_it_back(client, query):
    url = reverse("mailing:unsubscribe", args=[unsubscribe_token("kim@b.example")]) + query
    assert (client.get(url).status_code, Suppression.objects.count()) == (200, 0)  # a look changes nothing
    for _twice in range(2):
        client.post(url, {"List-Unsubscribe": "One-Click"})
    row = Suppression.objects.get()
    assert (row.address, row.reason) == ("kim@b.example", SuppressionReason.UNSUBSCRIBED)
    client.post(url, {"again": "1"})
    assert Suppression.objects.count() == 0


def test_link_of_another_address_or_none_opens_nothing(client):
    token = unsubscribe_token("kim@b.example")
    for wrong in (token[:-1], "x", f"{token.split('.', maxsplit=1)[0]}.{'A' * 43}"):
        assert client.get(reverse("mailing:unsubscribe", args=[wrong])).status_code == 404


def test_address_that_bounces_is_not_taken_back_by_the_link(client):
    suppress_address("kim@b.example", reason=SuppressionReason.BOUNCED)
    client.post(reverse("mailing:unsubscribe", args=[unsubscribe_token("kim@b.example")]), {"again": "1"})
    assert Suppression.objects.count() == 1


# --- The provider ---------------------------------------------------------------------------------

EVENT = {"RecordType": "Bounce", "MessageID": "p1", "Email": "kim@b.example", "Type": "HardBounce", "TypeCode": 1}


def tell(client, secret: str):
    word = b64encode(secret.encode()).decode()
    headers = {"Authorization": f"Basic {word}"}
    return client.post("/mejl/handelser/", json.dumps(EVENT), content_type="application/json", headers=headers)


def test_bounce_is_heard_only_with_the_secret_of_the_settings(client, settings):
    settings.EMAIL_BACKEND = LOCMEM
    write()
    deliver_waiting()
    Letter.objects.update(provider_id="p1")
    assert (tell(client, "a:b").status_code, len(mail.outbox)) == (404, 1)
    settings.MAIL_PROVIDER, settings.MAIL_WEBHOOK_SECRET = "postmark", "a:b"
    settings.ANYMAIL = {"WEBHOOK_SECRET": "a:b"}
    assert (tell(client, "a:c").status_code, Suppression.objects.count()) == (400, 0)
    assert (tell(client, "a:b").status_code, Suppression.objects.count()) == (200, 1)
    assert Letter.objects.get().state == LetterState.BOUNCED
