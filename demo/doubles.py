"""A company and a person registered twice, for the duplicate scan to find."""

from crm.models import Company, Contact
from crm.services.companies import save_company
from crm.services.interactions import log_interaction
from crm.services.people import add_contact
from duplicates.services.pairs import scan_companies, scan_contacts


def register_duplicates(company: Company, contact: Contact, *, by) -> Company:
    """Register the company with another spelling and no number, and the person with a logged call."""
    twin = save_company(
        Company(), name=company.name.removesuffix(" AB").replace("ö", "o"), city=company.city, website=company.website
    )
    person = add_contact(
        company=twin, first_name=contact.first_name, last_name=contact.last_name, phone=contact.phone, role="Vd"
    )
    log_interaction(by=by, companies=[twin], contacts=[person], text="Ringde växeln och blev kopplad vidare.")
    scan_companies()
    scan_contacts()
    return twin
