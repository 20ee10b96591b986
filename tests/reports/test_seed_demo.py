from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import Competition
from core.identity import parse_orgnr
from core.models import User
from crm.models import Company
from reports.demo.cast import COMPANIES, USERS, orgnr_of
from reports.demo.plot import DEALS
from tests.factories import CompanyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database("reports.clearing")]

FEW = 8


def seed(**options) -> str:
    out = StringIO()
    call_command("seed_demo", companies=FEW, stdout=out, **options)
    return out.getvalue()


def test_demo_has_a_draft_when_its_companies_are_there():
    call_command("seed_demo", companies=15, stdout=StringIO())
    draft = Competition.objects.get(state="draft")
    assert draft.teams.filter(heads__isnull=True).count() == 1
    assert Competition.objects.get(state="final").teams.count() == 10


def test_each_colleague_can_log_in_with_the_password_in_the_file(tmp_path, client):
    file = tmp_path / "logins.txt"
    file.write_text("gammalt")
    file.chmod(0o644)
    printed = seed(logins=file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == printed
    rows = [line.split() for line in file.read_text().splitlines()[1:]]
    assert [row[-2] for row in rows] == [part.username for part in USERS]
    assert len({row[-1] for row in rows}) == len(USERS)
    for *_name, username, password in rows:
        assert client.login(username=username, password=password)


def test_one_password_for_all_can_be_chosen(monkeypatch):
    monkeypatch.setenv("MEDSPEL_DEMO_PASSWORD", "valt-for-visning")
    seed()
    assert all(user.check_password("valt-for-visning") for user in User.objects.all())


def test_database_with_companies_is_left_alone():
    company = CompanyFactory()
    with pytest.raises(CommandError):
        seed()
    assert seed(if_empty=True) == ""
    assert list(Company.objects.all()) == [company]
    assert not User.objects.filter(username="petra").exists()


def test_force_removes_what_was_there_with_its_history():
    CompanyFactory(name="Före AB")
    seed(force=True)
    assert not Company.objects.filter(name="Före AB").exists()
    assert not Company.history.filter(name="Före AB").exists()


def test_numbers_in_the_cast_are_valid_and_its_deals_know_their_companies():
    numbers = [parse_orgnr(orgnr_of(index, form)) for index, (_name, form, *_rest) in enumerate(COMPANIES)]
    assert len({number.digits for number in numbers}) == len(COMPANIES)
    assert [number.personal for number in numbers].count(True) == 2
    assert {deal.company for deal in DEALS} <= {name.split(maxsplit=1)[0] for name, *_rest in COMPANIES}
    assert {(deal.goal, deal.tier) for deal in DEALS} >= {(goal, tier) for goal in range(1, 6) for tier in range(1, 5)}
