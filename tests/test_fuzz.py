"""No value of any parameter of any address makes an error of ours. Long: `make soak`."""

import logging

import pytest
from django.test import Client

from config.access import VISITOR
from config.roles import ADMINISTRATOR, ROLES
from tests import fuzz
from tests.access_samples import make_samples

pytestmark = [pytest.mark.django_db, pytest.mark.soak]


@pytest.fixture(autouse=True)
def nothing_is_logged():
    """What pytest keeps of each record holds its request, which is gigabytes in the end."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


TRIALS = [fuzz.try_odd_addresses, fuzz.try_queries, fuzz.try_forms, fuzz.try_bodies]


@pytest.mark.parametrize("actor", [ADMINISTRATOR, *sorted(set(ROLES) - {ADMINISTRATOR}), VISITOR])
@pytest.mark.parametrize("trial", TRIALS)
def test_no_value_makes_an_error_of_ours(trial, actor, make_user):
    client = Client(raise_request_exception=False)
    user = make_user(None if actor == VISITOR else actor)
    if actor != VISITOR:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    faults = list(trial(client, make_samples(user)))
    assert not faults, "\n" + "\n".join(map(str, faults))
