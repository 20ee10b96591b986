"""URLs in users' texts become links on every page that shows them; nothing else becomes markup."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from campaigns.services.competitions import update_competition
from config.roles import ADMINISTRATOR
from core.services import save_record
from crm.models import Proof
from tests.campaigns.boards import contest, decided
from tests.campaigns.factories import make_competition
from tests.campaigns.jury_factories import make_entry, make_juror
from tests.crm.delivery_factories import owed
from tests.factories import (
    CompanyFactory,
    InteractionFactory,
    contact_at,
    make_document,
    make_enquiry,
    signed_sponsorship,
)

pytestmark = pytest.mark.django_db

NOTE = "Se https://avtal.example/a?b=1 eller eva@ek.example.\n<script>alert(1)</script> javascript:alert(1)"


def links(page) -> list[str]:
    tree = html.fromstring(page.content)
    assert "alert(1)" not in "".join(tree.xpath("//script/text()"))
    return [link for link in tree.xpath("//main//a/@href") if link.startswith(("http", "mailto", "javascript"))]


def test_addresses_in_notes_are_links_and_nothing_else_is(client_for):
    client = client_for(ADMINISTRATOR)
    company = CompanyFactory(notes=NOTE)
    person = contact_at(company, notes=NOTE, email="")
    contact = InteractionFactory(companies=[company], contacts=[person], text=NOTE, quoted=NOTE)
    both = ["https://avtal.example/a?b=1", "mailto:eva@ek.example"]
    assert links(client.get(contact.get_absolute_url())) == both * 2
    assert links(client.get(person.get_absolute_url())) == both * 2  # the note and the interaction's text
    assert links(client.get(company.get_absolute_url())) == both * 2
    (first, *_rest) = html.fromstring(client.get(contact.get_absolute_url()).content).xpath(
        "//a[contains(@href, 'avtal')]"
    )
    assert first.get("rel") == "nofollow"


BOTH = ["https://avtal.example/a?b=1", "mailto:eva@ek.example"]


def document_page(_client):
    return make_document(note=NOTE).get_absolute_url()


def enquiry_page(_client):
    return make_enquiry(message=NOTE, email="kim@akeriet.example").get_absolute_url()


def handover_page(_client):
    return reverse("crm:company_handover", args=[CompanyFactory(notes=NOTE).pk])


def proof_page(_client):
    delivery = owed()
    save_record(Proof(delivery=delivery), text=NOTE)
    return delivery.get_absolute_url()


def payment_page(client):
    return signed_sponsorship(payment_note=NOTE, owner=client.user).get_absolute_url()


def entry_page(_client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    return make_entry(team, text=NOTE).get_absolute_url()


def juror_page(_client):
    competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    make_entry(team, text=NOTE, approved=True)
    return reverse("board:juror", args=[make_juror(competition).token])


def lessons_page(client):
    return update_competition(make_competition(contact=client.user), notes=NOTE).get_absolute_url()


def lessons_of_last_time_page(client):
    before = update_competition(make_competition(contact=client.user), notes=NOTE)
    return make_competition(previous=before, contact=client.user).get_absolute_url()


def decision_page(_client):
    competition, _teams = decided(("Åkeriet", 100), ("Bageriet", 50))
    save_record(competition, final_comment=NOTE)
    return competition.get_absolute_url()


def rules_in_words_page(_client):
    competition, _teams = contest("Åkeriet", "Bageriet", rules_text=NOTE)
    return reverse("campaigns:competition_rules", args=[competition.pk])


def rules_sheet(_client):
    return reverse("campaigns:rules_sheet", args=[contest("Åkeriet", "Bageriet", rules_text=NOTE)[0].pk])


def board_page(_client):
    return reverse("board:board", args=[contest("Åkeriet", "Bageriet", rules_text=NOTE)[0].board_token])


PAGES = [
    document_page,
    enquiry_page,
    handover_page,
    proof_page,
    payment_page,
    entry_page,
    juror_page,
    lessons_page,
    lessons_of_last_time_page,
    decision_page,
    rules_in_words_page,
    rules_sheet,
    board_page,
]


@pytest.mark.parametrize("made", PAGES)
def test_addresses_are_links_wherever_the_text_is_shown(made, client_for):
    client = client_for(ADMINISTRATOR)
    url = made(client)
    found = links((Client() if url.startswith("/t/") or "/jury/" in url else client).get(url))
    assert [link for link in found if link in BOTH] == BOTH
    assert not [link for link in found if link.startswith("javascript")]
