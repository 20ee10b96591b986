"""The types and helpers that the policy is written in."""

from typing import NamedTuple

from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER

VISITOR = "visitor"

EVERY_ROLE = frozenset({PARTNER_MANAGER, COMPETITION_LEADER, FINANCE, ADMINISTRATOR, READER})
ANYONE = EVERY_ROLE | {VISITOR}
ADMINISTRATORS = frozenset({ADMINISTRATOR})
# Sets of roles that recur in the permissions of config/roles.py.
PARTNERS = ADMINISTRATORS | {PARTNER_MANAGER}
CONTACTS = PARTNERS | {COMPETITION_LEADER}
PARTNERS_AND_FINANCE = PARTNERS | {FINANCE}
BOOKKEEPERS = ADMINISTRATORS | {FINANCE}
COMPETITIONS = ADMINISTRATORS | {COMPETITION_LEADER}
MONEY = COMPETITIONS | {FINANCE}
ALL_BUT_READERS = EVERY_ROLE - {READER}

Roles = frozenset[str]


class Rule(NamedTuple):
    who: dict[str, Roles]  # by method; a method that is missing is allowed for none
    to_programs: bool = False  # an anonymous request gets 401 instead of a redirect to log in


def page(who: Roles) -> Rule:
    return Rule({"GET": who})


def form(who: Roles) -> Rule:
    return Rule({"GET": who, "POST": who})


def action(who: Roles) -> Rule:
    return Rule({"POST": who})


def api(**who: Roles) -> Rule:
    return Rule(who, to_programs=True)
