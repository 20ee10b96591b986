"""The public form for enquiries."""

import datetime as dt
import time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inbox.forms.enquiries import make_stamp
from inbox.models import Enquiry, EnquiryState
from inbox.services.enquiries import TooManyEnquiries
from tests.factories import CompanyFactory, get_goal, make_enquiry, make_orgnr
from tests.inbox.enquiries import errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGE = reverse("inbox:enquiry")
THANKS = reverse("inbox:enquiry_thanks")


def written(**fields):
    """A submission ten seconds after the form was shown."""
    return {
        "company_name": "Åkeriet AB",
        "person_name": "Kim Karlsson",
        "email": "kim@akeriet.example",
        "consent": "on",
        "stamp": make_stamp(time.time() - 10),
        **fields,
    }


def test_enquiry_is_stored_with_its_goals(client):
    goals = [get_goal(3), get_goal(5)]
    fields = {"orgnr": "556703-7485", "phone": "070-174 06 05", "message": "Hej!", "goals": [g.pk for g in goals]}
    response = client.post(PAGE, written(**fields))
    assert response.headers["Location"] == THANKS
    enquiry = Enquiry.objects.get()
    assert (enquiry.company_name, enquiry.person_name, enquiry.email) == (
        "Åkeriet AB",
        "Kim Karlsson",
        "kim@akeriet.example",
    )
    assert (enquiry.orgnr, enquiry.phone.as_e164, enquiry.message) == ("5567037485", "+46701740605", "Hej!")
    assert (list(enquiry.goals.all()), enquiry.state, enquiry.language) == (goals, EnquiryState.NEW, "sv")
    assert "127.0.0.1" not in enquiry.sender
    thanks = client.get(THANKS)
    assert (thanks.status_code, "no-store" in thanks.headers["Cache-Control"]) == (200, True)


def test_only_company_name_and_email_are_required(client):
    assert client.post(PAGE, written()).status_code == 302
    response = Client().post(PAGE, {"stamp": make_stamp(time.time() - 10)})
    assert set(errors_of(response)) == {"company_name", "person_name", "email", "consent"}


def test_errors_are_at_their_fields_and_input_is_kept(client):
    response = client.post(PAGE, written(orgnr="556703-7486", message="Långt brev", goals=[get_goal(2).pk]))
    assert errors_of(response) == {"orgnr": ["Kontrollsiffran stämmer inte. Jämför numret med företagets papper."]}
    form = response.context["form"]
    assert (form["message"].value(), form["orgnr"].value()) == ("Långt brev", "556703-7486")
    assert "checked" in str(form["goals"])
    assert not Enquiry.objects.exists()


def test_known_company_gets_the_same_response_as_an_unknown_one(client):
    CompanyFactory(name="Åkeriet AB", orgnr="5567037485")
    known = client.post(PAGE, written(orgnr="556703-7485"))
    unknown = client.post(PAGE, written(orgnr=make_orgnr(1)))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert client.get(PAGE).content.count(b"keriet") == 0


def test_honeypot_field_drops_bots_silently(client):
    response = client.post(PAGE, written(reference="https://spam.example"))
    assert response.headers["Location"] == THANKS
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (lambda: make_stamp(time.time() + 60), "Det gick väldigt fort."),
        (lambda: make_stamp(time.time() - 60 * 60 * 25), "Sidan har varit öppen länge."),
        (lambda: "påhittad", "Sidan har varit öppen länge."),
        (lambda: "", "Sidan har varit öppen länge."),
    ],
)
def test_a_form_sent_too_fast_or_too_late_is_asked_for_again(stamp, words, client):
    response = client.post(PAGE, written(stamp=stamp(), message="Kvar"))
    assert [error.startswith(words) for error in errors_of(response)["__all__"]] == [True]
    assert response.context["form"]["message"].value() == "Kvar"
    assert not Enquiry.objects.exists()


def test_an_old_page_gets_a_stamp_that_works(client):
    response = client.post(PAGE, written(stamp=make_stamp(time.time() - 60 * 60 * 25)))
    stamp = response.context["form"]["stamp"].value()
    assert stamp not in {"", None}
    assert client.post(PAGE, written(stamp=stamp)).context["form"].non_field_errors()[0].startswith("Det gick väldigt")


def test_form_and_response_are_in_the_requested_language(client):
    page = client.get(f"{PAGE}?lang=en")
    assert (page.headers["Content-Language"], b"Become a partner" in page.content) == ("en", True)
    response = client.post(f"{PAGE}?lang=en", written())
    assert response.headers["Location"] == f"{THANKS}?lang=en"
    assert Enquiry.objects.get().language == "en"
    assert client.get(PAGE).headers["Content-Language"] == "sv"


def test_the_website_may_link_to_the_form_with_a_goal_chosen(client):
    form = client.get(f"{PAGE}?goal=3&goal=x&goal=99999999999999999999").context["form"]
    assert form["goals"].value() == [get_goal(3).pk]


@pytest.mark.parametrize("goal", ["9" * 20, "9" * 5000, "-1", "x", "999"])
def test_unknown_goal_is_an_error_at_the_field(goal, client):
    form = client.post(PAGE, written(goals=[goal])).context["form"]
    assert (list(form.errors), form["email"].value()) == (["goals"], written()["email"])
    assert not Enquiry.objects.exists()


def test_the_form_is_guarded_against_other_sites():
    forged = Client().post(PAGE, written(), headers={"Sec-Fetch-Site": "cross-site"})
    ours = Client(enforce_csrf_checks=True).post(PAGE, written(), headers={"Sec-Fetch-Site": "same-origin"})
    assert (forged.status_code, ours.status_code, ours.cookies) == (403, 302, {})


def test_posts_from_one_address_leave_no_more_than_its_limit(client):
    codes = [client.post(PAGE, written(message=str(number))).status_code for number in range(12)]
    assert codes == [302] * 5 + [429] * 7
    assert Enquiry.objects.count() == 5


def test_flood_from_few_addresses_does_not_block_others(client, settings):
    settings.PROXIES, settings.ENQUIRIES_PER_DAY, settings.ENQUIRIES_MOST_PER_DAY = 1, 10, 1000

    def post(number):
        return client.post(PAGE, written(), headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code

    flood = [post(number) for _round in range(4) for number in range(4)]
    assert (flood.count(302), flood.count(429)) == (10, 6)
    assert [post(number) for number in range(100, 120)] == [302] * 20
    assert post(100) == 429


def test_posts_from_any_number_of_addresses_leave_no_more_than_the_limit_of_all(client, settings):
    settings.PROXIES, settings.ENQUIRIES_PER_DAY, settings.ENQUIRIES_MOST_PER_DAY = 1, 5, 20
    codes = [
        client.post(PAGE, written(), headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number in range(40)
    ]
    assert (codes.count(302), codes.count(429)) == (20, 20)
    assert Enquiry.objects.count() == 20


def test_form_sent_twice_is_one_enquiry(client):
    sent = written()
    assert [client.post(PAGE, sent).headers["Location"] for _time in range(6)] == [THANKS] * 6
    assert Enquiry.objects.count() == 1


def test_stamp_is_good_for_one_enquiry(client):
    sent = written()
    client.post(PAGE, sent)
    response = client.post(PAGE, sent | {"message": "Något annat"})
    assert [error.startswith("Formuläret är redan skickat") for error in errors_of(response)["__all__"]] == [True]
    assert response.context["form"]["message"].value() == "Något annat"
    assert response.context["form"]["stamp"].value() != sent["stamp"]
    assert Enquiry.objects.count() == 1


def test_other_goals_are_something_new(client):
    sent = written(goals=[get_goal(1).pk])
    assert [client.post(PAGE, sent).status_code for _ in range(2)] == [302, 302]
    response = client.post(PAGE, sent | {"goals": [get_goal(1).pk, get_goal(2).pk]})
    assert response.status_code == 200
    assert "redan skickat" in response.context["form"].non_field_errors()[0]
    assert response.context["form"]["goals"].value() == [str(get_goal(1).pk), str(get_goal(2).pk)]
    assert [goal.number for goal in Enquiry.objects.get().goals.all()] == [1]


def test_stamps_of_the_same_second_differ():
    assert make_stamp(1) != make_stamp(1)


def test_throttled_sender_keeps_input_and_may_post_an_hour_later(client):
    for _number in range(5):
        client.post(PAGE, written())
    stopped = client.post(PAGE, written(message="Viktigt"))
    assert stopped.status_code == 429
    assert stopped.context["form"]["message"].value() == "Viktigt"
    Enquiry.objects.update(received_at=timezone.now() - dt.timedelta(hours=1, seconds=1))
    assert client.post(PAGE, written(message="Viktigt")).status_code == 302


def test_address_is_throttled_by_its_own_posts_only():
    for _number in range(5):
        make_enquiry(address="203.0.113.9")
    with pytest.raises(TooManyEnquiries):
        make_enquiry(address="203.0.113.9")
    make_enquiry(address="203.0.113.10")
