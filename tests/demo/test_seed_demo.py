"""The command that makes the demo data. What the data tells: test_demo.py."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from campaigns.models import Activity, Competition, Contribution, EntryPicture, Mark
from core.identity_numbers import parse_orgnr
from core.models import User
from crm.models import Company, Contact, Interaction, NextStep, Sponsorship
from demo.cast import COMPANIES, USERS, orgnr_of
from demo.plot import DEALS
from tests.factories import CompanyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database("demo.clearing")]

FEW = 8


def seed(**options) -> str:
    out = StringIO()
    call_command("seed_demo", companies=FEW, stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[tuple[str, Path]]:
    """What the command printed, and the file of logins it wrote; its rows are taken away after the last test here."""
    file = tmp_path_factory.mktemp("demo") / "logins.txt"
    file.write_text("gammalt")
    file.chmod(0o644)
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed(logins=file), file
        transaction.set_rollback(True)


def snapshot() -> list:
    return [
        list(Company.objects.values_list("name", "orgnr", "owner__username", "status")),
        list(Contact.objects.values_list("first_name", "last_name", "phone")),
        list(Interaction.objects.order_by("happened_at", "pk").values_list("happened_at", "text", "outcome")),
        list(Sponsorship.objects.order_by("pk").values_list("agreement_no", "stage", "amount", "starts")),
        list(NextStep.objects.order_by("pk").values_list("what", "due_on", "done_at")),
        list(Contribution.objects.order_by("pk").values_list("team__name", "amount", "received_on", "channel")),
        list(Mark.objects.order_by("pk").values_list("juror__name", "team__name", "value")),
    ]


def test_each_colleague_can_log_in_with_the_password_in_the_file(seeded, client):
    printed, file = seeded
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == printed
    rows = [line.split() for line in file.read_text().splitlines()[1:]]
    assert [row[-2] for row in rows] == [part.username for part in USERS]
    assert len({row[-1] for row in rows}) == len(USERS)
    for *_name, username, password in rows:
        assert client.login(username=username, password=password)


@pytest.fixture
def before(seeded, monkeypatch, django_capture_on_commit_callbacks) -> dict[str, list]:
    """What there was before the data was made anew, with a company of somebody else's that is to go."""
    assert Company.objects.count() == FEW
    rows = {
        "told": snapshot(),
        "activities": list(Activity.objects.values_list("pk", "name")),
        "pictures": [picture.image for picture in EntryPicture.objects.all()],
    }
    CompanyFactory(name="Före AB")
    monkeypatch.setenv("MEDSPEL_DEMO_PASSWORD", "valt-for-visning")
    with django_capture_on_commit_callbacks(execute=True):
        seed(force=True)
    return rows


def test_force_makes_the_same_anew_in_place_of_what_was_there(before):
    assert snapshot() == before["told"]
    assert not Company.history.filter(name="Före AB").exists()
    assert list(Activity.objects.values_list("pk", "name")) == before["activities"]
    assert before["pictures"]
    assert [image.storage.exists(image.name) for image in before["pictures"]] == [False] * len(before["pictures"])
    assert Competition.history.filter(history_type="+").count() == Competition.objects.count()
    assert all(user.check_password("valt-for-visning") for user in User.objects.all())


def test_database_with_companies_is_left_alone(seeded):
    before = snapshot()
    with pytest.raises(CommandError):
        seed()
    assert seed(if_empty=True) == ""
    assert snapshot() == before


def test_numbers_in_the_cast_are_valid_and_its_deals_know_their_companies():
    numbers = [parse_orgnr(orgnr_of(index, form)) for index, (_name, form, *_rest) in enumerate(COMPANIES)]
    assert len({number.digits for number in numbers}) == len(COMPANIES)
    assert [number.personal for number in numbers].count(True) == 2
    assert {deal.company for deal in DEALS} <= {name.split(maxsplit=1)[0] for name, *_rest in COMPANIES}
    assert {(deal.goal, deal.tier) for deal in DEALS} >= {(goal, tier) for goal in range(1, 6) for tier in range(1, 5)}
