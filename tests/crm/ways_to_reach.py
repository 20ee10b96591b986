"""A person with several addresses and numbers."""

from django.utils import timezone

from crm.models import Affiliation, Company, Contact
from tests.factories import CompanyFactory, NextStepFactory, contact_at


def reachable(company=None, **fields) -> Contact:
    """A person with addresses at work and at home, a mobile number and a switchboard."""
    several = {
        "email": "eva@akeri.example",
        "phone": "070-174 06 05",
        "other_emails": "eva.ek@hemma.example\nEVA@akeri.example, eva@styrelsen.example",
        "other_phones": "021-12 34 56; +46 (0)70 174 06 05",
    }
    return contact_at(company or CompanyFactory(), first_name="Eva", last_name="Ek", **several | fields)


def about_to_move() -> tuple[Contact, Contact, Company, Company]:
    """Eva, main contact at Gamla AB with an open step there, and her colleague Bo."""
    old = CompanyFactory(name="Gamla AB", website="https://akeri.example")
    eva = reachable(old)
    Affiliation.objects.filter(contact=eva).update(is_primary=True)
    bo = contact_at(old, first_name="Bo", last_name="Al")
    NextStepFactory(company=old, contact=eva)
    return eva, bo, old, CompanyFactory(name="Nya AB")


def form_of(company, **fields) -> dict:
    named = {"company_0": company.pk, "company_1": company.name}
    return named | {"on": timezone.localdate().isoformat()} | fields
