"""What everybody's register has: a company and a person that somebody registered once more."""

from crm.models import Company, Contact
from crm.services.companies import save_company
from crm.services.interactions import log_interaction
from crm.services.people import add_contact
from duplicates.services.pairs import scan_companies, scan_contacts


def register_twice(company: Company, contact: Contact, *, by) -> Company:
    """A new colleague did not find them: another spelling, no number, and a call of its own."""
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
