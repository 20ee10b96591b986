"""Cells that tables of the register show. Made in Python: each stands on up to 200 rows of a page."""

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from phonenumber_field.phonenumber import PhoneNumber

from core.markup import joined, markup, shortened
from core.querysets import found
from core.row_urls import route
from crm.models import Affiliation, Company, Contact, Interaction, Sponsorship
from crm.templatetags.timeline import went

MOST_WORDS = 160  # characters of a contact's text


def _more(words, *, css: str = "cell-more") -> SafeString:
    """A second line of a cell."""
    return markup(' <span class="{}">{}</span>', css, words)


def _link(row) -> SafeString:
    return markup('<a href="{}">{}</a>', row.get_absolute_url(), row)


def tags(company: Company) -> SafeString:
    address = route("crm:company_list")
    tags = (markup('<a class="tag" href="{}?tag={}">{}</a>', address, tag.pk, tag) for tag in found(company, "tags"))
    return joined(tags, " ")


def phone(row: Company | Contact) -> SafeString | str:
    number = row.phone
    if not isinstance(number, PhoneNumber):  # to ask if it is empty parses it again
        return ""
    return markup('<a class="text-tabular" href="tel:{}">{}</a>', number.as_e164, number.as_international)


def affiliations(contact: Contact) -> SafeString:
    return joined(map(_affiliation, contact.current_roles()), " ")


def _affiliation(affiliation: Affiliation) -> SafeString:
    role = markup('<span class="text-body-secondary">, {}</span>', affiliation.role) if affiliation.role else ""
    return markup('<span class="d-block">{}{}</span>', _link(affiliation.company), role)


def happened(interaction: Interaction) -> SafeString:
    moment = f"{timezone.localtime(interaction.happened_at):%Y-%m-%d %H:%M}"
    link = markup('<a class="text-tabular" href="{}">{}</a>', interaction.get_absolute_url(), moment)
    return link + _more(markup("{} {}", interaction.get_kind_display(), went(interaction)))


def who(interaction: Interaction) -> SafeString:
    companies = joined(
        markup('<a class="d-block" href="{}">{}</a>', company.get_absolute_url(), company)
        for company in found(interaction, "companies")
    )
    return companies + _more(", ".join(map(str, found(interaction, "contacts"))))


def said(interaction: Interaction) -> str:
    return shortened(interaction.text, MOST_WORDS).strip()


def _goal_chip(goal) -> SafeString:
    return markup('<span class="goal-chip goal-{}">{}</span>', goal.number, goal)


def goal(interaction: Interaction) -> SafeString | str:
    return _goal_chip(interaction.goal) if interaction.goal else ""


def goal_and_tier(sponsorship: Sponsorship) -> SafeString:
    return _goal_chip(sponsorship.goal) + _more(sponsorship.tier_label)


def company_and_number(sponsorship: Sponsorship) -> SafeString:
    company = sponsorship.company
    return _link(company) + _more(company.orgnr_masked, css="cell-more text-tabular")


def kind(sponsorship: Sponsorship) -> SafeString:
    return markup('<span class="kind-{}">{}</span>', sponsorship.kind, sponsorship.kind_label)


def period(sponsorship: Sponsorship) -> SafeString | str:
    if not sponsorship.starts:
        return ""
    until = sponsorship.last_day or ""
    if sponsorship.never_began:
        until = f"{sponsorship.ends or ''}, " + gettext("trädde aldrig i kraft")
    starts = markup('<span class="text-tabular">{}</span>', sponsorship.starts.isoformat())
    return starts + _more(f"– {until}", css="cell-more text-tabular")


def invoice(sponsorship: Sponsorship) -> SafeString | str:
    email, reference = sponsorship.company.invoice_email, sponsorship.company.invoice_reference
    link = markup('<a class="cell-cut" href="mailto:{}">{}</a>', email, email) if email else ""
    return link + _more(reference) if reference else link


def stage(sponsorship: Sponsorship) -> SafeString:
    words = sponsorship.stage_label or sponsorship.get_stage_display()
    badge = markup('<span class="badge stage-{}">{}</span>', sponsorship.stage, words)
    signed = sponsorship.signed_on
    return badge + _more(signed.isoformat(), css="cell-more text-tabular") if signed else badge
