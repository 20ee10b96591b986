"""What sponsors were promised: from the phone, in the goal's table, and on paper."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from crm.models import Delivery
from crm.services.deliveries import ProofContent, add_proof, deliver
from crm.services.extra_deliveries import add_extra_delivery
from goals.services import BenefitTerms
from tests.crm.delivery_factories import owed, photo_with_place, promise, today
from tests.factories import CompanyFactory, InteractionFactory, NextStepFactory, UserFactory

MANAGER = "Partneransvarig"


def photo() -> dict:
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place().read()}


@pytest.fixture
def sponsor():
    return promise(
        BenefitTerms(text="Logotyp i entrén", due_rule="on_date", due_date=today()),
        BenefitTerms(text="Föreläsning"),
        company=CompanyFactory(name="Åkeriet AB"),
    )


def test_delivery_is_photographed_and_saved_on_the_phone(sponsor, page_for, axe):
    page = page_for(MANAGER, width=390)
    page.goto("/leveranser/fota/")
    page.get_by_label("Foto").set_input_files(photo())
    page.get_by_role("combobox", name="Företag").fill("åker")
    page.get_by_role("option", name="Åkeriet AB").click()
    choice = page.get_by_label("Logotyp i entrén")
    expect(choice).to_be_visible()
    axe(page)
    choice.check()
    page.get_by_role("button", name="Spara som levererad").click()
    expect(page.get_by_role("status").first).to_contain_text("Leveransen är sparad.")
    expect(page.get_by_role("img", name="Foto utan beskrivning")).to_be_visible()
    axe(page)
    delivery = Delivery.objects.get(text="Logotyp i entrén")
    assert (delivery.state, delivery.proofs.exclude(image="").count()) == ("delivered", 1)


def test_an_error_on_the_phone_keeps_the_photo_without_script(sponsor, page_for):
    page = page_for(MANAGER, width=390, js=False)
    page.goto("/leveranser/fota/")
    page.get_by_label("Foto").set_input_files(photo())
    page.get_by_label("Företag", exact=True).fill("Åkeriet AB")
    page.get_by_role("button", name="Visa företagets leveranser").click()
    page.get_by_role("button", name="Spara som levererad").click()
    expect(page.get_by_role("alert")).to_contain_text("Välj vad du har levererat.")
    expect(page.get_by_text("Fotot är kvar.")).to_be_visible()
    page.get_by_label("Föreläsning").check()
    page.get_by_role("button", name="Spara som levererad").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Föreläsning")
    assert Delivery.objects.get(text="Föreläsning").proofs.exclude(image="").count() == 1


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_goals_table_is_a_table_with_headings_and_leads_to_the_delivery(sponsor, width, dark, page_for, axe):
    page = page_for(MANAGER, width=width, dark=dark)
    page.goto(reverse("crm:promise_matrix", args=[1]))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    label = page.locator("td.promise-cell").first.evaluate(
        "cell => cell.getBoundingClientRect().left + parseFloat(getComputedStyle(cell, '::before').marginLeft || 0)"
    )
    assert label >= 0
    page.get_by_role("link", name=f"Planerad {today()}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logotyp i entrén")


def test_one_thing_is_delivered_to_many(sponsor, page_for, axe):
    page = page_for(MANAGER)
    page.goto(reverse("crm:promise_matrix", args=[1]))
    page.get_by_text("Levererat till flera på en gång?").click()
    page.get_by_role("link", name="Föreläsning").click()
    axe(page)
    page.get_by_role("button", name="Spara som levererad").click()
    expect(page.get_by_role("status").first).to_contain_text("1 leverans är sparad.")


def test_lists_and_papers_are_accessible(sponsor, page_for, axe):
    delivery, by = sponsor.deliveries.first(), UserFactory()
    deliver(delivery, by=by, on=today(), used=True)
    add_proof(delivery=delivery, proof=ProofContent(image=photo_with_place(), text="Entrén"))
    begun = add_extra_delivery(sponsor, text="Inlägg i sociala medier", quantity=4)
    deliver(begun, by=by, on=today(), quantity=1, proof=ProofContent(text="Första inlägget"))
    InteractionFactory(companies=[sponsor.company])
    NextStepFactory(company=sponsor.company, assignee=by)
    page = page_for(MANAGER, width=390)
    sponsor.company.refresh_from_db()
    for url in (
        "/leveranser/?scope=all",
        f"/leveranser/{delivery.pk}/",
        f"/leveranser/{begun.pk}/",
        reverse("crm:delivery_deliver", args=[begun.pk]),
        reverse("crm:promise_create", args=[sponsor.pk]),
        sponsor.get_absolute_url(),
        reverse("crm:company_certificate", args=[sponsor.company_id]),
        reverse("crm:company_handover", args=[sponsor.company_id]),
        reverse("crm:owner_handover", args=[sponsor.owner_id]),
    ):
        page.goto(url)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


def test_certificate_prints_as_a4_without_buttons(page_for):
    delivery = owed()
    page = page_for(MANAGER)
    page.goto(reverse("crm:company_certificate", args=[delivery.sponsorship.company_id]))
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Skriv ut")).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
