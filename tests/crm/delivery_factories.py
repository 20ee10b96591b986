"""Sponsorships with deliveries, for tests of deliveries."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from crm.models import Delivery, Sponsorship
from goals.services import BenefitTerms, save_offer
from tests.factories import get_offer, signed_sponsorship


def today() -> dt.date:
    return timezone.localdate()


def promise(*terms: BenefitTerms, **fields) -> Sponsorship:
    """A signed sponsorship of goal 1, of a year from thirty days ago, whose offer has exactly the benefits `terms`."""
    offer = get_offer()
    save_offer(offer, benefits=terms, removed=[benefit.pk for benefit in offer.benefits.all()])
    starts = today() - dt.timedelta(days=30)
    period = {"starts": starts, "ends": starts + dt.timedelta(days=364), "signed_on": starts}
    return signed_sponsorship(**period | fields)


def owed(text: str = "Logotyp", *, due: int | None = None, value: int = 4000, **fields) -> Delivery:
    """A delivery due this many days from today, or without a due date."""
    rule = {} if due is None else {"due_rule": "on_date", "due_date": today() + dt.timedelta(days=due)}
    return promise(BenefitTerms(text=text, market_value=value, **rule), **fields).deliveries.get()


def photo_with_place(name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    """A photograph with a position in its EXIF, as phones take them."""
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (59.0, 36.0, 0.0)}
    exif[0x010F] = "Telefon"
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")
