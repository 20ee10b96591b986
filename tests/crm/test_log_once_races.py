"""One form sent by eight threads at the same moment: somebody who presses a button many times logs one contact."""

import uuid

import pytest

from crm.models import Interaction
from crm.services.interactions import log_interaction
from tests.factories import CompanyFactory, UserFactory
from tests.racing import at_once, wrapped

PRESSES = 8
KEY = "0123456789abcdef"

pytestmark = pytest.mark.django_db(transaction=True)


def press_at_once(*wrappers) -> list:
    """The contact that each press was answered with."""
    by, company = UserFactory(), CompanyFactory()

    def press():
        return log_interaction(by=by, companies=[company], text="Hej", form_key=KEY)

    return at_once(*[wrapped(press, *wrappers)] * PRESSES)


def test_form_sent_at_the_same_moment_is_logged_once():
    outcomes = press_at_once()
    assert outcomes == [Interaction.objects.get()] * PRESSES


# --- Negative control: where the key is not kept, the test above must not pass ----------------------


def without_key(execute, sql, params, many, context):
    if sql.startswith('INSERT INTO "crm_interaction" '):
        params = [uuid.uuid4().hex if value == KEY else value for value in params]
    return execute(sql, params, many, context)


def test_without_the_key_each_press_is_logged():
    press_at_once(without_key)
    assert Interaction.objects.count() == PRESSES
