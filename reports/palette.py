"""What the search page and the palette (Ctrl+K) offer: rows that match, pages to go to and things to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core.models import User
from core.text import search_key
from reports.queries.search import Found, SearchResult

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
    goal: int | None = None  # its number, for its colour
    opens_log: bool = False


@dataclass(frozen=True)
class Group:
    heading: str
    choices: list[Choice]
    all_url: str = ""  # where there are more
    all_label: str = ""


@dataclass(frozen=True)
class _Link:
    """A page or a form; `words` are what else people call it."""

    label: str
    name: str
    permission: str = ""
    icon: str = "arrow-right"
    words: str = field(default="", compare=False)

    def choice(self) -> Choice:
        opens_log = self.name == "crm:interaction_create"
        return Choice(str(self.label), reverse(self.name), self.icon, opens_log=opens_log)

    def is_meant(self, words: list[str]) -> bool:
        known = search_key(str(self.label), str(self.words))
        return all(word in known for word in words)


PAGES = (
    _Link(gettext_lazy("Idag"), "reports:today", icon="sun", words=gettext_lazy("start hem att göra")),
    _Link(gettext_lazy("Företag"), "crm:company_list", "crm.view_company", "building-office-2"),
    _Link(gettext_lazy("Personer"), "crm:contact_list", "crm.view_contact", "users"),
    _Link(gettext_lazy("Kontakter"), "crm:interaction_list", "crm.view_interaction", "chat-bubble-left-right"),
    _Link(
        gettext_lazy("Dialoger"),
        "crm:pipeline",
        "crm.view_sponsorship",
        "view-columns",
        gettext_lazy("tavla steg prognos pipeline"),
    ),
    _Link(
        gettext_lazy("Måltäckning"),
        "crm:coverage",
        "crm.view_sponsorship",
        "table-cells",
        gettext_lazy("lediga platser luckor målsumma saknas"),
    ),
    _Link(gettext_lazy("Sponsorskap"), "crm:sponsorship_list", "crm.view_sponsorship", "document-check"),
    _Link(
        gettext_lazy("Förnyelser"),
        "crm:renewal_list",
        "crm.view_sponsorship",
        "arrow-path",
        gettext_lazy("sponsorskap som tar slut besked"),
    ),
    _Link(
        gettext_lazy("Förnyade inte"),
        "crm:lapse_list",
        "crm.view_sponsorship",
        "archive-box",
        gettext_lazy("tog slut skäl förnyelsegrad"),
    ),
    _Link(gettext_lazy("Dokument"), "crm:document_list", "crm.view_document", "folder"),
    _Link(gettext_lazy("Tävlingar"), "campaigns:competition_list", "campaigns.view_competition", "trophy"),
    _Link(gettext_lazy("Gåva via lön"), "campaigns:payroll_list", "campaigns.view_payrollscheme", "banknotes"),
    _Link(gettext_lazy("Mål"), "goals:goal_list", "goals.view_goal", "flag", gettext_lazy("lokala nyckeltal")),
    _Link(gettext_lazy("Nivåer"), "goals:tier_list", "goals.view_tier", "bars-3", gettext_lazy("erbjudanden")),
    _Link(gettext_lazy("Etiketter"), "crm:tag_list", "crm.view_tag", "tag"),
    _Link(
        gettext_lazy("Profil och inställningar"),
        "core:profile",
        icon="user-circle",
        words=gettext_lazy("språk utseende mörkt kortkommandon lösenord api-nyckel"),
    ),
)

ACTIONS = (
    _Link(
        gettext_lazy("Logga kontakt"),
        "crm:interaction_create",
        "crm.add_interaction",
        "phone",
        gettext_lazy("samtal möte e-post ringa ny"),
    ),
    _Link(gettext_lazy("Nytt företag"), "crm:company_create", "crm.add_company", "plus", gettext_lazy("registrera")),
    _Link(gettext_lazy("Ny person"), "crm:contact_create", "crm.add_contact", "plus", gettext_lazy("kontaktperson")),
    _Link(
        gettext_lazy("Planera nästa steg"),
        "crm:nextstep_create",
        "crm.add_nextstep",
        "calendar",
        gettext_lazy("nytt påminnelse uppgift"),
    ),
    _Link(
        gettext_lazy("Nytt sponsorskap"),
        "crm:sponsorship_create",
        "crm.add_sponsorship",
        "plus",
        gettext_lazy("avtal dialog partner"),
    ),
    _Link(gettext_lazy("Ny tävling"), "campaigns:competition_create", "campaigns.add_competition", "plus"),
    _Link(
        gettext_lazy("Nytt avtal om gåva via lön"),
        "campaigns:payroll_create",
        "campaigns.add_payrollscheme",
        "plus",
    ),
)


def open_choices(rows: list[Model], user: User) -> list[Group]:
    """Before anything is typed: what was looked at last, what there is to do, where to go."""
    groups = [
        Group(_("Senast"), [_row_choice(row) for row in rows]),
        Group(_("Gör"), _links(ACTIONS, user)),
        Group(_("Gå till"), _links(PAGES, user)),
    ]
    return [group for group in groups if group.choices]


def choices(text: str, result: SearchResult, user: User) -> list[Group]:
    """What matches the text: rows by kind, then things to do and places to go."""
    words = search_key(text).split()
    groups = [
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
        Group(_("Mål"), [_row_choice(goal) for goal in result.goals.rows]),
        Group(_("Gör"), _links(ACTIONS, user, words)),
        Group(_("Gå till"), _links(PAGES, user, words)),
    ]
    return [group for group in groups if group.choices] or _new_company(text, user)


def count_words(groups: Iterable[Group]) -> str:
    """How many there are to choose among, for those who hear the page."""
    count = sum(len(group.choices) for group in groups)
    return ngettext("%(count)s förslag", "%(count)s förslag", count) % {"count": count}


def _links(links: Iterable[_Link], user: User, words: Iterable[str] = ()) -> list[Choice]:
    allowed = (link for link in links if not link.permission or user.has_perm(link.permission))
    return [link.choice() for link in allowed if link.is_meant(list(words))]


def _new_company(text: str, user: User) -> list[Group]:
    """A name that nobody has yet is often that of a company about to be written down."""
    if not user.has_perm("crm.add_company") or not any(letter.isalpha() for letter in text):
        return []
    label = _("Registrera företaget %(name)s") % {"name": text}
    return [Group(_("Gör"), [Choice(label, f"{reverse('crm:company_create')}?{urlencode({'name': text})}", "plus")])]


def _rows(heading: str, found: Found, url_name: str, all_label: str, **query) -> Group:
    all_url = f"{reverse(url_name)}?{urlencode(query)}" if found.more else ""
    return Group(heading, [_row_choice(row) for row in found.rows], all_url, all_label)


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
            detail, goal = f"{row.tier}, {row.goal}", row.goal.number
        case "competition":
            detail = row.get_state_display()
        case "goal":
            detail, goal = pgettext("ett", "Mål"), row.number
    return Choice(str(row), row.get_absolute_url(), ICONS[kind], detail, goal)
