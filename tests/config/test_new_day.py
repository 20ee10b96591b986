"""A change of jobs begins on its day also where no cron is set up."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.models import NextStep
from crm.services.people import move_contact
from tests.clock import travel
from tests.crm.ways_to_reach import about_to_move
from tests.factories import CompanyFactory, contact_at

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEW_DAY = "config.new_day.NewDayMiddleware"


@pytest.fixture(autouse=True)
def new_day(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, NEW_DAY]


@pytest.fixture
def moving():
    """Eva, who changes jobs in thirty days, and Bo, who then takes over from her."""
    eva, bo, old, new = about_to_move()
    first = timezone.localdate() + dt.timedelta(days=30)
    reached_at = {"email": "eva@nya.example", "phone": ""}
    move_contact(contact=eva, to_company=new, on=first, reached_at=reached_at, successors={old: bo})
    return eva, bo, first


def test_first_request_of_the_day_lets_a_change_of_jobs_begin(moving):
    eva, bo, first = moving
    client = Client()
    for days, email, who in ((-1, "eva@akeri.example", eva), (0, "eva@nya.example", bo)):
        with travel(first + dt.timedelta(days=days)):
            client.get(reverse("core:login"))
        eva.refresh_from_db()
        assert (eva.email, NextStep.objects.get().contact) == (email, who)


def test_later_requests_of_the_day_ask_nothing(django_assert_num_queries):
    client = Client()
    for queries in (1, 0, 0):
        with django_assert_num_queries(queries):
            client.get(reverse("core:login"))


def test_role_that_cannot_begin_keeps_nobody_from_the_page_and_no_other_from_beginning(moving):
    eva, _bo, first = moving
    broken = contact_at(CompanyFactory())
    move_contact(contact=broken, to_company=CompanyFactory(), on=first, reached_at={"email": "ny@nya.example"})
    plan = broken.affiliations.get(starts=first).at_start | {"reached_at": {"email": "@"}}
    broken.affiliations.filter(starts=first).update(at_start=plan)
    with travel(first):
        assert Client().get(reverse("core:login")).status_code == 200
    eva.refresh_from_db()
    assert eva.email == "eva@nya.example"
