"""Sixteen people write the same change of jobs, or the same role, at the same moment."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from crm.services.people import affiliate, move_contact
from tests.factories import CompanyFactory, contact_at
from tests.racing import all_come_to, at_once, without_row_locks, wrapped

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

CROWD = 16
ONLY_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")
FIRST_WRITE = 'INSERT INTO "crm_affiliation"'


def change_jobs(contact, new):
    move_contact(contact=contact, to_company=new, on=timezone.localdate() + dt.timedelta(days=30))


def give_role(contact, new):
    affiliate(contact=contact, company=new, role="Vd")


def roles_after(write, *wrappers) -> int:
    """How many roles the person has come to have at the new company."""
    contact, new = contact_at(CompanyFactory()), CompanyFactory()

    def outcome():
        try:
            write(contact, new)
        except ValidationError:
            return "refused"
        return "written"

    at_once(*[wrapped(outcome, *wrappers)] * CROWD)
    return contact.affiliations.filter(company=new).count()


@pytest.mark.parametrize("write", [change_jobs, give_role])
def test_change_of_jobs_and_role_are_written_once_by_sixteen(write):
    assert roles_after(write) == 1


@ONLY_POSTGRESQL
def test_without_row_locks_each_of_sixteen_roles_is_written():
    """A change of jobs has another guard too: the role that it ends has a version, which only one can claim."""
    assert roles_after(give_role, without_row_locks, all_come_to(FIRST_WRITE, number=CROWD)) == CROWD
