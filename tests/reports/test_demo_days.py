"""The whole demo, as `make run` makes it: on whatever day it is made, there is something to see everywhere."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition
from core.models import User
from crm.models import Sponsorship, Stage
from reports.queries.today.scope import Scope
from reports.sections import SECTIONS, shown_to

pytestmark = [pytest.mark.django_db, pytest.mark.days]

LISTS = """
    crm:company_list crm:contact_list crm:interaction_list crm:sponsorship_list crm:renewal_list crm:lapse_list
    crm:document_list crm:enquiry_list crm:delivery_list crm:import_list crm:company_pair_list crm:contact_pair_list
    crm:tag_list campaigns:competition_list campaigns:activity_list campaigns:entry_list campaigns:payroll_list
""".split()


@pytest.fixture(scope="module", autouse=True)
def demo(day, django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def keys_shown_to(user: User, **of_whom) -> set[str]:
    shown = shown_to(Scope(timezone.localdate(), user, **of_whom), asked=[section.key for section in SECTIONS])
    return {each.section.key for each in shown if each.rows}


@pytest.mark.parametrize("username", ["petra", "yusuf"])
def test_every_section_of_idag_has_rows_for_who_answers_for_partners(username):
    user = User.objects.get(username=username)
    theirs = {section.key for section in SECTIONS if user.has_perm(section.permission)}
    assert theirs - keys_shown_to(user) <= {"payroll"}  # there is one such employer, which one of them looks after


def test_every_section_of_idag_has_rows_for_all_together():
    everything = {key for user in User.objects.all() for key in keys_shown_to(user, everyone=True)}
    assert everything == {section.key for section in SECTIONS}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_rows(name, client_for):
    table = client_for("Administratör").get(reverse(name)).context["table"]
    assert len(table.rows) > 0


def test_dialogues_stand_at_every_stage_and_competitions_at_several():
    stages = Sponsorship.objects.values_list("stage", flat=True)
    assert set(stages) == set(Stage.values)
    assert set(Competition.objects.values_list("state", flat=True)) == {"draft", "open", "final"}


@pytest.mark.parametrize("name", ["reports:today", "crm:pipeline", "crm:coverage"])
def test_page_opens(name, client_for):
    assert client_for("Administratör").get(reverse(name)).status_code == 200


def test_nothing_has_happened_later_than_now():
    now = timezone.now()
    moments = [
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in {"campaigns", "crm", "goals"}
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    ]
    assert len(moments) > 50
    late = [
        (model.__name__, name) for model, name in moments if model._base_manager.filter(**{f"{name}__gt": now}).exists()
    ]
    assert late == []
