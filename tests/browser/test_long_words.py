"""Nothing that anybody types makes a page wider than the screen."""

from playwright.sync_api import expect

from core.models import SavedView
from crm.models import Company, Contact, Document, Interaction, NextStep, Sponsorship, Tag
from goals.models import Benefit, Goal, Tier
from imports.models import Import
from inbox.models import Enquiry
from tests.access_samples import make_samples
from tests.campaigns.boards import photo
from tests.factories import CompanyFactory
from workplaces.services.personal_links import make_link
from workplaces.services.proposals import propose

WORD = "Sammanhållning"
LONGEST = 200
TYPED = {
    Benefit: ["text"],
    Company: ["name", "trade", "street", "city", "notes"],
    Contact: ["first_name", "last_name", "notes"],
    Document: ["title", "file_name"],
    Enquiry: ["company_name", "person_name", "message"],
    Goal: ["name"],
    Import: ["source"],
    Interaction: ["subject", "text"],
    NextStep: ["what"],
    SavedView: ["name"],
    Sponsorship: ["payment_note", "tier_name"],
    Tag: ["name"],
    Tier: ["name"],
}
PATHS = """
/ /foretag/ /foretag/{company}/ /foretag/{company}/handelser/ /foretag/{company}/overlamning/ /personer/
/personer/{contact}/ /kontakter/ /kontakter/{interaction}/ /sponsorskap/ /sponsorskap/{signed}/
/sponsorskap/fornyelser/ /sponsorskap/{lead}/teckna/ /massandringar/ /dialoger/ /maltackning/
/leveranser/ /leveranser/{delivery}/ /mal/ /mal/1/
/mal/1/leveranser/ /foretag/{company}/motprestationer/ /forfragningar/ /forfragningar/{enquiry}/ /dokument/
/etiketter/ /import/ /import/{listed}/ /foretag/dubbletter/ /sammanslagningar/{merged}/ /tavlingar/
/tavlingar/{competition}/ /gava-via-lon/ /sok/?q=samman /public/bli-partner/ /arbetsplatser/forslag/
/arbetsplatser/forslag/{proposal}/
"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def stretch():
    """Write a word without end into whatever people type."""
    for model, names in TYPED.items():
        for pk in model._base_manager.values_list("pk", flat=True):
            words = {}
            for name in names:
                room = min(model._meta.get_field(name).max_length or LONGEST, LONGEST)
                words[name] = f"{WORD}{pk}{WORD * 20}"[:room]
            model._base_manager.filter(pk=pk).update(**words)


def proposed() -> int:
    """A proposal from a workplace, with a logo as wide as they come."""
    link, _secret = make_link("sponsor", CompanyFactory(), by=None)
    return propose(link, wanted={"website": f"https://{WORD}.example/{WORD * 10}"}, logo=photo(size=(1200, 200))).pk


def test_a_word_without_end_makes_no_page_wider(page_for):
    page = page_for("Administratör")
    samples = make_samples(page.user)
    stretch()
    keys = {
        "company": samples["crm:company_"]["pk"],
        "competition": samples["campaigns:"]["pk"],
        "contact": samples["crm:contact_"]["pk"],
        "delivery": samples["crm:delivery_"]["pk"],
        "enquiry": samples["inbox:enquiry_"]["pk"],
        "interaction": samples["crm:interaction_"]["pk"],
        "listed": samples["imports:import_"]["pk"],
        "merged": samples["duplicates:merge_"]["pk"],
        "lead": samples["crm:sponsorship_"]["pk"],
        "proposal": proposed(),
        "signed": samples["crm:sponsorship_end"]["pk"],
    }
    too_wide = []
    for path in PATHS.format(**keys).split():
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.goto(path).status == 200, path
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if over := page.evaluate(TOO_WIDE):
                too_wide.append((path, width, over))
    assert too_wide == []


def test_a_table_wider_than_its_place_is_scrolled_by_keyboard(page_for, axe):
    page = page_for("Läsare", width=800)
    make_samples(page.user)
    stretch()
    page.goto("/foretag/")
    frame = page.locator(".table-frame")
    expect(frame).to_have_attribute("tabindex", "0")
    axe(page)
    frame.focus()
    page.keyboard.press("ArrowRight")
    expect(frame).to_have_js_property("scrollLeft", 40)
