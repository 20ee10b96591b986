import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from icalendar import Calendar

from core.models import CalendarLink, User
from core.services import make_calendar_link, save_record
from crm.models import LapseReason
from crm.services.deliveries import deliver
from crm.services.extra_deliveries import add_extra_delivery
from crm.services.interactions import complete_next_step, move_next_step
from crm.services.renewals import record_lapse
from tests import clock
from tests.factories import (
    CompanyFactory,
    NextStepFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.days]


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://medspel.example"


@pytest.fixture
def reader() -> User:
    return UserFactory(role="Partneransvarig")


def in_days(distance: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=distance)


def address(user: User) -> str:
    return reverse("reports:calendar", args=[make_calendar_link(user)])


def events(client, url: str) -> list:
    """As a program for calendars reads them."""
    return Calendar.from_ical(client.get(url).content).walk("VEVENT")


def test_step_is_a_whole_day_that_takes_no_time(client, reader):
    step = NextStepFactory(company=CompanyFactory(name="Åkeri, Bageri; AB"), what="Ring\\boka", assignee=reader)
    [event] = events(client, address(reader))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (step.due_on, step.due_on + dt.timedelta(days=1))
    assert event["dtstart"].params == {"VALUE": "DATE"}
    assert str(event["summary"]) == "Åkeri, Bageri; AB: Ring\\boka"
    assert (event["uid"], event["transp"]) == (f"step-{step.pk}@medspel.example", "TRANSPARENT")
    assert event["url"] == f"https://medspel.example{step.company.get_absolute_url()}"


def test_signed_sponsorship_that_i_look_after_has_its_days_of_notice_and_end(client, reader):
    mine = signed_sponsorship(owner=reader, starts=in_days(-100), ends=in_days(40), signed_on=in_days(-100))
    signed_sponsorship(starts=in_days(-100), ends=in_days(40), signed_on=in_days(-100))
    SponsorshipFactory(owner=reader)
    notice, end = events(client, address(reader))
    assert (notice["uid"], end["uid"]) == (
        f"sponsorship-{mine.pk}-notice@medspel.example",
        f"sponsorship-{mine.pk}-ends@medspel.example",
    )
    assert (notice.decoded("dtstart"), end.decoded("dtstart")) == (mine.notice_date, in_days(40))
    assert str(notice["summary"]) == f"Besked om förnyelse senast: {mine.company}, {mine.goal}"
    assert str(end["summary"]) == f"Sponsorskapet slutar: {mine.company}, {mine.goal}"


def test_renewed_sponsorship_asks_for_no_notice_and_does_not_end(client, reader):
    mine = signed_sponsorship(owner=reader, starts=in_days(-100), ends=in_days(40), signed_on=in_days(-100))
    signed_sponsorship(company=mine.company, renews=mine, starts=in_days(41), ends=in_days(300), signed_on=in_days(-1))
    assert [event for event in events(client, address(reader)) if str(mine.pk) in event["uid"]] == []


def test_sponsorship_that_will_not_be_renewed_still_ends(client, reader):
    mine = signed_sponsorship(owner=reader, starts=in_days(-100), ends=in_days(40), signed_on=in_days(-100))
    record_lapse(mine, reason=LapseReason.objects.first())
    [event] = events(client, address(reader))
    assert event["uid"] == f"sponsorship-{mine.pk}-ends@medspel.example"


def test_what_i_am_to_deliver_is_in_it_until_it_is_delivered(client, reader):
    agreed = signed_sponsorship(starts=in_days(-9), ends=in_days(90), signed_on=in_days(-9))
    add_extra_delivery(agreed, text="Föreläsning", due_on=in_days(5))
    mine = add_extra_delivery(agreed, text="Logotyp på bussen", due_on=in_days(7), doer=reader)
    url = address(reader)
    [event] = events(client, url)
    assert event["uid"] == f"delivery-{mine.pk}@medspel.example"
    assert str(event["summary"]) == f"Leverera: {mine.sponsorship.company}, Logotyp på bussen"
    assert (event.decoded("dtstart"), event["transp"]) == (in_days(7), "TRANSPARENT")
    before = client.get(url)["ETag"]
    deliver(mine, by=reader, on=in_days(0))
    assert events(client, url) == []
    assert client.get(url, headers={"If-None-Match": before}).status_code == 200


def test_step_with_a_time_is_at_that_moment(client, reader):
    NextStepFactory(assignee=reader, due_on=dt.date(2099, 7, 1), due_at=dt.time(14))
    [event] = events(client, address(reader))
    starts = dt.datetime(2099, 7, 1, 12, tzinfo=dt.UTC)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (starts, starts + dt.timedelta(minutes=30))
    assert event["transp"] == "OPAQUE"


def test_others_steps_and_those_that_are_done_are_not_in_it(client, reader):
    NextStepFactory(assignee=UserFactory())
    complete_next_step(NextStepFactory(assignee=reader), by=reader)
    assert events(client, address(reader)) == []


def test_no_person_or_number_is_in_it(client, reader):
    company = CompanyFactory(notes="Hemligheten")
    person = contact_at(company, first_name="Eva", last_name="Ek", phone="070-174 06 05", email="eva@akeri.example")
    NextStepFactory(company=company, contact=person, assignee=reader)
    told = client.get(address(reader)).content.decode()
    assert [words in told for words in ("Eva", "1740605", "eva@", "Hemligheten")] == [False] * 4


def test_file_keeps_to_the_format(client, reader):
    NextStepFactory(what="Å" * 200, assignee=reader)
    response = client.get(address(reader))
    lines = response.content.split(b"\r\n")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) == 75
    assert "Å" * 200 in str(events(client, address(reader))[0]["summary"])
    for line in lines:
        line.decode()  # no letter is cut in two


def test_moved_step_keeps_its_identity_and_says_that_it_is_changed(client, reader):
    step = NextStepFactory(assignee=reader)
    url = address(reader)
    [before] = events(client, url)
    move_next_step(step, due_on=in_days(9))
    [after] = events(client, url)
    assert (before["uid"], before["sequence"]) == (after["uid"], after["sequence"] - 1)
    changed = step.history.latest().history_date.replace(microsecond=0)
    assert (after.decoded("dtstart"), after.decoded("dtstamp")) == (in_days(9), changed)
    assert after.decoded("last-modified") == changed


def test_who_asks_again_is_told_that_nothing_changed(client, reader):
    NextStepFactory(assignee=reader)
    url = address(reader)
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert first.headers["Cache-Control"] == "private, max-age=900"
    assert (again.status_code, again.content) == (304, b"")


def step_done(step):
    complete_next_step(step, by=step.assignee)


def step_given_away(step):
    move_next_step(step, assignee=UserFactory(role="Partneransvarig"))


def company_renamed(step):
    save_record(step.company, name="Nytt namn AB")


def right_taken_away(step):
    step.assignee.groups.clear()


@pytest.mark.parametrize("change", [step_done, step_given_away, company_renamed, right_taken_away])
def test_nobody_is_told_that_a_changed_calendar_is_as_it_was(client, reader, change):
    """By whatever validator: what leaves a calendar, and the names in it, have no time of change of their own."""
    NextStepFactory(assignee=reader)
    step, url = NextStepFactory(assignee=reader, company=CompanyFactory(name="Åkeri AB")), address(reader)
    first = client.get(url)
    asked = {"If-Modified-Since": first.headers.get("Last-Modified") or http_date()}
    change(step)
    assert client.get(url, headers=asked).status_code == 200
    both = client.get(url, headers=asked | {"If-None-Match": first["ETag"]})
    assert (both.status_code, both["ETag"] != first["ETag"]) == (200, True)


@clock.pinned
@pytest.mark.parametrize("number", [1, 30])
def test_calendar_costs_the_same_queries_however_full(client, reader, number, django_assert_num_queries):
    for _number in range(number):
        NextStepFactory(assignee=reader)
        signed_sponsorship(owner=reader, starts=in_days(-100), ends=in_days(40), signed_on=in_days(-100))
    url = address(reader)
    with django_assert_num_queries(6):  # the link, what the reader may see, steps, sponsorships, deliveries
        client.get(url)


def test_calendar_has_only_what_its_reader_may_see_in_their_language(client):
    nobody = UserFactory()
    NextStepFactory(assignee=nobody)
    assert events(client, address(nobody)) == []
    english = UserFactory(role="Läsare", language="en")
    signed_sponsorship(owner=english, starts=in_days(-100), ends=in_days(40), signed_on=in_days(-100))
    _notice, end = events(client, address(english))
    assert str(end["summary"]).startswith("The sponsorship ends: ")


# --- The link -------------------------------------------------------------------------------------


def test_link_is_made_on_the_profile_shown_once_and_kept_only_as_a_hash(client_for, client):
    member = client_for("Partneransvarig")
    page = member.post(reverse("core:calendar_link_make"))
    shown = page.context["address"]
    assert shown.startswith("https://medspel.example/kalender/")
    path = shown.removeprefix("https://medspel.example")
    token = path.removeprefix("/kalender/").removesuffix(".ics")
    assert client.get(path).status_code == 200
    assert token not in str(CalendarLink.objects.values().get())
    assert token not in member.get(reverse("core:profile")).content.decode()
    assert page.headers["Cache-Control"].count("no-store") == 1


def test_new_link_ends_the_one_before_and_a_revoked_one_opens_nothing(client_for, client):
    member = client_for("Partneransvarig")
    first = address(member.user)
    second = address(member.user)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    member.post(reverse("core:calendar_link_revoke"))
    assert client.get(second).status_code == 404


def test_link_of_somebody_who_may_not_log_in_any_more_opens_nothing(client, reader):
    url = address(reader)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "å"])
def test_guessed_link_opens_nothing(client, reader, token):
    address(reader)
    assert client.get(f"/kalender/{token}.ics").status_code == 404
