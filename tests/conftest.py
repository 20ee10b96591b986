import datetime as dt
import gc
import itertools
import resource
import time
from collections import Counter
from collections.abc import Generator, Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings
from rest_framework.test import APIClient

from config.roles import ADMINISTRATOR
from core.kept_queries import KeptQuery
from core.models import Organisation, User
from tests import SOAKING, clock, databases

# How long an example takes says how busy the machine is, and nothing of the code.
settings.register_profile(
    "ours", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=500 if SOAKING else 25
)
settings.load_profile("ours")

PASSWORD = "Ett-losenord-for-prov-1"
MOST_SECONDS = 10  # for one test
SECONDS = Counter()  # of the processor, by phase; those of all workers in the process that reports
ASKING = {"db", "transactional_db", "live_server"}  # fixtures that open the database
_numbers = itertools.count(1)


def pytest_addoption(parser):
    parser.addoption(
        "--days", action="store_true", help="run what is marked `days` on each of the days of tests/clock.py"
    )


def pytest_generate_tests(metafunc):
    marked = metafunc.definition.get_closest_marker
    # Those that empty the tables come last of all, which they could not do once for each day.
    empties = marked("django_db") and marked("django_db").kwargs.get("transaction")
    if metafunc.config.option.days and marked("days") and not marked("time_machine") and not empties:
        metafunc.fixturenames.insert(0, "day")
        metafunc.parametrize("day", clock.DAYS, indirect=True, scope="module")


@pytest.fixture(scope="module")
def day(request) -> Iterator[dt.date]:
    """The day it is. What a module makes once for all its tests depends on this, to be made anew on another day."""
    if not hasattr(request, "param"):
        yield timezone.localdate()  # time goes on: what the migrations made is earlier than any test
        return
    with clock.travel(*clock.DAYS[request.param]):
        yield timezone.localdate()


def pytest_configure(config):
    """Before modules of tests are imported: what they work out from today is then of the same day."""
    travel = clock.travel()
    travel.start()
    config.add_cleanup(travel.stop)
    KeptQuery.compared = True


def pytest_collection_modifyitems(config, items):
    """`make soak` also runs what tries more than usual then: races and what Hypothesis makes up.

    `make days` runs only what is another test on another day, and `make test-postgres` what asks a database: modules
    that are marked have tests of pure functions, too.
    """

    def keep(wanted):
        config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
        items[:] = filter(wanted, items)

    if config.option.days:
        keep(lambda item: "day" in getattr(getattr(item, "callspec", None), "params", ()))
    if "database" in config.option.markexpr:
        keep(lambda item: item.get_closest_marker("django_db") or ASKING & {*item.fixturenames})
    for item in items:
        made_up = getattr(item.function, "is_hypothesis_test", False)
        if SOAKING and (made_up or hasattr(item.module, "ROUNDS") or hasattr(item.module, "SOAKING")):
            item.add_marker(pytest.mark.soak)


def pytest_collection_finish():
    """What is loaded stays to the end, so no collection of garbage need look through it."""
    SECONDS["start and collection"] = time.process_time()
    gc.collect()
    gc.freeze()


def counted(phase: str) -> Generator[None, object, object]:
    began = time.process_time()
    try:
        return (yield)
    finally:
        SECONDS[phase] += time.process_time() - began


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup():
    return (yield from counted("setup"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    return (yield from counted("teardown"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail what takes too long. Seconds of the processor count: those of the clock say how busy the machine is."""
    began = time.process_time()
    result = yield
    took = time.process_time() - began
    SECONDS["tests"] += took
    item.user_properties.append(("seconds", took))
    if took > MOST_SECONDS and not item.get_closest_marker("soak"):
        pytest.fail(f"This took {took:.0f} seconds of the processor; a test may take {MOST_SECONDS}.", pytrace=False)
    return result


def pytest_sessionfinish(session):
    if getattr(session.config.option, "numprocesses", None):
        return  # its workers tell
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    SECONDS["browser and commands"] = children.ru_utime + children.ru_stime
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["seconds"] = dict(SECONDS)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    SECONDS.update(getattr(node, "workeroutput", {}).get("seconds", {}))


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("seconds of the processor")
    for phase, seconds in SECONDS.items():
        terminalreporter.line(f"{seconds:6.1f}  {phase}")
    called = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    slowest = sorted(called, key=lambda report: -dict(report.user_properties)["seconds"])[:10]
    terminalreporter.section("slowest, in seconds of the processor")
    for report in slowest:
        terminalreporter.line(f"{dict(report.user_properties)['seconds']:5.1f}  {report.nodeid}")


def pytest_report_header() -> str:
    return f"day: {clock.DAY}"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database = databases.prepare()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: database.restore())
        with django_db_blocker.block():
            yield
        database.remove()


@pytest.fixture(autouse=True)
def no_wrong_links():
    """Forget the links that other tests have tried: all come from one address."""
    cache.delete("wrong-link:127.0.0.1")


@pytest.fixture
def nobody_yet(db):
    """A new installation: nobody has written whose it is."""
    Organisation.objects.all().delete()
    Organisation.history.all().delete()


@pytest.fixture
def make_user(db):
    """make_user("Ekonomi") gives a saved user with that role; make_user() one with no role; fields by keyword."""

    def make(role: str | None = None, **fields) -> User:
        number = next(_numbers)
        fields = {
            "username": f"person{number}",
            "first_name": "Test",
            "last_name": f"Person {number}",
            "password": PASSWORD,
            "is_staff": role == ADMINISTRATOR,
            **fields,
        }
        user = User.objects.create_user(**fields)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def client_for(make_user):
    """client_for("Läsare") gives a logged-in client; its user is `client.user`. client_for(user) works too."""

    def make(who: str | User | None = None) -> Client:
        client = Client()
        client.user = who if isinstance(who, User) else make_user(who)
        client.force_login(client.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def api_client_for(make_user):
    """The same for the API, as a program with a token: JSON in and out."""

    def make(who: str | User | None = None) -> APIClient:
        client = APIClient()
        client.default_format = "json"
        client.user = who if isinstance(who, User) else make_user(who)
        client.force_authenticate(client.user)
        return client

    return make
