"""Many rows in one act: others wait for its transaction, whose queries are as few for many rows as for two."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.services.contribution_grid import enter_by_hand, look_over_by_hand
from config.roles import ADMINISTRATOR
from core.models import User
from crm.models import Company, CompanyStatus, Sponsorship, Stage
from crm.services.bulk import Edit, change_all, plan_for_all, preview, undo_bulk
from crm.services.bulk_deliveries import deliver_many
from crm.services.bulk_sponsorships import SponsorshipRules
from crm.services.deliveries import ProofContent
from crm.services.interactions import NextUp
from inbox.models import Dismissal, Enquiry
from inbox.services.enquiries import EnquiryRules
from tests.campaigns.factories import A_DAY, running_duel
from tests.crm.delivery_factories import owed as make_owed
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, contact_at, make_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FEW, MANY = 2, 30
Act = Callable[[], object]


def change_of(rows, edit: Edit, by: User) -> Act:
    planned = preview(rows, edit, by=by)
    assert (planned.refused, planned.changing) == (0, len(planned.outcomes))
    return lambda: change_all(rows, edit, by=by, digest=planned.digest, planned=planned)


def sponsorships(number: int, by: User) -> Act:
    made = [SponsorshipFactory().pk for _each in range(number)]
    Company.objects.update(status=CompanyStatus.ENDED)
    edit = Edit({"stage": Stage.MEETING, "owner": by, "payment_note": "Autogiro"}, rules=SponsorshipRules)
    return change_of(Sponsorship.objects.filter(pk__in=made), edit, by)


def undone_sponsorships(number: int, by: User) -> Act:
    change = sponsorships(number, by)()
    return lambda: undo_bulk(change, by=by)


def enquiries(number: int, by: User) -> Act:
    made = [make_enquiry().pk for _each in range(number)]
    edit = Edit({"assignee": by, "dismissal": Dismissal.SPAM, "dismissal_note": "Robot"}, rules=EnquiryRules)
    return change_of(Enquiry.objects.filter(pk__in=made), edit, by)


def planned(number: int, by: User, **said) -> Act:
    parties = [(company, contact_at(company)) for company in CompanyFactory.create_batch(number)]
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    return lambda: plan_for_all(NextUp(on=tomorrow, **said), parties=parties, by=by)


def steps(number: int, by: User) -> Act:
    return planned(number, by, what="Ring")


def pauses(number: int, by: User) -> Act:
    return planned(number, by, reason="Nej tack")


def undone_steps(number: int, by: User) -> Act:
    change = steps(number, by)()
    return lambda: undo_bulk(change, by=by)


def deliveries(number: int, by: User) -> Act:
    owed = [make_owed() for _each in range(number)]
    on = max(each.sponsorship.starts for each in owed)
    return lambda: deliver_many(owed, by=by, on=on, proof=ProofContent(text="Se bilden"))


def rows_by_hand(number: int, by: User) -> Act:
    competition, team, _rival = running_duel()
    row = {"team": team, "amount": Decimal(50), "received_on": A_DAY}
    entering = {"competition": competition, "by": by}
    incoming = look_over_by_hand([row] * number, **entering)
    return lambda: enter_by_hand(incoming, **entering, source="Inlagt för hand")


@pytest.mark.parametrize(
    "make", [sponsorships, undone_sponsorships, enquiries, steps, pauses, undone_steps, deliveries, rows_by_hand]
)
def test_transaction_of_many_rows_has_as_few_queries_as_that_of_two(make):
    by = UserFactory(role=ADMINISTRATOR)
    numbers = []
    for number in (FEW, FEW, MANY):  # the first time is for what is kept from then on
        act = make(number, by)
        with CaptureQueriesContext(connection) as queries:
            act()
        numbers.append(len(queries))
    assert numbers[2] == numbers[1]
