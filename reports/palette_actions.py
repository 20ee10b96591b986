"""What the command palette offers is made of, and its actions with the words that find them."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.text import search_key


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    icon: str
    detail: str = ""
    goal: int | None = None  # number of the goal, for its colour
    opens_log: bool = False


@dataclass(frozen=True)
class Link:
    """A page or a form; `words` are synonyms in Swedish and English, since users type either."""

    label: str
    name: str
    permission: str = ""
    icon: str = "arrow-right"
    words: str = field(default="", compare=False)

    def choice(self) -> Choice:
        opens_log = self.name == "crm:interaction_create"
        return Choice(str(self.label), reverse(self.name), self.icon, opens_log=opens_log)

    def matches(self, words: list[str]) -> bool:
        known = search_key(str(self.label), self.words)
        return all(word in known for word in words)


@dataclass(frozen=True)
class About:
    """An action on a company, typed as one of `words` followed by the company's name."""

    label: str
    name: str
    permission: str
    icon: str
    words: tuple[str, ...]

    def matches(self, word: str) -> bool:
        return any(known.startswith(word) for known in self.words)

    def choice(self, company: Model) -> Choice:
        url = f"{reverse(self.name)}?{urlencode({'company': company.pk})}"
        return Choice(str(self.label) % {"company": company}, url, self.icon, company.city)


ACTIONS = (
    Link(
        gettext_lazy("Logga kontakt"),
        "crm:interaction_create",
        "crm.add_interaction",
        "phone",
        "log contact samtal call möte meeting besök visit evenemang event e-post ringa ny anteckning note",
    ),
    Link(
        gettext_lazy("Logga ett mejl"),
        "inbox:mail_create",
        "crm.add_interaction",
        "envelope",
        "log e-mail email mail epost e-post klistra in paste eml",
    ),
    Link(
        gettext_lazy("Nytt företag"),
        "crm:company_create",
        "crm.add_company",
        "plus",
        "new company registrera lägg till add",
    ),
    Link(
        gettext_lazy("Ny person"),
        "crm:contact_create",
        "crm.add_contact",
        "plus",
        "new person kontaktperson lägg till add contact",
    ),
    Link(
        gettext_lazy("Planera nästa steg"),
        "crm:nextstep_create",
        "crm.add_nextstep",
        "calendar",
        "plan next step nytt påminnelse reminder uppgift task",
    ),
    Link(
        gettext_lazy("Nytt sponsorskap"),
        "crm:sponsorship_create",
        "crm.add_sponsorship",
        "plus",
        "new sponsorship avtal agreement dialog partner",
    ),
    Link(
        gettext_lazy("Fota en leverans"),
        "crm:delivery_snap",
        "crm.change_delivery",
        "camera",
        "photo snap foto bild picture bevis proof levererad delivered delivery",
    ),
    Link(
        gettext_lazy("Ladda upp dokument"),
        "crm:document_create",
        "crm.add_document",
        "document-plus",
        "upload document fil file nytt avtal",
    ),
    Link(
        gettext_lazy("Ny tävling"),
        "campaigns:competition_create",
        "campaigns.add_competition",
        "plus",
        "new competition duell duel",
    ),
    Link(
        gettext_lazy("Bjud in en användare"),
        "accounts:invitation_create",
        "core.add_user",
        "user-plus",
        "invite user ny användare kollega inbjudan invitation add",
    ),
    Link(
        gettext_lazy("Nytt avtal om gåva via lön"),
        "payroll:create",
        "payroll.add_payrollscheme",
        "plus",
        "new payroll giving lönegåva",
    ),
)

ABOUT_A_COMPANY = (
    About(
        gettext_lazy("Logga kontakt med %(company)s"),
        "crm:interaction_create",
        "crm.add_interaction",
        "phone",
        ("logga", "log", "ringa", "ringde", "call", "kontakt", "contact", "samtal", "möte", "meeting"),
    ),
    About(
        gettext_lazy("Planera nästa steg för %(company)s"),
        "crm:nextstep_create",
        "crm.add_nextstep",
        "calendar",
        ("planera", "plan", "steg", "step", "påminn", "remind"),
    ),
    About(
        gettext_lazy("Nytt sponsorskap för %(company)s"),
        "crm:sponsorship_create",
        "crm.add_sponsorship",
        "plus",
        ("sponsorskap", "sponsorship", "avtal", "agreement", "dialog", "dialogue"),
    ),
    About(
        gettext_lazy("Ny person på %(company)s"),
        "crm:contact_create",
        "crm.add_contact",
        "plus",
        ("person", "kontaktperson"),
    ),
)
