"""Logging in by name or address, a forgotten password, and a changed one."""

import datetime as dt
import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.services.users import pause_user, resume_user
from core.models import AuditEntry, User
from tests.conftest import PASSWORD
from tests.core.job_worker import work

pytestmark = pytest.mark.django_db
LOGIN, FORGOTTEN = reverse("core:login"), reverse("account_reset_password")
NEW = "Ett-annat-losenord-2"


def log_in(name: str, password: str = PASSWORD, client: Client | None = None):
    return (client or Client()).post(LOGIN, {"username": name, "password": password})


def link_in(message) -> str:
    return re.search(r"http://localhost(/\S+)", message.body)[1]


@pytest.fixture(autouse=True)
def no_requests_before():
    """The limits on mail are counted in the cache."""
    cache.clear()


@pytest.fixture
def user(make_user):
    return make_user("Läsare", email="Kim.Ek@foretag.example")


def test_user_logs_in_by_name_or_by_address_in_any_case(user):
    names = (user.username, "kim.ek@FORETAG.example", user.email)
    assert [log_in(name).headers["Location"] for name in names] == ["/"] * 3
    assert log_in("kim.ek@foretag.example", "fel").status_code == 200


def test_user_who_has_logged_in_has_been_here(user):
    assert user.seen_at is None
    log_in(user.username)
    user.refresh_from_db()
    assert timezone.now() - user.seen_at < dt.timedelta(minutes=1)


def test_address_that_two_have_and_one_that_is_somebodys_name_log_nobody_else_in(user, make_user):
    make_user(email=user.email, password=NEW)
    assert [log_in(user.email, password).status_code for password in (PASSWORD, NEW)] == [200, 200]
    named, other = make_user(username="namn@foretag.example", password=NEW), make_user(email="namn@foretag.example")
    client = Client()
    log_in("namn@foretag.example", NEW, client)
    assert client.session["_auth_user_id"] == str(named.pk)
    assert log_in(other.email, PASSWORD).status_code == 200


def test_failures_by_name_and_by_address_are_counted_together(user, settings):
    settings.AXES_ENABLED = True
    codes = [log_in(name, "fel").status_code for name in (user.username, user.email) * 4]
    assert codes == [200] * 7 + [429]


def test_disabled_user_is_told_nothing_but_that_it_did_not_work(user):
    User.objects.update(is_active=False)
    page = log_in(user.username)
    words = "Namnet eller lösenordet stämmer inte. Stora och små bokstäver har betydelse."
    assert page.context["form"].non_field_errors() == [words]


def test_nobody_signs_up():
    assert get_adapter().is_open_for_signup(None) is False
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_forgotten_password_answers_alike_whether_or_not_somebody_has_the_address(user, django_assert_num_queries):
    answers = []
    for address in (user.email.lower(), "ingen@foretag.example"):
        with django_assert_num_queries(1):  # of the task
            answers.append(Client().post(FORGOTTEN, {"email": address}).headers["Location"])
    assert (answers, DBTaskResult.objects.count(), mail.outbox) == ([answers[0]] * 2, 2, [])
    work()
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_mailed_link_gives_a_new_password_once_and_ends_other_sessions(user, client_for):
    elsewhere = client_for(user)
    Client().post(FORGOTTEN, {"email": user.email})
    work()
    (message,) = mail.outbox
    assert (message.subject, user.username in message.body) == ("Välj ett nytt lösenord till Medspel", True)
    client, link = Client(), link_in(message)
    page = client.get(link, follow=True)
    form = page.request["PATH_INFO"]
    assert link.split("-", 1)[1] not in form  # what others may be told of as the referrer
    short = client.post(form, {"new_password1": "kort", "new_password2": "kort"})
    assert short.context["form"].errors.keys() == {"new_password2"}
    saved = client.post(form, {"new_password1": NEW, "new_password2": NEW})
    assert (saved.headers["Location"], "_auth_user_id" in client.session) == (LOGIN, False)
    assert (mail.outbox[1].subject, mail.outbox[1].to) == ("Ditt lösenord är bytt", [user.email])
    assert [log_in(user.username, password).status_code for password in (PASSWORD, NEW)] == [200, 302]
    assert elsewhere.get("/").status_code == 302
    assert "Länken gäller inte längre" in Client().get(link, follow=True).content.decode()


def test_link_is_for_an_hour_and_for_active_users_with_a_password(user, make_user, time_machine):
    paused, outside = make_user(email="a@foretag.example", is_active=False), make_user(email="b@foretag.example")
    outside.set_unusable_password()
    outside.save()
    for each in (user, paused, outside):
        Client().post(FORGOTTEN, {"email": each.email})
    work()
    assert [message.to for message in mail.outbox] == [[user.email]]
    link = link_in(mail.outbox[0])
    time_machine.move_to(timezone.localtime() + dt.timedelta(minutes=61))
    assert Client().get(link).context["token_fail"] is True


def test_guessed_links_are_counted_with_the_passwords(user, settings):
    settings.AXES_ENABLED = True
    link = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), "aaa-bbb"])
    assert [Client().get(link).status_code for _each in range(8)] == [200] * 7 + [429]
    assert log_in(user.username).status_code == 429


def test_right_link_makes_no_guess_forgotten_and_opens_though_guesses_are_stopped(user, settings):
    """Who reads somebody's mail has the link, and would go on to guess at the second factor."""
    settings.AXES_ENABLED = True
    Client().post(FORGOTTEN, {"email": user.email})
    work()
    link, codes = link_in(mail.outbox[0]), []
    for _each in range(4):
        codes += [log_in(user.username, "fel").status_code for _again in range(2)]
        page = Client().get(link, follow=True)
    assert codes == [200] * 7 + [429]
    assert (page.status_code, "token_fail" in page.context) == (200, False)


def test_many_who_ask_for_links_are_stopped(user):
    codes = [Client().post(FORGOTTEN, {"email": user.email}).status_code for _each in range(6)]
    assert codes == [302] * 5 + [429]


def test_changed_password_is_told_by_mail_and_ends_other_sessions(user, client_for, settings):
    settings.AXES_ENABLED = True
    client, elsewhere, page = client_for(user), client_for(user), reverse("core:password_change")
    wrong = client.post(page, {"old_password": "fel", "new_password1": NEW, "new_password2": NEW})
    assert wrong.context["form"].errors.keys() == {"old_password"}
    done = client.post(page, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert (done.headers["Location"], [message.subject for message in mail.outbox]) == (
        reverse("core:profile"),
        ["Ditt lösenord är bytt"],
    )
    assert [each.get(reverse("core:profile")).status_code for each in (client, elsewhere)] == [200, 302]


def test_user_without_a_password_has_none_to_change(user, client_for):
    user.set_unusable_password()
    user.save()
    client = client_for(user)
    assert client.get(reverse("core:password_change")).headers["Location"] == reverse("core:profile")


def test_address_is_changed_when_its_link_is_opened_and_the_old_one_is_told(user, client_for):
    client, page = client_for(user), reverse("accounts:email_change")
    client.post(page, {"email": "ny@foretag.example"})
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ny@foretag.example"], "Bekräfta din e-postadress till Medspel")
    visitor, link = Client(), link_in(message)
    assert "Är ny@foretag.example din adress till Medspel?" in visitor.get(link).content.decode()
    assert User.objects.get(pk=user.pk).email == user.email
    assert visitor.post(link).headers["Location"] == reverse("core:profile")
    assert User.objects.get(pk=user.pk).email == "ny@foretag.example"
    assert (mail.outbox[1].subject, mail.outbox[1].to) == ("Din e-postadress är bytt", ["Kim.Ek@foretag.example"])
    used = [Client().get(link), Client().post(link), Client().get(link.replace("/bekrafta/", "/bekrafta/x"))]
    assert ["Länken gäller inte längre" in answer.content.decode() for answer in used] == [True] * 3


def test_link_to_another_address_ends_with_the_password(user, client_for):
    client_for(user).post(reverse("accounts:email_change"), {"email": "tjuv@annat.example"})
    user.set_password(NEW)
    user.save()
    Client().post(link_in(mail.outbox[0]))
    assert User.objects.get(pk=user.pk).email == user.email


def test_mailed_links_end_with_a_pause_and_are_not_revived(user, client_for):
    client_for(user).post(reverse("accounts:email_change"), {"email": "tjuv@annat.example"})
    Client().post(FORGOTTEN, {"email": user.email})
    work()
    address, password = map(link_in, mail.outbox)

    def opened() -> list[bool]:
        pages = (Client().get(link, follow=True).content.decode() for link in (address, password))
        return ["Länken gäller inte längre" not in page for page in pages]

    assert opened() == [True, True]
    pause_user(user, by=None)
    assert opened() == [False, False]
    resume_user(user, by=None)
    Client().post(address)
    assert (opened(), User.objects.get(pk=user.pk).email) == ([False, False], user.email)


def test_password_and_address_that_are_changed_are_in_the_audit_log(user, client_for):
    client = client_for(user)
    client.post(reverse("accounts:email_change"), {"email": "ny@foretag.example"})
    client.post(link_in(mail.outbox.pop()))
    passwords = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    client.post(reverse("core:password_change"), passwords)
    Client().post(FORGOTTEN, {"email": "ny@foretag.example"})
    work()
    visitor = Client()
    form = visitor.get(link_in(mail.outbox[-1]), follow=True).request["PATH_INFO"]
    visitor.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    entries = AuditEntry.objects.order_by("number").values_list("kind", "user", "subject_id", "facts")
    assert list(entries) == [
        ("changed", user.pk, user.pk, {"fields": ["email"]}),
        ("password_changed", user.pk, user.pk, {}),
        ("password_changed", user.pk, user.pk, {"by_mail": True}),
    ]


def test_address_that_is_ones_own_or_somebody_elses_is_refused_and_one_taken_meanwhile_is_not_changed(
    user, make_user, client_for
):
    client, page = client_for(user), reverse("accounts:email_change")
    make_user(email="upptagen@foretag.example")
    errors = [
        client.post(page, {"email": email}).context["form"].errors["email"]
        for email in (user.email, "Upptagen@foretag.example")
    ]
    assert errors == [["Det är redan din e-postadress."], ["Någon annan har redan den adressen."]]
    client.post(page, {"email": "ny@foretag.example"})
    make_user(email="ny@foretag.example")
    client.post(link_in(mail.outbox[0]))
    assert User.objects.get(pk=user.pk).email == user.email


def test_address_of_somebody_who_is_paused_is_still_theirs(user, make_user, client_for):
    paused = make_user(email="paus@foretag.example", is_active=False)
    sent = client_for(user).post(reverse("accounts:email_change"), {"email": "Paus@foretag.example"})
    assert sent.context["form"].errors["email"] == ["Någon annan har redan den adressen."]
    User.objects.filter(pk=paused.pk).delete()
    assert client_for(user).post(reverse("accounts:email_change"), {"email": "Paus@foretag.example"}).status_code == 302


def test_mail_that_cannot_be_sent_is_said_and_is_no_error(user, client_for, settings):
    settings.EMAIL_BACKEND = f"{__name__}.NoMail"
    page = client_for(user).post(reverse("accounts:email_change"), {"email": "ny@foretag.example"})
    assert page.context["form"].non_field_errors() == ["Mejlet gick inte att skicka. Försök igen om en stund."]


def test_pages_that_need_mail_say_where_it_is_not_set_up(user, client_for, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client, page = client_for(user), reverse("accounts:email_change")
    assert "En administratör kan byta adressen åt dig" in client.get(page).content.decode()
    answer = client.post(page, {"email": "ny@foretag.example"})
    assert answer.context["form"].non_field_errors() == ["Mejl är inte inställt, så länken kan inte skickas."]
    assert 'name="email"' not in Client().get(reverse("account_reset_password")).content.decode()


class NoMail:
    def __init__(self, **_options): ...

    def send_messages(self, _messages):
        raise ConnectionRefusedError
