"""Whose demo it is, and that it has begun: nobody has to set up what is only to be tried."""

import random

from django.core.files.base import ContentFile

from core.models import StartStep, our_organisation
from core.services import save_organisation, skip_step
from demo.competitions import drawing

FACTS = {
    "name": "Provstads stadsmission",
    "orgnr": "8029990002",
    "bankgiro": "9000019",
    "swish": "1239000019",
    "street": "Provgatan 1",
    "postal_code": "123 45",
    "city": "Provstad",
    "website": "https://stadsmission.example",
    "colour": "#7A1F3D",
    "accent": "#F2B705",
    "privacy_name": "Dataskyddsombudet",
    "privacy_email": "personuppgifter@stadsmission.example",
    "partner_name": "Petra Ståhlgren",
    "partner_title": "Partnerskapsansvarig",
    "partner_title_en": "Partnership manager",
    "partner_phone": "+46701740605",
    "partner_email": "partner@stadsmission.example",
}
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 64"><circle cx="32" cy="32" r="30" fill="#7A1F3D"/>
<path d="M14 38 L32 18 L50 38 V50 H38 V40 H26 V50 H14 Z" fill="#F2B705"/>
<text x="76" y="30" font-family="sans-serif" font-size="24" font-weight="700" fill="#7A1F3D">Provstads</text>
<text x="76" y="54" font-family="sans-serif" font-size="22" fill="#7A1F3D">stadsmission</text></svg>"""


def show_organisation():
    organisation = our_organisation()
    if not organisation.is_known:
        for name, value in FACTS.items():
            setattr(organisation, name, value)
        organisation.logo_svg = ContentFile(LOGO.encode(), name="logotyp.svg")
        organisation.partner_picture = drawing(random.Random(7))
        save_organisation(organisation)
    for key in (StartStep.MAIL, "offers"):
        skip_step(key)
