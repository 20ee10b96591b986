"""What a coordinator sees and reports by the personal link."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from campaigns.models import Entry, EntryPicture
from campaigns.services.activities import MOST_WAITING, TooManyWaiting, decline_entry
from campaigns.services.lifecycle import freeze_board
from campaigns.services.teams import withdraw_team
from tests.campaigns.boards import contest, photo
from tests.campaigns.factories import A_DAY, give, make_activity, make_competition, make_team
from tests.campaigns.jury_factories import make_entry, upload
from tests.campaigns.pages import text_of
from tests.factories import CompanyFactory, UserFactory
from tests.workplaces.factories import by_link, coordinated
from workplaces.models import Proposal
from workplaces.services.personal_links import make_link

pytestmark = [pytest.mark.django_db, pytest.mark.database("workplaces.services.coordinators")]


def test_page_has_the_team_its_result_and_what_may_be_shared(client):
    _competition, (team, rival) = contest("Åkeriet", "Bageriet")
    give(team, 300), give(rival, 200)
    _link, secret = coordinated(team)
    page = text_of(client.get(by_link("coordinator", secret)))
    assert "500 kr" in page
    assert "Ni har samlat in 300 kr" in page
    assert f"/lag/{team.code}/" in page
    assert str(_link.holder) not in page


def test_collection_promises_no_points_and_compares_with_nobody(client):
    _competition, (team,) = contest("Lagret", kind="collection")
    _link, secret = coordinated(team)
    asked = text_of(client.get(by_link("activity_report", secret)))
    assert ("Sedan kan det synas på tavlan" in asked, "poäng" in asked) == (True, False)
    assert "alla lag" not in text_of(client.get(by_link("coordinator", secret)))


def test_page_costs_as_many_queries_for_one_entry_as_for_ten(client, django_assert_num_queries):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    url = by_link("coordinator", secret)
    client.get(url)
    make_entry(team)
    with django_assert_num_queries(18):
        client.get(url)
    for _number in range(9):
        make_entry(team)
    with django_assert_num_queries(18):
        client.get(url)


def test_frozen_board_hides_gifts_since_from_the_coordinator_too(client):
    competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    give(team, 300)
    freeze_board(competition)
    give(team, 999)
    _link, secret = coordinated(team)
    page = text_of(client.get(by_link("coordinator", secret)))
    assert ("300 kr" in page, "1 299 kr" in page) == (True, False)


def test_in_a_draft_the_coordinator_sets_name_and_number(client):
    team = make_team(make_competition(kind="open"), name="Lager", heads=None)
    link, secret = coordinated(team)
    answer = client.post(by_link("team_report", secret), {"name": "Lagret", "heads": "12"})
    page = text_of(client.get(by_link("coordinator", secret)))
    assert ("Inte öppen än" in page, "Utkast" in page) == (True, False)
    team.refresh_from_db()
    confirmed = (team.heads_confirmed_by, team.heads_confirmed_on)
    assert (answer.status_code, team.name, team.heads, confirmed) == (
        302,
        "Lagret",
        12,
        ("Kim Ek", timezone.localdate()),
    )
    assert team.history.latest().history_change_reason == f"Personlig länk {link.pk}: samordnare"


def test_after_the_opening_name_and_number_wait_for_staff(client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    url = by_link("team_report", secret)
    asked = client.post(url, {"name": "Åkeriet", "heads": "14", "participants": ""})
    assert set(asked.context["form"].errors) == {"reason"}
    client.post(url, {"name": "Åkarna", "heads": "14", "participants": "7", "reason": "Fyra nya"})
    team.refresh_from_db()
    proposal = Proposal.objects.get()
    assert (team.name, team.heads, team.participants) == ("Åkeriet", 10, 7)
    assert (proposal.changes, proposal.reason) == ({"name": ["Åkeriet", "Åkarna"], "heads": [10, 14]}, "Fyra nya")


def test_activity_is_reported_with_pictures_from_a_phone(client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    link, secret = coordinated(team)
    data = {
        "activity": make_activity().pk,
        "title": "Fika",
        "text": "",
        "took_part": "6",
        "happened_on": A_DAY.isoformat(),
        "picture_1": upload(),
        "form_token": "ett",
    }
    asked = client.post(by_link("activity_report", secret), data)
    assert set(asked.context["form"].errors) == {"alt_1"}
    for _twice in range(2):
        sent = data | {"alt_1": "Ett fikabord", "picture_1": upload()}
        assert client.post(by_link("activity_report", secret), sent).status_code == 302
    entry = Entry.objects.get()
    assert (entry.team, entry.state, [picture.alt for picture in entry.pictures.all()]) == (
        team,
        "pending",
        ["Ett fikabord"],
    )
    assert entry.history.latest().history_change_reason == link.trace
    picture = entry.pictures.get()
    assert client.get(by_link("activity_picture", secret, picture.pk))["Cache-Control"] == "private, no-cache, no-store"
    client.post(by_link("activity_picture_drop", secret, picture.pk))
    client.post(by_link("activity_change", secret, entry.pk), data | {"title": "Kafferep"})
    entry.refresh_from_db()
    assert (entry.title, entry.pictures.count()) == ("Kafferep", 0)


def test_declined_entry_says_why_and_cannot_be_changed(client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    entry = make_entry(team)
    decline_entry(entry, by=UserFactory(), reason="Det var före starten")
    assert "Det var före starten" in text_of(client.get(by_link("coordinator", secret)))
    assert client.get(by_link("activity_change", secret, entry.pk)).status_code == 404


def test_team_that_has_left_reports_nothing(client):
    _competition, (team, *_others) = contest("Åkeriet", "Bageriet", "Caféet")
    _link, secret = coordinated(team)
    withdraw_team(team, by=UserFactory(), reason="Flyttar")
    answer = client.post(by_link("team_report", secret), {"name": "Åkeriet", "heads": "10", "participants": "4"})
    assert answer.context["form"].non_field_errors() == ["Laget har gått ur tävlingen."]
    assert client.get(by_link("coordinator", secret)).status_code == 200


def test_poster_leads_to_the_team_page(client):
    competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    page = text_of(client.get(by_link("team_poster", secret)))
    assert (team.code in page, competition.name in page) == (True, True)


def report(client, secret: str, number: int = 0, **fields):
    data = {"activity": make_activity().pk, "title": f"Fika {number}", "took_part": "6"}
    data["happened_on"] = A_DAY.isoformat()
    return client.post(by_link("activity_report", secret), data | fields)


def test_link_does_not_fill_the_disk(client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    for _number in range(MOST_WAITING):
        make_entry(team)
    asked = report(client, secret)
    assert (asked.context["form"].non_field_errors(), team.entries.count()) == (
        [str(TooManyWaiting.message)],
        MOST_WAITING,
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PNG = photo().read()


NO_PICTURES = [
    ("bild.png", SVG),
    ("bild.jpg", b"GIF89a" + SVG),
    ("bild.png", PNG[:8] + b"\0\0\0\rIHDR" + b"\xff" * 8 + PNG[24:]),
    ("bild.png", b"PK\x03\x04" + b"\0" * 100),
    ("bild.html", b"<script>alert(1)</script>"),
    ("bild.jpg", b""),
    ("../../bild.jpg", b"\xff\xd8\xff" + b"\xff" * 100_000),
]


@pytest.mark.parametrize(("name", "content"), [("bild.svg", SVG), *NO_PICTURES])
def test_file_that_is_no_picture_is_refused_beside_its_field(name, content, client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    asked = report(client, secret, picture_1=SimpleUploadedFile(name, content), alt_1="Fika")
    assert (asked.status_code, set(asked.context["form"].errors), team.entries.count()) == (200, {"picture_1"}, 0)


@pytest.mark.parametrize(("name", "content"), [("bild.svg", PNG), ("bild.svg", b"<svg>"), *NO_PICTURES])
def test_file_that_is_no_logo_is_refused_beside_its_field(name, content, client):
    company = CompanyFactory()
    _link, secret = make_link("sponsor", company, by=None)
    details = {"name": company.name, "logo": SimpleUploadedFile(name, content)}
    asked = client.post(by_link("details_change", secret), details)
    assert (asked.status_code, set(asked.context["form"].errors)) == (200, {"logo"})


def test_picture_carries_nothing_behind_its_end(client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    report(client, secret, picture_1=SimpleUploadedFile("b.png", PNG + SVG), alt_1="Fika")
    _link, sponsors = make_link("sponsor", team.company, by=None)
    sent = {"name": team.company.name, "logo": SimpleUploadedFile("b.png", PNG + SVG)}
    client.post(by_link("details_change", sponsors), sent)
    stored = [EntryPicture.objects.get().image, Proposal.objects.get().logo]
    assert [b"<svg" in file.read() for file in stored] == [False, False]
    unguessable = re.compile(r"\w+/[0-9a-f/-]+\.(jpg|png)")
    assert [file.name for file in stored if not unguessable.fullmatch(file.name)] == []
