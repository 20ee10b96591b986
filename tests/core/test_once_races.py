"""One form submitted by eight threads concurrently is saved once."""

import uuid

import pytest

from core.services import save_once
from crm.models import Interaction
from crm.services.interactions import log_interaction
from tests.factories import CompanyFactory, UserFactory
from tests.racing import at_once, wrapped

PRESSES = 8
KEY = "0123456789abcdef"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def press_at_once(*wrappers) -> list:
    """Whether each submission was the first, and so saved."""
    by, company = UserFactory(), CompanyFactory()

    def press():
        with save_once(key=KEY, place="", written="Hej") as (_sent, is_new):
            if is_new:
                log_interaction(by=by, companies=[company], text="Hej")
        return is_new

    return at_once(*[wrapped(press, *wrappers)] * PRESSES)


def test_form_sent_at_the_same_moment_is_saved_once():
    outcomes = press_at_once()
    assert sorted(outcomes) == [False] * (PRESSES - 1) + [True]
    assert Interaction.objects.count() == 1


def test_form_that_is_refused_leaves_no_trace_and_can_be_sent_again():
    for number in range(2):
        with pytest.raises(ZeroDivisionError), save_once(key=KEY, place="", written="Hej") as (_sent, is_new):
            assert is_new, number
            1 / 0  # noqa: B018  a rule that refuses


# --- Negative control: without the stored key, the test above must fail -----------------------------


def without_key(execute, sql, params, many, context):
    if '"core_sentform"' in sql:
        params = [uuid.uuid4().hex if value == KEY else value for value in params]
    return execute(sql, params, many, context)


def test_without_the_key_each_press_is_saved():
    press_at_once(without_key)
    assert Interaction.objects.count() == PRESSES
