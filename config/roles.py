"""Roles and their permissions, as data. Each role is an auth group; `migrate` and `manage.py sync_roles` sync it.

The next migrate overwrites changes made to these groups in the admin: change them here instead. Groups with other names
are left alone.
"""

from django.utils.translation import gettext_lazy as _

PARTNER_MANAGER = "Partneransvarig"
COMPETITION_LEADER = "Tävlingsledare"
FINANCE = "Ekonomi"
ADMINISTRATOR = "Administratör"
READER = "Läsare"

# What each is for, for who gives them.
ROLE_WORDS = {
    PARTNER_MANAGER: _("Sköter företag, personer, kontakter och sponsorskap, tecknar avtal och läser in listor."),
    COMPETITION_LEADER: _("Sköter tävlingar från utkast till avslöjande, och kontakter och nästa steg."),
    FINANCE: _("Ser allt, sköter det som fakturor behöver, och pengar i tävlingar och gåvor via lön."),
    ADMINISTRATOR: _("Får allt som de andra får, och sköter mål, nivåer och användare; tar tillbaka det som blev fel."),
    READER: _("Ser det som inte är personligt eller i förtroende."),
}

# What goals say in public: pages, sections, ways to help, why each global goal, texts to share.
_GOAL_PAGES = ("goalpage", "goalsection", "waytohelp", "globalgoalreason", "sharetext")
_GOALS = (
    "goal",
    "yearlyaim",
    "globalgoal",
    "keyfigure",
    "keyfigurevalue",
    "tier",
    "tieroffer",
    "benefit",
    *_GOAL_PAGES,
)
_CAMPAIGNS = (
    "competition",
    "amendment",
    "team",
    "contribution",
    "batch",
    "match",
    "activity",
    "idea",
    "entry",
    "entrypicture",
    "juror",
    "jurorlink",
    "criterion",
    "mark",
    "recusal",
)
_PAYROLL = ("payrollscheme", "payrollshare", "payrollband", "payrollmonth", "payrollreceipt")
_FINANCE = (
    "payment",
    "replacement",
    "restoration",
    "allocation",
    "instalment",
    "instalmentplan",
    "customer",
    "bankfile",
)
_CRM = (
    "company",
    "tag",
    "contact",
    "affiliation",
    "interaction",
    "nextstep",
    "pause",
    "sponsorship",
    "sponsorshipamendment",
    "delivery",
)
_CRM_WORDS = ("lapsereason",)  # word lists edited by administrators and chosen from by others


# Deliveries and their proofs: kept together with the promises, by the same roles.
_PROOFS = ("proof", "deliverypart")
# Documents of companies: agreements, offers, minutes. Only the roles that answer for the partners delete them.
_DOCUMENTS = ("document",)
# Enquiries from the public form, for the roles that recruit companies.
_ENQUIRIES = ("enquiry",)
# Mail that goes out: what was written, its texts, and addresses that are not written to.
_SEE_MAIL = {"mailing.view_letter", "mailing.view_lettertemplate", "mailing.view_suppression"}
_WRITE_MAIL = _SEE_MAIL | {"mailing.add_letter", "mailing.change_letter"}
_KEEP_MAIL = _WRITE_MAIL | {
    "mailing.add_lettertemplate",
    "mailing.change_lettertemplate",
    "mailing.delete_lettertemplate",
    "mailing.add_suppression",
    "mailing.delete_suppression",
}
# People's rights: requests, erasures, holds and how long rows are kept.
_PRIVACY = ("datarequest", "legalhold", "retentionrule")
_SET_RETENTION = {"core.view_retentionperiod", "core.change_retentionperiod"}


def _on(app: str, models: tuple[str, ...], *actions: str) -> set[str]:
    return {f"{app}.{action}_{model}" for model in models for action in actions}


# The mailbox that is read by itself: what came in it is seen through by those who log; rules are kept by fewer.
_MAILBOX = _on("inbox", ("inboundmail",), "view", "change") | {"inbox.view_mailbox", "inbox.view_mailrule"}
_MAIL_RULES = _on("inbox", ("mailrule",), "add", "change", "delete")

_VIEW_ALL = (
    _on("goals", _GOALS, "view")
    | _on("crm", (*_CRM, *_CRM_WORDS, *_PROOFS, "stagerule", "sponsorshipevent"), "view")
    | _on("campaigns", _CAMPAIGNS, "view")
    | _on("payroll", _PAYROLL, "view")
    | {"core.view_organisation", "core.view_lockedmonth", "finance.view_sums"}
)
_MERGE = {"crm.merge_company", "crm.merge_contact"}
_SHARE_VIEWS = {"core.share_savedview"}
_SEE_CHANGESETS = {"core.view_changeset"}  # which of them, core.changesets.kinds says
_SEE_ALL_OF_COMPANY = {"crm.view_sole_trader_orgnr", "crm.view_notes"}

# Imports and their undo. Not for every role: a list may hold more than the register shows.
_IMPORT = _on("imports", ("import",), "view", "add", "change") | {"imports.undo_import"}

_RUN_COMPETITIONS = _on("campaigns", _CAMPAIGNS, "add", "change") | {
    # The add permission lets users discard drafts of their own; administrators can discard any.
    *_on("campaigns", tuple(name for name in _CAMPAIGNS if name != "competition"), "delete"),
    "campaigns.run_competition",
    "campaigns.reverse_contribution",
}
# Manage payroll giving agreements and enter the employers' reports.
_RUN_PAYROLL = _on("payroll", ("payrollscheme", "payrollshare", "payrollband"), "add", "change") | {
    "payroll.delete_payrollband",
    "payroll.delete_payrollshare",
    "payroll.add_payrollmonth",
    "payroll.change_payrollmonth",
    "payroll.view_payroll_document",
}
# Let people at workplaces in by personal links, and answer what they propose.
_ANSWERS = _on("workplaces", ("renewalanswer",), "view", "change")
_LET_WORKPLACES_IN = _on("workplaces", ("workplacelink",), "view", "add", "change") | _on(
    "workplaces", ("proposal", "start"), "view", "change"
)
# Payments received, and the months that they close.
_BOOK_PAYROLL = _on("payroll", ("payrollmonth", "payrollreceipt"), "add", "change") | {
    "payroll.reverse_payrollreceipt",
    "payroll.close_payrollmonth",
    "payroll.reopen_payrollmonth",
    "payroll.view_payroll_document",
}

# The ledger: what the bank said and what it was for. Without the bank's files only companies' money is seen
# (finance.querysets.ledger), as partner managers see it; readers see sums alone.
_SEE_LEDGER = _on("finance", _FINANCE, "view")
_SEE_LEDGER_OF_COMPANIES = _SEE_LEDGER - {"finance.view_bankfile"}
_KEEP_INSTALMENTS = _on("finance", ("instalmentplan",), "change", "delete") | {
    "finance.change_customer",
    "finance.invoice_instalment",
    "finance.write_off_instalment",
}
# How money is booked, what went to the ledger program, and which months are locked: for who keeps the books alone.
_BOOKS = ("bookssettings", "ledgeraccount", "flowrule", "ledgerexport", "exportfetch", "voucher", "periodevent")
_KEEP_BOOKS = _on("finance", _BOOKS, "view") | {
    "finance.change_bookssettings",
    "finance.add_ledgerexport",
    "core.lock_month",
}
_KEEP_LEDGER = (
    _SEE_LEDGER
    | _KEEP_BOOKS
    | _on("finance", _FINANCE, "add")
    | {"finance.reverse_allocation", "finance.view_exportrecord"}
)

ROLES: dict[str, set[str]] = {
    PARTNER_MANAGER: _VIEW_ALL
    | _SHARE_VIEWS
    | _SEE_CHANGESETS
    | _SEE_ALL_OF_COMPANY
    | _on("crm", _CRM, "add", "change")
    # A delivery can be deleted only while it is an extra promise without results.
    | {"crm.sign_sponsorship", "crm.end_sponsorship", "crm.delete_tag", "crm.delete_delivery"}
    | _on("crm", _PROOFS, "add", "change", "delete")
    | _on("crm", _DOCUMENTS, "view", "add", "change")
    | {"crm.remove_document"}
    | _MERGE
    | _on("inbox", _ENQUIRIES, "view", "change")
    | _LET_WORKPLACES_IN
    | _ANSWERS
    | _KEEP_MAIL
    | _MAILBOX
    | _MAIL_RULES
    | _IMPORT
    | _SEE_LEDGER_OF_COMPANIES
    | _RUN_PAYROLL,
    COMPETITION_LEADER: _VIEW_ALL
    | _SHARE_VIEWS
    | _SEE_CHANGESETS
    | _RUN_COMPETITIONS
    | _RUN_PAYROLL
    # A competition is often the first meeting with a company; later records are the partner managers'.
    | {"crm.add_company"}
    | _on("crm", ("contact", "affiliation", "interaction", "nextstep", "pause"), "add", "change")
    | _on("crm", _DOCUMENTS, "view", "add", "change")
    | _on("inbox", _ENQUIRIES, "view", "change")
    | _LET_WORKPLACES_IN
    | _MAILBOX
    | _WRITE_MAIL,
    # Finance maintains invoice details and payment notes, and nothing else of companies and sponsorships.
    FINANCE: _VIEW_ALL
    | _SHARE_VIEWS
    | _SEE_CHANGESETS
    | _SEE_ALL_OF_COMPANY
    | {"crm.change_company_invoice", "crm.change_payment_note"}
    | _on("crm", _DOCUMENTS, "view", "add", "change")
    # Only finance enters, imports and reverses payments, in competitions too.
    | _on("campaigns", ("contribution", "batch"), "add", "change")
    | {"campaigns.reverse_contribution"}
    | _KEEP_LEDGER
    | _KEEP_INSTALMENTS
    # Lists of the ledger program; the register's take what it takes to enter their rows by hand.
    | _IMPORT
    | _BOOK_PAYROLL,
    ADMINISTRATOR: _VIEW_ALL
    | _SHARE_VIEWS
    | _SEE_CHANGESETS
    | _SEE_ALL_OF_COMPANY
    | _on("goals", _GOALS, "add", "change", "delete")
    | _on("crm", (*_CRM, *_PROOFS), "add", "change", "delete")
    | _on("crm", _DOCUMENTS, "view", "add", "change")
    | {"crm.remove_document"}
    | _on("inbox", _ENQUIRIES, "view", "change")
    | _LET_WORKPLACES_IN
    | _ANSWERS
    | _KEEP_MAIL
    | _MAILBOX
    | _MAIL_RULES
    | {"crm.change_stagerule"}
    # Lesser than what they may, but held by finance: nobody gives a role that holds what they lack themselves.
    | {"crm.change_company_invoice", "crm.change_payment_note"}
    | _MERGE
    | _on("crm", _CRM_WORDS, "add", "change", "delete")
    | {
        "crm.sign_sponsorship",
        "crm.end_sponsorship",
        "crm.unsign_sponsorship",
        "crm.change_signed_sponsorship",
    }
    | _IMPORT
    | _RUN_COMPETITIONS
    | {"campaigns.amend_competition", "campaigns.reopen_competition"}
    | {"campaigns.delete_competition", "payroll.delete_payrollscheme"}
    | _RUN_PAYROLL
    | _BOOK_PAYROLL
    | _KEEP_LEDGER
    | _KEEP_INSTALMENTS
    | _on("core", ("user",), "view", "add", "change", "delete")
    | {"core.change_organisation", "core.reopen_month"}
    | {"core.view_savedview", "core.view_auditentry", "core.view_healthreport"}
    | {"core.view_scheduledrun", "core.run_schedule"}
    | {"operations.view_backup", "operations.make_backup"}
    | _on("privacy", (*_PRIVACY, "erasure"), "view")
    | _on("privacy", _PRIVACY, "add", "change")
    | _SET_RETENTION
    | {"privacy.extract_person", "privacy.erase_person"}
    | _on("auth", ("group",), "view", "add", "change", "delete"),
    # Readers see neither givers' names nor jurors' marks, and only totals of payroll giving.
    READER: _VIEW_ALL
    - _on("campaigns", ("contribution", "batch", "juror", "jurorlink", "mark", "recusal"), "view")
    - _on("payroll", ("payrollband", "payrollreceipt"), "view"),
}
