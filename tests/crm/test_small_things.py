"""What people read: subjects, photographs and words that say what they are about."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from config.roles import ADMINISTRATOR, PARTNER_MANAGER
from crm.services.deliveries import ProofContent, add_proof, deliver
from tests.campaigns.boards import photo
from tests.factories import CompanyFactory, InteractionFactory, contact_at, signed_sponsorship

pytestmark = pytest.mark.django_db


def test_timeline_of_a_person_says_what_an_e_mail_was_about(client_for):
    company = CompanyFactory()
    person = contact_at(company)
    InteractionFactory(companies=[company], contacts=[person], subject="Avtal för nästa år")
    page = client_for(PARTNER_MANAGER).get(person.get_absolute_url())
    assert "Avtal för nästa år" in page.content.decode()


def test_certificate_shows_the_photograph(client_for):
    client, today = client_for(ADMINISTRATOR), timezone.localdate()
    signed = signed_sponsorship(starts=today, ends=today + dt.timedelta(days=200), signed_on=today)
    delivery = deliver(signed.deliveries.first(), by=client.user, on=today)
    proof = add_proof(delivery=delivery, proof=ProofContent(image=photo()))
    page = client.get(reverse("crm:company_certificate", args=[signed.company_id]), {"year": today.year})
    (picture,) = html.fromstring(page.content).xpath("//td//img")
    assert picture.get("src") == reverse("crm:proof_picture", args=[proof.pk])
    assert picture.get("alt") == f"Foto: {delivery.text}"


def test_english_menu_names_lists_in_the_plural(make_user, client_for):
    page = client_for(make_user(ADMINISTRATOR, language="en")).get(reverse("crm:document_list"))
    tree = html.fromstring(page.content)
    assert tree.xpath("//nav[contains(@class, 'mainnav')]/ul/li/a[@aria-current]/span/text()") == ["Documents"]
    assert tree.xpath("//h1/text()") == ["Documents"]
