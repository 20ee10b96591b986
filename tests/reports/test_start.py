import pytest
from django.core import mail
from django.urls import reverse

from core.models import Organisation, StartStep, User
from core.services import save_organisation
from crm.models import Company
from goals.models import TierOffer
from reports.queries.setup_steps import STEPS, start_steps
from tests.databases import OURS
from tests.factories import InteractionFactory, UserFactory, get_goal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_yet")]
TODAY, MAIL, OFFERS = (reverse(f"reports:{name}") for name in ("today", "start_mail", "start_offers"))
KEYS = [step.key for step in STEPS]


@pytest.fixture
def administrator(client_for):
    return client_for("Administratör")


def done() -> dict[str, bool]:
    return {each.step.key: each.done for each in start_steps()}


def do_all(by: User):
    save_organisation(Organisation(pk=1, **OURS))
    StartStep.objects.create(key=StartStep.MAIL, by=by)
    UserFactory()
    TierOffer.objects.update(is_example=False)
    InteractionFactory()


def test_each_step_is_read_from_what_there_is(administrator):
    assert set(done().values()) == {False}
    page = administrator.get(TODAY).content.decode()
    assert all(f"/borja/{key}/hoppa/" in page for key in KEYS)
    do_all(administrator.user)
    assert (set(done().values()), Company.objects.exists()) == ({True}, True)


def test_list_is_gone_and_asks_nothing_once_all_is_done(administrator, django_assert_num_queries):
    do_all(administrator.user)
    assert "/borja/" not in administrator.get(TODAY).content.decode()
    administrator.user.refresh_from_db()
    assert administrator.user.start_done
    StartStep.objects.all().delete()
    assert "/borja/" not in administrator.get(TODAY).content.decode()


def test_step_that_is_not_needed_is_skipped_and_taken_up_again(administrator):
    for key in KEYS[:-1]:
        administrator.post(reverse("reports:start_skip", args=[key]))
    assert [each.step.key for each in start_steps() if each.is_open] == ["log"]
    administrator.post(reverse("reports:start_take_up", args=["users"]))
    assert [each.step.key for each in start_steps() if each.is_open] == ["users", "log"]
    assert administrator.post(reverse("reports:start_skip", args=["annat"])).status_code == 404
    assert StartStep.objects.get(pk="offers").by == administrator.user


def test_trial_mail_says_whether_mail_is_set_up(administrator, settings):
    settings.EMAIL_BACKEND = "core.mail_backend.CountingBackend"
    settings.MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "Mejl är inte inställt" in administrator.get(MAIL).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.update(email="")
    assert "Du har ingen e-postadress" in administrator.post(MAIL).content.decode()
    User.objects.update(email="agneta@missionen.example")
    assert administrator.post(MAIL).headers["Location"] == TODAY
    assert ([each.to for each in mail.outbox], done()["mail"]) == ([["agneta@missionen.example"]], True)


def test_trial_mail_that_does_not_leave_says_why(administrator, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    User.objects.update(email="agneta@missionen.example")
    assert "gick inte att skicka" in administrator.post(MAIL).content.decode()
    assert done()["mail"] is False


def test_amounts_are_confirmed_goal_by_goal(administrator, django_assert_num_queries):
    goal = get_goal(1)
    administrator.post(reverse("reports:start_confirm", args=[goal.pk]))
    examples = set(TierOffer.objects.filter(is_example=True).values_list("goal__number", flat=True))
    assert examples == {2, 3, 4, 5}
    page = administrator.get(OFFERS).content.decode()
    assert (f"/borja/belopp/{goal.pk}/" in page, f"/borja/belopp/{get_goal(2).pk}/" in page) == (False, True)
    TierOffer.objects.update(is_example=False)
    assert done()["offers"] is True


@pytest.mark.parametrize("role", ["Partneransvarig", "Läsare"])
def test_others_see_no_list_and_do_none_of_it(role, client_for):
    client = client_for(role)
    assert "/borja/" not in client.get(TODAY).content.decode()
    assert (client.get(MAIL).status_code, client.get(OFFERS).status_code) == (403, 403)
    for name, key in (("start_skip", "mail"), ("start_take_up", "mail"), ("start_confirm", get_goal().pk)):
        assert client.post(reverse(f"reports:{name}", args=[key])).status_code == 403
