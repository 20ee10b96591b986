import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from campaigns.models import Entry, EntryPicture, EntryState
from campaigns.models.results import facts_of, obstacles
from campaigns.services.activities import (
    MOST_PICTURES,
    AlreadyDecided,
    NotDecided,
    NotInCatalogue,
    NotTakingEntries,
    TooManyPictures,
    add_entry,
    add_picture,
    approve_entry,
    decline_entry,
    remove_picture,
    send_back_entry,
    update_entry,
)
from campaigns.services.competitions import amend_terms
from core.errors import Refusal, StaleVersion
from core.services import save_record
from tests.campaigns.boards import decided
from tests.campaigns.factories import A_DAY, CLOSES, make_activity, make_competition, make_team, running_duel
from tests.campaigns.jury_factories import from_a_camera, make_entry, make_juror, make_picture, upload
from tests.factories import UserFactory
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def team():
    competition, team, _rival = running_duel()
    team.competition = competition
    return team


def entry_form(team, **fields) -> dict:
    return {
        "team": team.pk,
        "activity": make_activity().pk,
        "title": "Kakor",
        "text": "Vi bakade.",
        "took_part": "5",
        "happened_on": "2026-11-10",
        **fields,
    }


def listed(client, **query) -> list[str]:
    return [row.record.title for row in client.get(reverse("campaigns:entry_list"), query).context["table"].rows]


# --- Entering and deciding ------------------------------------------------------------------------


def test_entry_waits_until_somebody_approves_it_and_then_counts(team):
    entry = make_entry(team)
    competition = team.competition
    assert entry.state == EntryState.PENDING
    assert facts_of(competition, [team])[0].activities == ()
    by = UserFactory()
    approve_entry(entry, by=by)
    assert (entry.state, entry.decided_by, entry.decided_at is not None) == (EntryState.APPROVED, by, True)
    (activity,) = facts_of(competition, [team])[0].activities
    assert (activity.kind, activity.points, activity.cap) == ("Kakförsäljning", 10, 2)


def test_no_more_took_part_than_the_team_has_heads(team):
    assert make_entry(team, took_part=8).took_part == 8
    with pytest.raises(ValidationError) as error:
        make_entry(team, took_part=9)
    assert error.value.message_dict == {"took_part": ["Fler kan inte ha varit med än de 8 som finns i laget."]}


@pytest.mark.parametrize("day", [dt.date(2026, 11, 1), CLOSES + dt.timedelta(days=1)])
def test_a_day_outside_the_competition_is_refused(team, day):
    with pytest.raises(ValidationError) as error:
        make_entry(team, happened_on=day)
    assert set(error.value.message_dict) == {"happened_on"}


def test_entry_belongs_to_a_team_of_the_competition_and_to_its_catalogue(team):
    entry = make_entry(team)
    _other, stranger, _rival = running_duel()
    with pytest.raises(ValidationError):
        update_entry(entry, team=stranger)
    with pytest.raises(NotInCatalogue):
        make_entry(team, activity="Något nytt")


def test_entries_are_taken_only_while_the_competition_runs(team):
    draft = make_team(make_competition())
    with pytest.raises(NotTakingEntries):
        add_entry(team=draft, activity=make_activity(), title="Kakor", happened_on=A_DAY)
    _competition, (winner, _loser) = decided(("Åkeriet", 100), ("Bageriet", 50))
    with pytest.raises(NotTakingEntries):
        make_entry(winner)


def test_declining_and_sending_back_need_a_reason(team):
    entry = make_entry(team)
    with pytest.raises(Refusal, match="Skriv ett skäl"):
        decline_entry(entry, by=UserFactory(), reason="  ")
    decline_entry(entry, by=UserFactory(), reason="Samma sak två gånger")
    assert (entry.state, entry.reason) == (EntryState.DECLINED, "Samma sak två gånger")
    with pytest.raises(Refusal, match="Skriv ett skäl"):
        send_back_entry(entry, reason="")
    send_back_entry(entry, reason="Vi hade fel")
    assert (entry.state, entry.decided_by, entry.decided_at) == (EntryState.PENDING, None, None)
    with pytest.raises(NotDecided):
        send_back_entry(entry, reason="En gång till")


def test_an_entry_declined_while_the_days_were_others_does_not_come_in_by_the_back_door():
    competition, team, _rival = running_duel()
    by = UserFactory()
    entry = decline_entry(make_entry(team), by=by, reason="Inte än")
    amend_terms(competition, by=by, reason="Kortare", closes_on=A_DAY - dt.timedelta(days=1))
    send_back_entry(entry, reason="En gång till")
    with pytest.raises(ValidationError, match="Välj en dag däremellan"):
        approve_entry(entry, by=by)
    assert decline_entry(entry, by=by, reason="För sent").state == EntryState.DECLINED


def test_what_is_decided_is_neither_changed_nor_decided_again(team):
    entry = make_entry(team, approved=True)
    with pytest.raises(AlreadyDecided):
        update_entry(entry, title="Bullar")
    with pytest.raises(AlreadyDecided):
        decline_entry(entry, by=UserFactory(), reason="Ändrat mig")
    with pytest.raises(AlreadyDecided):
        approve_entry(entry, by=UserFactory())


def test_entry_changed_since_it_was_seen_is_not_approved(team):
    entry = make_entry(team)
    seen = Entry.objects.get(pk=entry.pk)
    update_entry(entry, took_part=1)
    with pytest.raises(StaleVersion):
        approve_entry(seen, by=UserFactory())


def test_pending_entries_prevent_a_decision(team):
    competition = team.competition
    make_entry(team, title="Ett")
    make_entry(team, title="Två")
    make_entry(team, approved=True)
    assert [each.count for each in obstacles(competition, A_DAY) if each.kind == "entries"] == [2]


# --- Pictures -------------------------------------------------------------------------------------


def test_picture_is_kept_upright_and_without_place_time_or_name_of_the_file(team):
    sent = upload("Robins mobil 2026.jpg", size=(40, 20), exif=from_a_camera())
    assert b"Kamera" in sent.read()
    picture = add_picture(entry=make_entry(team), image=sent, alt="En kaka")
    with picture.image.open() as file:
        kept = file.read()
    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.format, opened.size, dict(opened.getexif())) == ("JPEG", (20, 40), {})
    assert b"Kamera" not in kept
    assert "Robin" not in picture.image.name


def test_large_picture_is_kept_in_the_size_that_is_shown(team):
    picture = add_picture(entry=make_entry(team), image=upload(size=(4000, 1000)), alt="Ett långbord")
    assert (picture.image.width, picture.image.height) == (1600, 400)


@pytest.mark.parametrize(
    "sent",
    [
        SimpleUploadedFile("bild.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png"),
        SimpleUploadedFile("bild.jpg", b"\xff\xd8\xff\xe0 half a picture", content_type="image/jpeg"),
    ],
)
def test_file_that_is_no_picture_inside_is_refused(team, client_for, sent):
    entry = make_entry(team)
    with pytest.raises(ValidationError):
        add_picture(entry=entry, image=sent, alt="En kaka")
    sent.seek(0)
    response = client_for("Tävlingsledare").post(
        reverse("campaigns:entry_picture_add", args=[entry.pk]), {"image": sent, "alt": "En kaka"}
    )
    assert set(response.context["form"].errors) == {"image"}
    assert EntryPicture.objects.count() == 0


def test_gif_that_calls_itself_png_is_refused(team):
    with pytest.raises(ValidationError, match="går inte att läsa"):
        add_picture(entry=make_entry(team), image=upload("bild.png", kind="GIF"), alt="En kaka")


def test_picture_needs_words_for_whoever_does_not_see_it(team, client_for):
    entry = make_entry(team)
    url = reverse("campaigns:entry_picture_add", args=[entry.pk])
    client = client_for("Tävlingsledare")
    assert set(client.post(url, {"image": upload(), "alt": ""}).context["form"].errors) == {"alt"}
    response = client.post(url, {"image": upload(), "alt": "En kaka"})
    assert (response.status_code, response.url) == (302, f"{entry.get_absolute_url()}#pictures")
    assert 'alt="En kaka"' in client.get(entry.get_absolute_url()).content.decode()


def test_an_entry_has_room_for_so_many_pictures(team):
    entry = make_entry(team)
    for number in range(MOST_PICTURES):
        make_picture(entry, alt=f"Bild {number}")
    with pytest.raises(TooManyPictures):
        make_picture(entry)


def test_picture_taken_away_is_gone_from_the_disk_too(team, django_capture_on_commit_callbacks):
    picture = make_picture(make_entry(team))
    name = picture.image.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture)
    assert not default_storage.exists(name)
    assert EntryPicture.objects.count() == 0


def test_picture_is_served_to_those_who_may_see_entries_and_to_jurors_once_approved(team, client_for):
    pending, approved = make_picture(make_entry(team)), make_picture(make_entry(team, approved=True))
    urls = [reverse("campaigns:entry_picture", args=[picture.pk]) for picture in (pending, approved)]

    def answers(client):
        return [client.get(url).status_code for url in urls]

    assert answers(client_for("Läsare")) == [200, 200]
    stranger, juror = client_for(), client_for()
    make_juror(team.competition, user=juror.user)
    other, _team, _rival = running_duel()
    make_juror(other, user=stranger.user)
    assert answers(stranger) == [403, 403]
    assert answers(juror) == [403, 200]
    response = client_for("Läsare").get(urls[0])
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/jpeg", "private, no-cache")


# --- Pages ----------------------------------------------------------------------------------------


def test_entry_is_entered_approved_and_sent_back_on_pages(client_for, team):
    client = client_for("Tävlingsledare")
    url = reverse("campaigns:entry_create", args=[team.competition_id])
    page = client.get(url)
    assert "Kakförsäljning, 10 poäng, högst 2 räknas" in page.content.decode()
    client.post(url, entry_form(team))
    entry = Entry.objects.get()
    assert (entry.team, entry.title, entry.took_part, entry.state) == (team, "Kakor", 5, "pending")
    back = reverse("campaigns:entry_list") + "?state=pending"
    response = client.post(
        reverse("campaigns:entry_approve", args=[entry.pk]), {"version": entry.version, "next": back}
    )
    assert (response.status_code, response.url) == (302, back)
    entry.refresh_from_db()
    assert (entry.state, entry.decided_by) == ("approved", client.user)
    client.post(
        reverse("campaigns:entry_send_back", args=[entry.pk]), {"version": entry.version, "reason": "Fel antal"}
    )
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("pending", "Fel antal")
    assert "Skickat tillbaka: Fel antal" in client.get(entry.get_absolute_url()).content.decode()


def test_declining_from_the_list_without_a_reason_asks_for_it_and_comes_back(client_for, team):
    client = client_for("Tävlingsledare")
    entry = make_entry(team)
    url = reverse("campaigns:entry_decline", args=[entry.pk])
    back = reverse("campaigns:entry_list")
    asked = client.post(url, {"version": entry.version, "reason": "", "next": back})
    assert set(asked.context["form"].errors) == {"reason"}
    response = client.post(asked.context["action"], {"version": entry.version, "reason": "Dubblett"})
    assert response.url == back
    entry.refresh_from_db()
    assert (entry.state, entry.decided_by) == ("declined", client.user)


def test_a_page_on_another_site_is_no_way_back(client_for, team):
    entry = make_entry(team)
    response = client_for("Tävlingsledare").post(
        reverse("campaigns:entry_approve", args=[entry.pk]), {"next": "https://example.org/"}
    )
    assert response.url == entry.get_absolute_url()


def test_approving_what_was_changed_meanwhile_says_so(client_for, team):
    client = client_for("Tävlingsledare")
    entry = make_entry(team)
    update_entry(Entry.objects.get(pk=entry.pk), took_part=1)
    page = client.post(
        reverse("campaigns:entry_approve", args=[entry.pk]), {"version": entry.version}, follow=True
    ).content.decode()
    assert "Någon annan har ändrat uppgifterna" in page
    entry.refresh_from_db()
    assert entry.state == "pending"


def test_errors_keep_input(client_for, team):
    response = client_for("Tävlingsledare").post(
        reverse("campaigns:entry_create", args=[team.competition_id]), entry_form(team, took_part="9")
    )
    assert response.context["form"].errors == {"took_part": ["Fler kan inte ha varit med än de 8 som finns i laget."]}
    assert "Vi bakade." in response.content.decode()


def test_form_offers_only_teams_and_activities_of_the_competition(client_for, team):
    running_duel()
    make_activity("Något nytt")
    form = (
        client_for("Tävlingsledare").get(reverse("campaigns:entry_create", args=[team.competition_id])).context["form"]
    )
    assert set(form.fields["team"].queryset) == set(team.competition.teams.all())
    assert "Något nytt" not in str(form["activity"])


def test_entry_page_of_a_draft_sends_the_person_away_with_words(client_for):
    url = reverse("campaigns:entry_create", args=[make_competition().pk])
    page = client_for("Tävlingsledare").get(url, follow=True).content.decode()
    assert "Tävlingsbidrag läggs in medan tävlingen pågår." in page


def test_list_has_pending_entries_first_and_counts_and_filters(client_for, team):
    rival = team.competition.teams.exclude(pk=team.pk).get()
    make_entry(team, title="Godkänd", approved=True, happened_on=A_DAY + dt.timedelta(days=1))
    make_entry(rival, title="Väntar", activity="Quiz")
    client = client_for("Läsare")
    assert listed(client) == ["Väntar", "Godkänd"]
    assert listed(client, state="approved") == ["Godkänd"]
    assert listed(client, competition=team.competition_id, team=rival.pk) == ["Väntar"]
    assert listed(client, activity=make_activity("Quiz").pk) == ["Väntar"]
    _other, stranger, _rival = running_duel()
    assert listed(client, competition=stranger.competition_id) == []
    response = client.get(reverse("campaigns:entry_list"))
    assert response.context["counts"] == [("Väntar", 1), ("Godkänd", 1), ("Underkänd", 0)]
    only = client.get(reverse("campaigns:entry_list"), {"state": "approved"})
    assert only.context["counts"] == [("Väntar", 0), ("Godkänd", 1), ("Underkänd", 0)]


@pytest.mark.parametrize(("role", "sees"), [("Läsare", False), ("Ekonomi", False), ("Tävlingsledare", True)])
def test_only_those_who_decide_see_the_buttons(client_for, team, role, sees):
    entry = make_entry(team)
    approve = reverse("campaigns:entry_approve", args=[entry.pk])
    client = client_for(role)
    for url in (reverse("campaigns:entry_list"), entry.get_absolute_url()):
        assert (approve in client.get(url).content.decode()) == sees


def test_list_costs_the_same_queries_for_one_entry_and_thirty(client_for, team, django_assert_num_queries):
    client = client_for("Tävlingsledare")
    make_entry(team, title="Ett")
    url = reverse("campaigns:entry_list")
    with django_assert_num_queries(11):
        assert client.get(url).context["count"] == 1
    for number in range(29):
        make_picture(make_entry(team, title=f"Bidrag {number}", approved=number % 2 == 0))
    with django_assert_num_queries(11):
        assert client.get(url).context["count"] == 30


def test_list_is_downloaded_as_filtered(client_for, team):
    make_entry(team, title="Godkänd", approved=True)
    make_entry(team, title="Väntar")
    response = client_for("Läsare").get(reverse("campaigns:entry_list"), {"state": "approved", "export": "xlsx"})
    book = book_of(response)
    (row,) = book["Tävlingsbidrag"].iter_rows(min_row=2, max_row=2, max_col=7, values_only=True)
    assert (row[5].date(), row[6]) == (A_DAY, 3)
    assert row[:5] == ("Duellen", team.name, "Kakförsäljning", "Godkänd", None)


def test_stale_entry_is_refused_and_its_input_kept(client_for, team):
    entry = make_entry(team)
    save_record(Entry.objects.get(pk=entry.pk), title="Bullar")
    response = client_for("Tävlingsledare").post(
        reverse("campaigns:entry_edit", args=[entry.pk]), entry_form(team, version=entry.version, title="Tårta")
    )
    assert response.status_code == 409
    assert 'value="Tårta"' in response.content.decode()
