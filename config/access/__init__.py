"""Who may do what at every address, by the name of its URL pattern.

The views enforce it with permissions; this package says what the outcome must be, and tests/test_access.py tries every
pattern as a visitor, each role and a disabled user with every method. A pattern that is not named here fails it.
"""

from config.access.api import API
from config.access.pages import PAGES
from config.access.rules import ADMINISTRATORS, VISITOR, Roles, Rule

__all__ = ["POLICY", "SITES", "VISITOR", "Rule"]

POLICY: dict[str, Rule] = PAGES | API

# Whole sites that somebody else wrote, by the beginning of the pattern's name. Nobody else may get in at all; those
# named here meet the site's own rules. A name in POLICY goes first.
SITES: dict[str, Roles] = {
    "admin:": ADMINISTRATORS,
}
