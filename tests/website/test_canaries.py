"""Nothing reaches a visitor but what website.queries.public_fields lists: all else says what may not come out."""

import re
from decimal import Decimal

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, models, transaction

from campaigns.models import Competition, Idea
from core.money import MoneyField
from tests.access_samples import make_samples
from tests.factories import get_goal
from tests.website.factories import make_section, make_way, write_page

# What is public, by model. What is missing here may not be seen, and what is here is seen somewhere.
PUBLIC = {
    "campaigns.Competition": {"name"},
    "campaigns.Idea": {
        "name_en", "summary", "summary_en", "how_to", "how_to_en", "picture_alt", "picture_alt_en",
    },
    "campaigns.Team": {"name"},
    "core.Organisation": {
        "name", "orgnr", "street",
        "postal_code", "city", "privacy_email", "partner_name", "partner_title", "partner_title_en",
        "partner_email", "short_name", "website",
    },
    "crm.Company": {"name", "website"},
    "goals.GlobalGoal": {"name", "name_en"},
    "goals.Goal": {"name", "name_en", "problem", "today", "ambition", "share_text"},
    "goals.GoalPage": {
        "problem_en", "vision", "vision_en", "background", "background_en", "share_text_en", "partner_name",
        "partner_title", "partner_title_en", "partner_email",
    },
    "goals.GoalSection": {"heading", "heading_en", "text", "text_en", "picture_alt", "picture_alt_en"},
    "goals.GlobalGoalReason": {"text", "text_en"},
    "goals.KeyFigure": {"name", "name_en", "unit", "unit_en"},
    "goals.KeyFigureValue": {"source", "source_url"},
    "goals.ShareText": {"text", "text_en"},
    "goals.Tier": {"name", "name_en", "plural", "plural_en"},
    "goals.WayToHelp": {"heading", "heading_en", "text", "text_en", "link", "button", "button_en"},
}  # fmt: skip
CANARY = re.compile(r"q(\d{4})z", re.IGNORECASE)
AMOUNT = Decimal("98765.43")
WRITTEN = (models.CharField, models.TextField)
ADDRESSES = [
    f"/public/goals/{part}{query}"
    for part in ("", "1/", "1.json", "1/embed/partners/", "1/embed/figure/", "1/embed/thermometer/", "1/embed/board/",
                 "1/embed/form/", "1/partners.json", "1/partners.html")
    for query in ("", "?lang=en")
]  # fmt: skip
ADDRESSES += [f"/public/ideas{part}{query}" for part in ("/", ".json") for query in ("", "?lang=en")]
ADDRESSES += ["/public/oembed?url=http://testserver/public/goals/1/", "/robots.txt", "/sitemap.xml"]


def fill() -> dict[int, str]:
    """Give every text field of every row a word of its own, and every amount one sum; gives the fields by number."""
    planted = {}
    for app in settings.OUR_APPS:
        for model in apps.get_app_config(app).get_models():
            if hasattr(model, "history_object"):
                continue
            for field in model._meta.concrete_fields:
                number = len(planted) + 1000
                value = canary_of(field, number)
                if value is None:
                    continue
                try:
                    with transaction.atomic():
                        if model._base_manager.update(**{field.name: value}) and not isinstance(field, MoneyField):
                            planted[number] = f"{model._meta.label}.{field.name}"
                except DatabaseError:
                    continue  # a rule of the database keeps such a word out
    return planted


def canary_of(field: models.Field, number: int):
    if isinstance(field, MoneyField):
        return AMOUNT
    if not isinstance(field, WRITTEN) or field.choices or field.unique or field.primary_key:
        return None
    if isinstance(field, models.URLField):
        return f"https://q{number}z.example"
    if isinstance(field, models.EmailField):
        return f"q{number}z@q.example"
    return f"q{number}z" if (field.max_length or 99) >= 6 and "phone" not in field.name else None


@pytest.mark.django_db
def test_only_what_is_listed_reaches_a_visitor(client, make_user):
    make_samples(make_user("Administratör"))
    goal = get_goal()
    write_page(vision="Vision", background="Bakgrund", partner_name="Åsa", partner_email="asa@missionen.example")
    make_section(kind="does")
    make_section(kind="wants")
    make_way(link="/x", button="Hit")
    make_way(audience="company", link="/x", button="Hit")
    for competition in Competition.objects.all():
        competition.goals.add(goal)
    Competition.objects.update(on_website=True)
    planted = fill()
    seen, amounts = set(), []
    idea = Idea.objects.exclude(picture="").get().pk
    for address in [*ADDRESSES, f"/public/ideas/{idea}/", f"/public/ideas/{idea}/?lang=en"]:
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
        text = answer.content.decode()
        seen |= {planted[int(number)] for number in CANARY.findall(text) if int(number) in planted}
        # A competition's target and sums are public; what a partner pays is in none of its embeds.
        if "98765" in text.replace("\xa0", "") and "partner" in address:
            amounts.append(address)
    allowed = {f"{model}.{name}" for model, names in PUBLIC.items() for name in names}
    assert seen - allowed == set()
    assert amounts == []
    assert {"crm.Company.name", "goals.GoalSection.text", "goals.KeyFigure.name", "campaigns.Idea.how_to"} <= seen
