"""Choices for the search page and the command palette (Ctrl+K): matching rows, pages and actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.models import User
from core.text import search_key
from goals.models import Goal
from reports.help_pages import PAGES as HELP_PAGES
from reports.palette_actions import ABOUT_A_COMPANY, ACTIONS, Choice, Link
from reports.palette_pages import PAGES
from reports.queries.search import Found, SearchResult, named

ICONS = {
    "company": "building-office-2",
    "contact": "user",
    "sponsorship": "document-check",
    "competition": "trophy",
    "goal": "flag",
}


PAGE_WORDS = ("sida", "webbsida", "webben", "page", "website")  # followed by the goal's name or number


@dataclass(frozen=True)
class PaletteGroup:
    heading: str
    choices: list[Choice]
    all_url: str = ""  # the full list, when there are more rows
    all_label: str = ""


SHORTEST_ACTION = 3
MOST_ABOUT = 3
MOST_HELP = 3


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
        PaletteGroup(_("Sidan på webben"), _goal_pages(words, result.goals.rows, user)),
        PaletteGroup(_("Gör"), _links(ACTIONS, user, words)),
        PaletteGroup(_("Gå till"), _links(PAGES, user, words)),
        PaletteGroup(_("Hjälp"), _help(words)),
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


def _links(links: Iterable[Link], user: User, words: Iterable[str] = ()) -> list[Choice]:
    allowed = (link for link in links if not link.permission or user.has_perm(link.permission))
    return [link.choice() for link in allowed if link.matches(list(words))]


def _help(words: list[str]) -> list[Choice]:
    found = [page for page in HELP_PAGES if page.matches(words)]
    return [Choice(str(page.title), page.url, "question-mark-circle") for page in found[:MOST_HELP]]


def _about_a_company(words: list[str], user: User) -> list[Choice]:
    """Actions for text as "logga silver": log a contact with Silverpoppeln. One query; none if no action is named."""
    if len(words) < 2 or len(words[0]) < SHORTEST_ACTION or not user.has_perm("crm.view_company"):
        return []
    meant = [each for each in ABOUT_A_COMPANY if each.matches(words[0]) and user.has_perm(each.permission)]
    companies = named(" ".join(words[1:]), MOST_ABOUT) if meant else []
    return [each.choice(company) for each in meant for company in companies]


def _goal_pages(words: list[str], found: Iterable[Goal], user: User) -> list[Choice]:
    """What the found goals say on the web; or for text as "sida 1", that of the goals it names. At most one query."""
    if not user.has_perm("goals.view_goalpage"):
        return []
    if words and any(known.startswith(words[0]) for known in PAGE_WORDS) and len(words[0]) >= SHORTEST_ACTION:
        goals = Goal.objects.order_by("number")
        found = [goal for goal in goals if all(word in search_key(str(goal.number), goal.name) for word in words[1:])]
    return [
        Choice(str(goal), reverse("goals:page_detail", args=[goal.number]), "globe-alt", goal=goal.number)
        for goal in found
    ]


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
