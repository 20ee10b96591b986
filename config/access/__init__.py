"""The access policy: who may do what at every URL, by the name of its pattern.

The views enforce it with permissions; this package states the expected outcome, and tests/test_access.py requests every
pattern as a visitor, each role and a disabled user with every method. A pattern missing here fails that test.
"""

from config.access.accounts import ACCOUNTS
from config.access.api import API
from config.access.competitions import COMPETITION_PAGES
from config.access.finance import FINANCE
from config.access.help import START
from config.access.instalments import INSTALMENTS
from config.access.mailing import MAILING
from config.access.operations import KEEPING
from config.access.pages import PAGES
from config.access.rules import ADMINISTRATORS, VISITOR, Roles, Rule
from config.access.users import USERS
from config.access.website import WEBSITE
from config.access.workplaces import WORKPLACES

__all__ = ["POLICY", "SITES", "VISITOR", "Rule"]

POLICY: dict[str, Rule] = (
    PAGES
    | COMPETITION_PAGES
    | START
    | ACCOUNTS
    | USERS
    | KEEPING
    | FINANCE
    | INSTALMENTS
    | MAILING
    | WORKPLACES
    | WEBSITE
    | API
)

# Third-party sites, by the namespace of their patterns. Only the roles named here get in, and then meet the site's own
# rules. An entry in POLICY takes precedence.
SITES: dict[str, Roles] = {
    "admin:": ADMINISTRATORS,
}
