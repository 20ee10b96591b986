"""Choices for the search page and the command palette (Ctrl+K): matching rows, pages and actions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core.models import User
from core.text import search_key
from reports.queries.search import Found, SearchResult, named

ICONS = {
    "company": "building-office-2",
    "contact": "user",
    "sponsorship": "document-check",
    "competition": "trophy",
    "goal": "flag",
}


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    icon: str
    detail: str = ""
    goal: int | None = None  # number of the goal, for its colour
    opens_log: bool = False


@dataclass(frozen=True)
class PaletteGroup:
    heading: str
    choices: list[Choice]
    all_url: str = ""  # the full list, when there are more rows
    all_label: str = ""


@dataclass(frozen=True)
class _Link:
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
class _About:
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


PAGES = (
    _Link(
        gettext_lazy("Idag"), "reports:today", icon="sun", words="today start hem home att göra to do uppgifter tasks"
    ),
    _Link(
        gettext_lazy("Företag"),
        "crm:company_list",
        "crm.view_company",
        "building-office-2",
        "companies kunder bolag organisationer register",
    ),
    _Link(gettext_lazy("Personer"), "crm:contact_list", "crm.view_contact", "users", "people contacts kontaktpersoner"),
    _Link(
        gettext_lazy("Kontakter"),
        "crm:interaction_list",
        "crm.view_interaction",
        "chat-bubble-left-right",
        "contact log logg logen samtal möten calls meetings interactions historik mejl mail e-post epost",
    ),
    _Link(
        gettext_lazy("Dialoger"),
        "crm:pipeline",
        "crm.view_sponsorship",
        "view-columns",
        "dialogues tavla board steg stages prognos forecast pipeline säljtratt",
    ),
    _Link(
        gettext_lazy("Måltäckning"),
        "crm:coverage",
        "crm.view_sponsorship",
        "table-cells",
        "coverage lediga platser seats luckor gaps målsumma saknas täckning",
    ),
    _Link(
        gettext_lazy("Sponsorskap"),
        "crm:sponsorship_list",
        "crm.view_sponsorship",
        "document-check",
        "sponsorships avtal agreements partnerskap",
    ),
    _Link(
        gettext_lazy("Förnyelser"),
        "crm:renewal_list",
        "crm.view_sponsorship",
        "arrow-path",
        "renewals förnya renew sponsorskap som tar slut besked ending",
    ),
    _Link(
        gettext_lazy("Förnyade inte"),
        "crm:lapse_list",
        "crm.view_sponsorship",
        "archive-box",
        "lapsed not renewed tog slut skäl reasons förnyelsegrad",
    ),
    _Link(
        gettext_lazy("Leveranser"),
        "crm:delivery_list",
        "crm.view_delivery",
        "gift",
        "deliveries motprestationer benefits löften promises bevis proof",
    ),
    _Link(
        gettext_lazy("Tävlingar"),
        "campaigns:competition_list",
        "campaigns.view_competition",
        "trophy",
        "competitions dueller duels insamling",
    ),
    _Link(
        gettext_lazy("Gåva via lön"),
        "payroll:list",
        "payroll.view_payrollscheme",
        "banknotes",
        "payroll giving lönegåva löneavdrag",
    ),
    _Link(gettext_lazy("Mål"), "goals:goal_list", "goals.view_goal", "flag", "goals lokala nyckeltal key figures"),
    _Link(gettext_lazy("Nivåer"), "goals:tier_list", "goals.view_tier", "bars-3", "tiers erbjudanden offers"),
    _Link(
        gettext_lazy("Förfrågningar"),
        "inbox:enquiry_list",
        "inbox.view_enquiry",
        "inbox",
        "enquiries inkorg inbox bli partner formulär",
    ),
    _Link(
        gettext_lazy("Dokument"), "crm:document_list", "crm.view_document", "folder", "documents filer files avtal pdf"
    ),
    _Link(
        gettext_lazy("Import"),
        "imports:import_list",
        "imports.view_import",
        "arrow-up-tray",
        "importera lista läs in excel csv ladda upp upload",
    ),
    _Link(
        gettext_lazy("Dubbletter bland företag"),
        "duplicates:company_pair_list",
        "crm.merge_company",
        "square-2-stack",
        "duplicates dubletter slå ihop merge companies",
    ),
    _Link(
        gettext_lazy("Dubbletter bland personer"),
        "duplicates:contact_pair_list",
        "crm.merge_contact",
        "square-2-stack",
        "duplicates dubletter slå ihop merge people",
    ),
    _Link(gettext_lazy("Etiketter"), "crm:tag_list", "crm.view_tag", "tag", "tags taggar"),
    _Link(
        gettext_lazy("Profil och inställningar"),
        "core:profile",
        icon="user-circle",
        words="profile settings språk language utseende mörkt dark kortkommandon shortcuts lösenord password "
        "api-nyckel key kalender calendar digest",
    ),
)

ACTIONS = (
    _Link(
        gettext_lazy("Logga kontakt"),
        "crm:interaction_create",
        "crm.add_interaction",
        "phone",
        "log contact samtal call möte meeting besök visit evenemang event e-post ringa ny anteckning note",
    ),
    _Link(
        gettext_lazy("Logga ett mejl"),
        "inbox:mail_create",
        "crm.add_interaction",
        "envelope",
        "log e-mail email mail epost e-post klistra in paste eml",
    ),
    _Link(
        gettext_lazy("Nytt företag"),
        "crm:company_create",
        "crm.add_company",
        "plus",
        "new company registrera lägg till add",
    ),
    _Link(
        gettext_lazy("Ny person"),
        "crm:contact_create",
        "crm.add_contact",
        "plus",
        "new person kontaktperson lägg till add contact",
    ),
    _Link(
        gettext_lazy("Planera nästa steg"),
        "crm:nextstep_create",
        "crm.add_nextstep",
        "calendar",
        "plan next step nytt påminnelse reminder uppgift task",
    ),
    _Link(
        gettext_lazy("Nytt sponsorskap"),
        "crm:sponsorship_create",
        "crm.add_sponsorship",
        "plus",
        "new sponsorship avtal agreement dialog partner",
    ),
    _Link(
        gettext_lazy("Fota en leverans"),
        "crm:delivery_snap",
        "crm.change_delivery",
        "camera",
        "photo snap foto bild picture bevis proof levererad delivered delivery",
    ),
    _Link(
        gettext_lazy("Ladda upp dokument"),
        "crm:document_create",
        "crm.add_document",
        "document-plus",
        "upload document fil file nytt avtal",
    ),
    _Link(
        gettext_lazy("Ny tävling"),
        "campaigns:competition_create",
        "campaigns.add_competition",
        "plus",
        "new competition duell duel",
    ),
    _Link(
        gettext_lazy("Nytt avtal om gåva via lön"),
        "payroll:create",
        "payroll.add_payrollscheme",
        "plus",
        "new payroll giving lönegåva",
    ),
)

ABOUT_A_COMPANY = (
    _About(
        gettext_lazy("Logga kontakt med %(company)s"),
        "crm:interaction_create",
        "crm.add_interaction",
        "phone",
        ("logga", "log", "ringa", "ringde", "call", "kontakt", "contact", "samtal", "möte", "meeting"),
    ),
    _About(
        gettext_lazy("Planera nästa steg för %(company)s"),
        "crm:nextstep_create",
        "crm.add_nextstep",
        "calendar",
        ("planera", "plan", "steg", "step", "påminn", "remind"),
    ),
    _About(
        gettext_lazy("Nytt sponsorskap för %(company)s"),
        "crm:sponsorship_create",
        "crm.add_sponsorship",
        "plus",
        ("sponsorskap", "sponsorship", "avtal", "agreement", "dialog", "dialogue"),
    ),
    _About(
        gettext_lazy("Ny person på %(company)s"),
        "crm:contact_create",
        "crm.add_contact",
        "plus",
        ("person", "kontaktperson"),
    ),
)
SHORTEST_ACTION = 3
MOST_ABOUT = 3


def open_choices(rows: list[Model], user: User) -> list[PaletteGroup]:
    """Choices for an empty input: recent rows, actions and pages."""
    groups = [
        PaletteGroup(_("Senast"), [_row_choice(row) for row in rows]),
        PaletteGroup(_("Gör"), _links(ACTIONS, user)),
        PaletteGroup(_("Gå till"), _links(PAGES, user)),
    ]
    return [group for group in groups if group.choices]


def choices(text: str, result: SearchResult, user: User) -> list[PaletteGroup]:
    """Choices that match the text: rows by kind, then actions and pages.

    Last come fallbacks: search the contact log, and register the company if nothing matched.
    """
    words = search_key(text).split()
    groups = [
        PaletteGroup(_("Gör"), _about_a_company(words, user)),
        _rows(_("Företag"), result.companies, "crm:company_list", _("Visa alla företag"), q=text),
        _rows(_("Personer"), result.contacts, "crm:contact_list", _("Visa alla personer"), q=text),
        _rows(
            _("Sponsorskap"),
            result.sponsorships,
            "crm:sponsorship_list",
            _("Visa alla sponsorskap"),
            scope="all",
            q=text,
        ),
        _rows(_("Tävlingar"), result.competitions, "campaigns:competition_list", _("Visa alla tävlingar"), q=text),
        PaletteGroup(_("Mål"), [_row_choice(goal) for goal in result.goals.rows]),
        PaletteGroup(_("Gör"), _links(ACTIONS, user, words)),
        PaletteGroup(_("Gå till"), _links(PAGES, user, words)),
    ]
    groups = [group for group in groups if group.choices]
    further = [
        PaletteGroup(_("Bland kontakter"), _in_the_log(text, user)),
        *([] if groups else _new_company(text, user)),
    ]
    return groups + [group for group in further if group.choices]


def count_words(groups: Iterable[PaletteGroup]) -> str:
    """The number of choices, announced to screen readers."""
    count = sum(len(group.choices) for group in groups)
    return ngettext("%(count)s förslag", "%(count)s förslag", count) % {"count": count}


def _links(links: Iterable[_Link], user: User, words: Iterable[str] = ()) -> list[Choice]:
    allowed = (link for link in links if not link.permission or user.has_perm(link.permission))
    return [link.choice() for link in allowed if link.matches(list(words))]


def _about_a_company(words: list[str], user: User) -> list[Choice]:
    """Actions for text as "logga silver": log a contact with Silverpoppeln. One query; none if no action is named."""
    if len(words) < 2 or len(words[0]) < SHORTEST_ACTION or not user.has_perm("crm.view_company"):
        return []
    meant = [each for each in ABOUT_A_COMPANY if each.matches(words[0]) and user.has_perm(each.permission)]
    companies = named(" ".join(words[1:]), MOST_ABOUT) if meant else []
    return [each.choice(company) for each in meant for company in companies]


def _in_the_log(text: str, user: User) -> list[Choice]:
    if not user.has_perm("crm.view_interaction"):
        return []
    url = f"{reverse('crm:interaction_list')}?{urlencode({'q': text})}"
    return [Choice(_("Sök ”%(text)s” bland kontakter") % {"text": text}, url, "magnifying-glass")]


def _new_company(text: str, user: User) -> list[PaletteGroup]:
    """Offer to register an unknown name as a company."""
    if not user.has_perm("crm.add_company") or not any(letter.isalpha() for letter in text):
        return []
    label = _("Registrera företaget %(name)s") % {"name": text}
    return [
        PaletteGroup(_("Gör"), [Choice(label, f"{reverse('crm:company_create')}?{urlencode({'name': text})}", "plus")])
    ]


def _rows(heading: str, found: Found, url_name: str, all_label: str, **query) -> PaletteGroup:
    all_url = f"{reverse(url_name)}?{urlencode(query)}" if found.more else ""
    return PaletteGroup(heading, [_row_choice(row) for row in found.rows], all_url, all_label)


def _row_choice(row: Model) -> Choice:
    kind = row._meta.model_name
    detail, goal = "", None
    match kind:
        case "company":
            detail = row.city or pgettext("ett", "Företag")
        case "contact":
            role = getattr(row, "role_today", None)
            detail = str(role.company) if role else _("Person")
        case "sponsorship":
            detail, goal = f"{row.tier_label}, {row.goal}", row.goal.number
        case "competition":
            detail = row.get_state_display()
        case "goal":
            detail, goal = pgettext("ett", "Mål"), row.number
    return Choice(str(row), row.get_absolute_url(), ICONS[kind], detail, goal)
