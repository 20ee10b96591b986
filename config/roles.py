"""Who may do what, as data. Each role is an auth group; `migrate` and `manage.py sync_roles` bring it into step.

A change made to one of these groups in the admin lasts until the next migrate: change it here instead. Groups
with other names are left alone.
"""

PARTNER_MANAGER = "Partneransvarig"
COMPETITION_LEADER = "Tävlingsledare"
FINANCE = "Ekonomi"
ADMINISTRATOR = "Administratör"
READER = "Läsare"

_GOALS = ("goal", "globalgoal", "keyfigure", "keyfigurevalue", "tier", "tieroffer", "benefit")
_CRM = ("company", "tag", "contact", "affiliation", "interaction", "nextstep", "sponsorship", "delivery")


def _on(app: str, models: tuple[str, ...], *actions: str) -> set[str]:
    return {f"{app}.{action}_{model}" for model in models for action in actions}


_VIEW_ALL = _on("goals", _GOALS, "view") | _on("crm", _CRM, "view")
_SEE_ALL_OF_COMPANY = {"crm.view_sole_trader_orgnr", "crm.view_company_notes"}

ROLES: dict[str, set[str]] = {
    PARTNER_MANAGER: _VIEW_ALL
    | _SEE_ALL_OF_COMPANY
    | _on("crm", _CRM, "add", "change")
    | {"crm.sign_sponsorship", "crm.end_sponsorship"},
    COMPETITION_LEADER: _VIEW_ALL | _on("crm", ("contact", "affiliation", "interaction", "nextstep"), "add", "change"),
    # Finance keeps invoice details and payment notes in order, and signs nothing.
    FINANCE: _VIEW_ALL | _SEE_ALL_OF_COMPANY | {"crm.change_company", "crm.change_sponsorship"},
    ADMINISTRATOR: _VIEW_ALL
    | _SEE_ALL_OF_COMPANY
    | _on("goals", _GOALS, "add", "change", "delete")
    | _on("crm", _CRM, "add", "change", "delete")
    | {"crm.sign_sponsorship", "crm.end_sponsorship", "crm.unsign_sponsorship"}
    | _on("core", ("user",), "view", "add", "change", "delete")
    | _on("auth", ("group",), "view", "add", "change", "delete"),
    READER: _VIEW_ALL,
}
