"""One form sent by eight threads at the same moment: somebody who presses a button many times logs one contact."""

import threading
import uuid
from contextlib import nullcontext

import pytest
from django.db import Error, connection

from crm.models import Interaction
from crm.services.interactions import log_interaction
from tests.factories import CompanyFactory, UserFactory

PRESSES = 8
PATIENCE = 60  # seconds until the barrier gives up on a thread that has died
KEY = "0123456789abcdef"

pytestmark = pytest.mark.django_db(transaction=True)


def press_at_once(wrapper=None) -> list:
    """What each of the threads was answered with: the key of a row, or the name of an error."""
    by, company = UserFactory(), CompanyFactory()
    start, outcomes = threading.Barrier(PRESSES), [""] * PRESSES

    def press(place: int):
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            with connection.execute_wrapper(wrapper) if wrapper else nullcontext():
                outcomes[place] = log_interaction(by=by, companies=[company], text="Hej", form_key=KEY).pk
        except Error as error:
            outcomes[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[place]) for place in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_form_sent_at_the_same_moment_is_logged_once():
    outcomes = press_at_once()
    assert outcomes == [Interaction.objects.get().pk] * PRESSES


# --- Negative control: where the key is not kept, the test above must not pass ----------------------


def without_key(execute, sql, params, many, context):
    if sql.startswith('INSERT INTO "crm_interaction" '):
        params = [uuid.uuid4().hex if value == KEY else value for value in params]
    return execute(sql, params, many, context)


def test_without_the_key_each_press_is_logged():
    press_at_once(without_key)
    assert Interaction.objects.count() == PRESSES
