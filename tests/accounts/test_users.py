"""The pages of users: who they are, what they are in by, and shutting them out."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.services.users import resume_user
from config.roles import ADMINISTRATOR, FINANCE, READER
from core.models import ApiToken, AuditEntry, CalendarLink, Session, User
from core.services import make_calendar_link
from core.sessions import session_name, stored_key
from tests.accounts.people import make_invitation
from tests.conftest import PASSWORD
from tests.factories import UserFactory
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db


def of(user: User, name: str = "detail") -> str:
    return reverse(f"accounts:user_{name}", args=[user.pk])


def test_list_is_found_by_name_role_and_state_and_goes_to_a_workbook(client_for, make_user):
    client = client_for(ADMINISTRATOR)
    make_user(FINANCE, first_name="Åsa", last_name="Ek", email="asa@medspel.example")
    make_user(READER, first_name="Bo", last_name="Al", is_active=False)

    def found(**query):
        return [str(row.record) for row in client.get(reverse("accounts:user_list"), query).context["table"].rows]

    assert found() == ["Bo Al", str(client.user), "Åsa Ek"]
    assert (found(q="ÅSA"), found(q="asa@medspel"), found(state="paused")) == (["Åsa Ek"], ["Åsa Ek"], ["Bo Al"])
    finance = client.get(reverse("accounts:user_list")).context["filter"].form.fields["role"].queryset.get(name=FINANCE)
    assert found(role=finance.pk) == ["Åsa Ek"]
    sheet = book_of(client.get(reverse("accounts:user_list"), {"export": "xlsx"})).worksheets[0]
    last = [cell.value for cell in sheet[4]]
    assert [last[0], *last[2:6]] == ["Åsa Ek", "asa@medspel.example", FINANCE, "Ja", "Nej"]


@pytest.mark.parametrize(("name", "queries"), [("user_list", 10), ("invitation_list", 9), ("key_list", 9)])
def test_lists_cost_as_many_queries_for_one_as_for_thirty(
    name, queries, client_for, make_user, django_assert_num_queries
):
    client = client_for(ADMINISTRATOR)

    def add(number):
        user = UserFactory(role=READER)
        ApiToken.objects.create(user=user, name="Skript")
        make_invitation(by=client.user, email=f"kim{number}@medspel.example")

    add(0)
    client.get(reverse(f"accounts:{name}"))
    with django_assert_num_queries(queries):
        client.get(reverse(f"accounts:{name}"))
    for number in range(1, 30):
        add(number)
    with django_assert_num_queries(queries):
        client.get(reverse(f"accounts:{name}"))


def test_page_shows_what_the_user_is_in_by_and_no_secret_of_it(client_for, make_user):
    client, user = client_for(ADMINISTRATOR), make_user(FINANCE)
    client_for(user)
    key, secret = ApiToken.objects.create(user=user, name="Kassan", may_write=True, addresses="198.51.100.7")
    token = make_calendar_link(user)
    page = client.get(of(user))
    session = Session.objects.get(user=user)
    text = page.content.decode()
    assert [each["session"] for each in page.context["sessions"]] == [session]
    assert all(words in text for words in ("Kassan", "198.51.100.7", "Läser och skriver.", "Kalenderlänken skapades"))
    assert not any(words in text for words in (session.session_key, secret, key.digest, token))


def test_administrator_ends_one_session_or_all_and_the_log_says_so(client_for, make_user):
    client, user = client_for(ADMINISTRATOR), make_user(FINANCE)
    theirs = [client_for(user) for _ in range(3)]
    name = session_name(Session.objects.get(pk=stored_key(theirs[0].session.session_key)))
    client.post(of(user, "sessions_end"), {"name": name})
    assert [each.get("/jobb/").status_code for each in theirs] == [302, 200, 200]
    client.post(of(user, "sessions_end"), {"name": "0" * 20})
    assert Session.objects.filter(user=user).count() == 2
    client.post(of(user, "sessions_end"))
    assert (Session.objects.filter(user=user).count(), client.get("/jobb/").status_code) == (0, 200)
    told = AuditEntry.objects.filter(kind="session_ended").order_by("number").values_list("subject_id", "facts__number")
    assert list(told) == [(user.pk, 1), (user.pk, 2)]


def test_own_sessions_are_listed_on_the_profile_and_ended_but_the_one_that_asks(client_for):
    client = client_for(READER)
    others = [client_for(client.user) for _ in range(2)]
    colleague = client_for(READER)
    page = client.get(reverse("core:profile"))
    assert [each["is_own"] for each in page.context["sessions"]].count(True) == 1
    name = session_name(Session.objects.get(pk=stored_key(others[0].session.session_key)))
    theirs = session_name(Session.objects.get(pk=stored_key(colleague.session.session_key)))
    for sent in (name, theirs):
        client.post(reverse("accounts:sessions_end"), {"name": sent})
    assert [each.get("/jobb/").status_code for each in (*others, colleague, client)] == [302, 200, 200, 200]
    client.post(reverse("accounts:sessions_end"))
    assert [each.get("/jobb/").status_code for each in (*others, colleague, client)] == [302, 302, 200, 200]


def test_pausing_shuts_out_for_good_and_resuming_revives_nothing(client_for, make_user, client):
    administrator, user = client_for(ADMINISTRATOR), make_user(FINANCE, digest="daily", email="a@medspel.example")
    theirs = client_for(user)
    _key, secret = ApiToken.objects.create(user=user, name="Skript")
    calendar = reverse("reports:calendar", args=[make_calendar_link(user)])
    assert administrator.get(of(user, "pause")).status_code == 200

    def ways_in():
        return [
            theirs.get("/jobb/").status_code,
            client.get("/api/v1/companies/", headers={"Authorization": f"Token {secret}"}).status_code,
            client.get(calendar).status_code,
        ]

    assert ways_in() == [200, 200, 200]
    administrator.post(of(user, "pause"))
    assert ways_in() == [302, 401, 404]
    administrator.post(of(user, "resume"))
    user.refresh_from_db()
    assert (ways_in(), user.is_active, user.digest) == ([302, 401, 404], True, "none")
    assert (Session.objects.filter(user=user).exists(), ApiToken.objects.exists()) == (False, False)
    assert not CalendarLink.objects.exists()
    assert theirs.login(username=user.username, password=PASSWORD) is True
    kinds = AuditEntry.objects.filter(subject_id=user.pk, kind__startswith="user_").order_by("number")
    assert list(kinds.values_list("kind", flat=True)) == ["user_paused", "user_resumed"]


def test_refusals_of_pausing_stand_on_the_page(client_for, make_user):
    client = client_for(ADMINISTRATOR)
    page = client.post(of(client.user, "pause"))
    assert page.context["form"].non_field_errors() == ["Du kan inte pausa dig själv."]
    user = make_user(is_active=False)
    assert client.post(of(user, "pause")).context["form"].non_field_errors() == ["Användaren är redan pausad."]
    resume_user(user, by=None)
    answer = client.post(of(user, "resume"), follow=True)
    assert "Användaren är inte pausad." in answer.content.decode()


def test_who_it_is_is_changed_and_an_address_belongs_to_one(client_for, make_user, django_capture_on_commit_callbacks):
    client, user = client_for(ADMINISTRATOR), make_user(FINANCE, email="gammal@medspel.example")
    make_user(email="Upptagen@medspel.example")
    sent = {"first_name": "Åsa", "last_name": "Ek", "email": "upptagen@medspel.example", "language": "en"}
    taken = client.post(of(user, "edit"), sent)
    assert taken.context["form"].errors == {"email": ["En annan användare har redan den adressen."]}
    with django_capture_on_commit_callbacks(execute=True):
        saved = client.post(of(user, "edit"), sent | {"email": "asa@medspel.example"})
    assert (saved.headers["Location"], [message.to for message in mail.outbox]) == (of(user), [[user.email]])
    user.refresh_from_db()
    assert (str(user), user.email, user.language) == ("Åsa Ek", "asa@medspel.example", "en")
    assert "asa@medspel" in user.search_key


def test_page_of_who_looks_is_called_by_their_own_name(client_for, make_user):
    """The page is about another user than the one whose name stands in the corner."""
    client, user = client_for(ADMINISTRATOR), make_user(FINANCE, first_name="Annan")
    for name in ("detail", "edit", "roles", "pause", "password_link"):
        page = client.get(of(user, name))
        assert page.context["user"] == client.user, name


def test_pages_that_give_a_way_in_ask_who_it_is(client_for, make_user, time_machine):
    client, user = client_for(ADMINISTRATOR), make_user(FINANCE)
    time_machine.move_to(timezone.now() + dt.timedelta(hours=1))
    urls = [of(user, name) for name in ("edit", "roles", "pause", "password_link")]
    urls += [reverse("accounts:invitation_create"), reverse("accounts:key_create")]
    for url in urls:
        answer = client.get(url)
        assert answer.headers["Location"].startswith(reverse("accounts:confirm")), url
    assert client.get(of(user)).status_code == 200
