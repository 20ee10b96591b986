"""The demo data's deliveries: due rules of benefits, deliveries in each state, and an extra beside an offer."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from crm.models import Delivery, DeliveryState, Proof, Sponsorship, Stage
from crm.services.deliveries import ProofContent, deliver, set_delivery_aside, start_delivery
from crm.services.extra_deliveries import add_extra_delivery
from demo.clock import Clock
from goals.models import Benefit, DueRule, TierOffer
from goals.services import BenefitTerms, save_offer

# The start of a benefit's text, and its terms, with a better text for some; other benefits have no due date.
RULES = {
    "Logotyp": {"due_rule": DueRule.AFTER_START, "due_days": 21, "doer_role": "Kommunikation"},
    "Namn": {"due_rule": DueRule.AFTER_START, "due_days": 21, "doer_role": "Kommunikation"},
    "Digitalt": {"due_rule": DueRule.AFTER_START, "due_days": 21},
    "Två inspirationstillfällen": {
        "text": "Inspirationstillfälle på arbetsplatsen",
        "quantity": 2,
        "due_rule": DueRule.BEFORE_END,
        "due_days": 90,
    },
    "Ett inspirationstillfälle": {"due_rule": DueRule.BEFORE_END, "due_days": 90},
    "Gemensamt pressmeddelande": {"due_rule": DueRule.AFTER_START, "due_days": 45, "doer_role": "Kommunikation"},
    "Inbjudan": {"due_rule": DueRule.YEARLY, "due_date": dt.date(2026, 10, 8)},
}
PROOFS = {
    "Logotyp": "Logotypen syns på målets sida.",
    "Namn": "Namnet står på målets sida.",
    "Gemensamt": "Pressmeddelandet som vi skickade tillsammans.",
    "Inbjudan": "De var med på partnerträffen.",
}
PICTURED = ("Inspirationstillfälle", "Ett", "Inbjudan")
WAIVED_REASON = "De hinner inte i år och avstår gärna."
FORGOTTEN_WITHIN = dt.timedelta(days=75)


def set_due_rules():
    """Set due rules of the example offers' benefits, unless already set."""
    for offer in TierOffer.objects.filter(is_example=True).prefetch_related("benefits"):
        terms = [terms for benefit in offer.benefits.all() if (terms := _terms(benefit))]
        if terms:
            save_offer(offer, benefits=terms)


def _terms(benefit: Benefit) -> BenefitTerms | None:
    rule = next((rule for beginning, rule in RULES.items() if benefit.text.startswith(beginning)), None)
    if rule is None or benefit.due_rule != DueRule.NONE:
        return None
    return BenefitTerms(**{"text": benefit.text, "market_value": benefit.market_value, "key": benefit.pk} | rule)


def deliver_benefits(clock: Clock):
    """Deliver most of what is due, with proof and some of it unused; waive a few, and leave a few overdue."""
    due = Delivery.objects.due_by(clock.today).for_table().order_by("due_on", "pk")
    for number, delivery in enumerate(due):
        owner = delivery.sponsorship.owner
        late = delivery.due_on > clock.today - FORGOTTEN_WITHIN
        if late and number % 3 == 1:
            continue
        day = clock.workday(delivery.due_on - dt.timedelta(days=number % 6))
        clock.go_to(max(day, delivery.sponsorship.signed_on), owner)
        if number % 13 == 6:
            set_delivery_aside(delivery, to=DeliveryState.WAIVED, reason=WAIVED_REASON)
            continue
        used = (True, True, False, None)[number % 4]
        deliver(delivery, by=owner, on=clock.now.date(), used=used, proof=_proof(delivery, number))
        Proof.objects.filter(delivery=delivery).update(created_at=clock.now)
    several = Delivery.objects.owed().filter(quantity__gt=1).select_related("sponsorship__owner").order_by("pk")
    for number, delivery in enumerate(several):
        owner = delivery.sponsorship.owner
        clock.go_to(clock.workday(clock.today - dt.timedelta(days=2)), owner)
        if number:
            start_delivery(delivery)
        else:
            shown = ProofContent(text="Första tillfället, tolv personer kom.")
            deliver(delivery, by=owner, on=clock.now.date(), quantity=1, used=True, proof=shown)
            Proof.objects.filter(delivery=delivery).update(created_at=clock.now)
    _promise_extra(clock)


def _promise_extra(clock: Clock):
    """Promise an extra to a sponsor on the lowest tier, worth more than it pays."""
    today = clock.today
    active = Sponsorship.objects.active_on(today).filter(stage=Stage.SIGNED, starts__lt=today - dt.timedelta(days=30))
    sponsorship = active.order_by("amount", "pk").select_related("owner").first()
    if sponsorship is None:
        return
    day = clock.workday(today - dt.timedelta(days=9))
    clock.go_to(day - dt.timedelta(days=14), sponsorship.owner)
    promise = add_extra_delivery(
        sponsorship,
        text="Konsert för personalen med kören från dagverksamheten",
        market_value=sponsorship.amount + 12_500,
        due_on=day,
        doer=sponsorship.owner,
    )
    clock.go_to(day, sponsorship.owner)
    shown = ProofContent(text="Kören sjöng i entrén en timme.")
    deliver(promise, by=sponsorship.owner, on=day, used=True, proof=shown)
    Proof.objects.filter(delivery=promise).update(created_at=clock.now)


def _proof(delivery: Delivery, number: int) -> ProofContent:
    first = delivery.text.split()[0]
    company = delivery.sponsorship.company
    if first in PICTURED and number % 2:
        words = f"Från besöket hos {company}."
        return ProofContent(image=_picture(str(company), delivery.sponsorship.goal.colour), text=words)
    link = f"https://stadsmissionen.example/mal/{delivery.sponsorship.goal.number}/" if first == "Logotyp" else ""
    return ProofContent(link=link, text=PROOFS.get(first, "Genomfört enligt planen."))


def _picture(company: str, colour: str) -> SimpleUploadedFile:
    """A drawing of a room with a roll-up banner, instead of a photograph of real people."""
    picture = Image.new("RGB", (1200, 900), "#d9d4c8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 640, 1200, 900), fill="#a58d6f")
    draw.rectangle((420, 110, 780, 760), fill=colour)
    draw.rectangle((450, 620, 750, 730), fill="#ffffff")
    draw.text((600, 300), "Tack", anchor="mm", fill="#ffffff", font=ImageFont.load_default(96))
    draw.text((600, 675), company.split(maxsplit=1)[0], anchor="mm", fill="#1b2326", font=ImageFont.load_default(40))
    for seat in range(5):
        left = 90 + seat * 220
        draw.ellipse((left, 750, left + 90, 840), fill="#5a4a3c")
        draw.rounded_rectangle((left - 25, 830, left + 115, 960), 40, fill=("#41576b", "#6b4152", "#4b6b41")[seat % 3])
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return SimpleUploadedFile("besok.jpg", file.getvalue(), content_type="image/jpeg")
