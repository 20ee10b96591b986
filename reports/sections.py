"""The sections of Idag in display order, shared by the page and the e-mail digest.

To add a section, write a query in reports/queries/today/ that takes a Scope and returns TodayRows (those of
`scope.owner`, or all users' rows when that is None), a row template in templates/reports/rows/ with the tag `todo`,
and an entry here. Its query count must not depend on the number of rows; add it to the literal count
in tests/reports/test_today_page.py.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.queries.today.backups import backups_in_need
from reports.queries.today.competitions import competitions_in_need
from reports.queries.today.deliveries import deliveries_due
from reports.queries.today.enquiries import (
    mails_waiting,
    new_enquiries,
    proposals_waiting,
    renewal_answers,
    workplaces_to_start,
)
from reports.queries.today.finance import money_waiting, sums_of_year
from reports.queries.today.payroll import payroll_overdue
from reports.queries.today.privacy import data_requests_due
from reports.queries.today.renewals import DAYS_AHEAD, renewals_due
from reports.queries.today.scope import MOST, Scope, TodayRow
from reports.queries.today.silent import silent_partners
from reports.queries.today.steps import overdue_steps, steps_due_soon, steps_due_today, steps_further_ahead
from reports.queries.today.unplanned import unplanned_companies, unplanned_dialogues


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    permission: str  # without it the section is hidden and its query not run
    rows: Callable[[Scope], list[TodayRow]]
    template: str = "reports/rows/_row.html"
    hint: str = ""  # a sentence of explanation under the heading
    empty: str = ""  # text for no rows; if blank, an empty section is hidden
    aside: bool = False  # in the narrow column
    quoted: bool = False  # `what` is text from outside, kept out of the digest
    asked_for: bool = False  # only on request (`?visa=key`), never in a digest
    # The full list, for a query that is limited to MOST + 1 rows. The list may be filtered by `owner`.
    more: str = ""  # the name of a URL pattern
    more_query: str = ""


SECTIONS = (
    Section(
        key="backups",
        heading=_("Säkerhetskopian"),
        permission="operations.view_backup",
        rows=backups_in_need,
    ),
    Section(
        key="overdue",
        heading=_("Försenat"),
        permission="crm.view_nextstep",
        rows=overdue_steps,
        template="reports/rows/_step.html",
    ),
    Section(
        key="today",
        heading=_("I dag"),
        permission="crm.view_nextstep",
        rows=steps_due_today,
        template="reports/rows/_step.html",
    ),
    Section(
        key="enquiries",
        quoted=True,
        heading=_("Nya förfrågningar"),
        permission="inbox.view_enquiry",
        rows=new_enquiries,
        template="reports/rows/_enquiry.html",
        more="inbox:enquiry_list",
    ),
    Section(
        key="mails",
        quoted=True,
        heading=_("Inkomna mejl"),
        permission="inbox.change_inboundmail",
        rows=mails_waiting,
        template="reports/rows/_mail.html",
        more="inbox:inbound_list",
    ),
    Section(
        key="starts",
        heading=_("Arbetsplatser som vill börja"),
        permission="workplaces.view_start",
        rows=workplaces_to_start,
        template="reports/rows/_start.html",
    ),
    Section(
        key="proposals",
        quoted=True,
        heading=_("Förslag från arbetsplatser"),
        permission="workplaces.change_proposal",
        rows=proposals_waiting,
        more="workplaces:proposal_list",
    ),
    Section(
        key="answers",
        quoted=True,
        heading=_("Svar om förnyelse"),
        permission="workplaces.change_renewalanswer",
        rows=renewal_answers,
        template="reports/rows/_answer.html",
    ),
    Section(
        key="deliveries",
        heading=_("Leveranser"),
        permission="crm.view_delivery",
        rows=deliveries_due,
        template="reports/rows/_delivery.html",
        hint=_("Det vi har lovat sponsorer. Står kvar tills det är levererat."),
        more="crm:delivery_list",
        more_query="scope=owed",
    ),
    Section(
        key="soon",
        heading=_("De närmaste dagarna"),
        permission="crm.view_nextstep",
        rows=steps_due_soon,
        template="reports/rows/_step.html",
    ),
    Section(
        key="later",
        heading=_("Längre fram"),
        permission="crm.view_nextstep",
        rows=steps_further_ahead,
        template="reports/rows/_step.html",
        asked_for=True,
    ),
    Section(
        key="competitions",
        heading=_("Tävlingar som väntar på dig"),
        permission="campaigns.run_competition",
        rows=competitions_in_need,
    ),
    Section(
        key="privacy",
        heading=_("Begäranden om personuppgifter"),
        permission="privacy.change_datarequest",
        rows=data_requests_due,
        hint=_("Den som frågar om sina uppgifter ska ha svar inom en månad."),
        more="privacy:request_list",
    ),
    Section(
        key="payroll",
        heading=_("Gåvor via lön som inte har kommit"),
        permission="payroll.view_payrollmonth",
        rows=payroll_overdue,
        more="payroll:overdue",
    ),
    Section(
        key="finance",
        heading=_("Ekonomin väntar på"),
        permission="core.lock_month",
        rows=money_waiting,
    ),
    Section(
        key="dialogues",
        heading=_("Dialoger utan nästa steg"),
        permission="crm.view_sponsorship",
        rows=unplanned_dialogues,
        template="reports/rows/_unplanned_dialogue.html",
        hint=_("Planera nästa steg, eller säg varför inget ska ske nu."),
        more="crm:sponsorship_list",
        more_query="scope=unplanned",
    ),
    Section(
        key="silent",
        heading=_("Tysta partner"),
        permission="crm.view_company",
        rows=silent_partners,
        template="reports/rows/_silent.html",
        hint=_("Det har gått längre tid utan kontakt än deras nivå ska ha."),
        more="crm:company_list",
        more_query="needs=silent",
    ),
    Section(
        key="unplanned",
        heading=_("Företag utan nästa steg"),
        permission="crm.view_company",
        rows=unplanned_companies,
        template="reports/rows/_unplanned_company.html",
        hint=_("Planera nästa steg, eller säg varför inget ska ske nu."),
        more="crm:company_list",
        more_query="needs=unplanned",
    ),
    Section(
        key="renewals",
        heading=_("Att förnya"),
        hint=format_lazy(_("Besked behövs inom {days} dagar, eller skulle redan ha kommit."), days=DAYS_AHEAD),
        permission="crm.view_sponsorship",
        rows=renewals_due,
        template="reports/rows/_renewal.html",
        empty=_("Ingen förnyelse brådskar."),
        aside=True,
        more="crm:renewal_list",
    ),
    Section(
        key="sums",
        heading=_("Pengar i år"),
        permission="finance.view_sums",
        rows=sums_of_year,
        aside=True,
    ),
)


@dataclass(frozen=True)
class ShownSection:
    """A section with its rows for one user."""

    section: Section
    rows: list[TodayRow]
    has_more: bool

    @property
    def count(self) -> str:
        return f"{len(self.rows)}+" if self.has_more else str(len(self.rows))


def shown_to(
    scope: Scope, *, asked: Iterable[str] = (), sections: Iterable[Section] = SECTIONS
) -> Iterator[ShownSection]:
    """The sections that `scope.user` may see and that have rows or a text for none. Runs each section's query once."""
    for section in sections:
        if not scope.user.has_perm(section.permission) or (section.asked_for and section.key not in asked):
            continue
        rows = section.rows(scope)
        if rows or section.empty:
            has_more = bool(section.more) and len(rows) > MOST
            yield ShownSection(section, rows[:MOST] if has_more else rows, has_more)
