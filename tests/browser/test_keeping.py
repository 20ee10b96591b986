"""Pages of users, logins, people's rights, operations, the audit log and help, light and dark. Long: `make soak`."""

import pytest

from config.access import POLICY, VISITOR
from config.roles import ADMINISTRATOR
from tests import fuzz
from tests.access_samples import make_samples

pytestmark = pytest.mark.soak
OURS = (
    "accounts:",
    "privacy:",
    "operations:health",
    "operations:backup",
    "core:audit",
    "core:organisation",
    "core:password",
    "core:profile",
    "core:schedule",
    "crm:lapse_reason",
    "mfa_",
    "reports:help",
    "reports:news",
    "reports:administration",
    "reports:start",
    "account_reset",
)
BY_A_LINK = ("accounts:invitation_accept", "accounts:password_choose", "account_", "core:login", "privacy:notice")
LOOKS = [(1280, False), (1280, True), (390, False), (390, True)]


def addresses(samples: dict, *, visitor: bool) -> list[tuple[str, str]]:
    known = [each for each in fuzz.addresses(samples, method="GET") if each[0].startswith((*OURS, "core:login"))]
    if visitor:
        return [each for each in known if each[0].startswith(BY_A_LINK) and VISITOR in POLICY[each[0]].who["GET"]]
    return [each for each in known if not each[0].startswith(BY_A_LINK)]


@pytest.mark.parametrize("visitor", [False, True])
def test_pages_of_administrators_break_no_rule(visitor, page_for, axe_everywhere, screenshot, make_user):
    user = make_user(ADMINISTRATOR, email="admin@medspel.example")
    samples = make_samples(user)
    page = page_for(None if visitor else user)
    faults = []
    for name, url in addresses(samples, visitor=visitor):
        answer = page.request.get(url, max_redirects=0)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(url)
        screenshot(page, name.replace(":", "-"))
        try:
            axe_everywhere(page, LOOKS)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n\n".join(faults)
