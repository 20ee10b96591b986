"""Personal links: secret, renewed, revoked, and no way to anything else."""

import datetime as dt

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from core.secret_links import WRITES_MOST, WRONG_MOST
from core.services import hash_of
from duplicates.services.merging import merge
from mailing.services.delivering import deliver_waiting
from privacy.services.erasing import erase
from privacy.services.people import subject_of
from tests.campaigns.boards import contest, entry_with_picture
from tests.campaigns.jury_factories import make_entry, make_juror
from tests.factories import CompanyFactory, UserFactory, contact_at
from tests.workplaces.factories import by_link, coordinated
from workplaces.models import WorkplaceLink
from workplaces.services.personal_links import make_link, renew_link, revoke_link

pytestmark = [pytest.mark.django_db, pytest.mark.database("core.secret_links")]


def status(client, secret: str) -> int:
    return client.get(by_link("coordinator", secret)).status_code


def test_link_opens_without_login_and_is_told_to_nobody(client):
    link, secret = coordinated()
    response = client.get(by_link("coordinator", secret))
    headers = {name: response[name] for name in ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")}
    assert headers == {
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "private, no-store",
    }
    assert (response.status_code, dict(response.cookies)) == (200, {})
    link.refresh_from_db()
    assert link.last_used_at is not None


def test_only_the_hash_of_the_secret_is_stored():
    link, secret = coordinated()
    stored = {str(value) for row in (link, link.history.get()) for value in vars(row).values()}
    assert (link.token_hash, any(secret in value for value in stored)) == (hash_of(secret), False)


def test_renewed_link_ends_the_old_one_at_once(client):
    link, old = coordinated()
    _link, new = renew_link(link, by=UserFactory())
    assert (status(client, old), status(client, new)) == (404, 200)


def test_revoked_link_opens_nothing(client):
    link, secret = coordinated()
    revoke_link(link, by=UserFactory())
    assert status(client, secret) == 404


def test_expired_link_opens_nothing(client):
    link, secret = coordinated()
    WorkplaceLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert status(client, secret) == 404


def test_link_of_another_kind_opens_nothing(client):
    _link, secret = make_link("sponsor", CompanyFactory(), by=None)
    assert status(client, secret) == 404


def test_link_gives_nothing_of_another_team(client):
    _competition, (team, rival) = contest("Åkeriet", "Bageriet")
    _link, secret = coordinated(team)
    entry, picture = make_entry(rival), entry_with_picture(rival)
    tried = [
        client.get(by_link("activity_change", secret, entry.pk)),
        client.get(by_link("activity_picture_add", secret, entry.pk)),
        client.get(by_link("activity_picture", secret, picture.pk)),
        client.post(by_link("activity_picture_drop", secret, picture.pk)),
    ]
    assert [response.status_code for response in tried] == [404] * 4
    assert rival.entries.count() == 2


def test_link_still_opens_when_company_and_holder_are_merged(client):
    link, secret = coordinated()
    kept, person = CompanyFactory(), contact_at(CompanyFactory())
    merge(lost=link.team.company, kept=kept, by=UserFactory())
    merge(lost=link.holder, kept=person, by=UserFactory())
    link = WorkplaceLink.objects.get(pk=link.pk)
    assert (status(client, secret), link.workplace, link.holder) == (200, kept, person)


def test_sponsor_link_follows_the_company_that_it_was_merged_into():
    lost, kept = CompanyFactory.create_batch(2)
    link, _secret = make_link("sponsor", lost, by=None)
    merge(lost=lost, kept=kept, by=UserFactory())
    link.refresh_from_db()
    assert link.company == kept


def test_who_tries_many_links_has_to_wait(client):
    answers = [status(client, f"gissning-{number}") for number in range(WRONG_MOST + 2)]
    assert answers == [404] * WRONG_MOST + [429] * 2


def test_link_sends_only_so_many_forms(client):
    _link, secret = coordinated()
    url = by_link("team_report", secret)
    answers = {client.post(url, {}).status_code for _try in range(WRITES_MOST)}
    assert (answers, client.post(url, {}).status_code) == ({200}, 429)


def test_forms_to_made_up_links_are_not_counted(client):
    _link, secret = coordinated()
    answers = [client.post(by_link("team_report", which), {}).status_code for which in ("gissning", secret)]
    counted = [cache.get(f"link-writes:{hash_of(which)}") for which in ("gissning", secret)]
    assert (answers, counted) == ([404, 200], [None, 1])


def test_link_ends_when_its_holder_is_erased(client):
    link, secret = coordinated()
    juror = make_juror(link.team.competition, name=str(link.holder))
    erase(subject_of(link.holder), by=UserFactory(), reason="Bad om det")
    sheet = client.get(reverse("board:juror", args=[juror.token]))
    assert (status(client, secret), sheet.status_code) == (404, 404)
    ended = AuditEntry.objects.filter(kind="key_revoked").values_list("subject", flat=True)
    assert sorted(ended) == ["campaigns.JurorLink", "workplaces.WorkplaceLink"]


def test_link_of_a_sole_trader_ends_when_the_person_is_erased(client):
    trader = CompanyFactory(is_sole_trader=True, orgnr="811218-9876", name="Kim Eks snickeri")
    _link, secret = make_link("sponsor", trader, by=None)
    assert client.get(by_link("sponsor", secret)).status_code == 200
    erase(subject_of(trader), by=UserFactory(), reason="Bad om det")
    assert client.get(by_link("sponsor", secret)).status_code == 404


def test_staff_hand_out_renew_and_revoke_a_link(client_for, client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    staff = client_for("Tävlingsledare")
    kim = contact_at(team.company, first_name="Kim", last_name="Ek", email="")
    create = reverse("workplaces:link_create", args=["coordinator", team.pk])
    shown = staff.post(create, {"holder_0": kim.pk, "holder_1": str(kim), "last_day": "2027-06-30"})
    link = WorkplaceLink.objects.get()
    secret = shown.context["address"].rstrip("/").rpartition("/")[2]
    assert (link.holder, link.token_hash, status(client, secret)) == (kim, hash_of(secret), 200)
    panel = reverse("workplaces:link_panel", args=["coordinator", team.pk])
    assert secret not in staff.get(panel).content.decode()
    renewed = staff.post(reverse("workplaces:link_renew", args=[link.pk]), {"last_day": "2027-06-30"})
    again = renewed.context["address"].rstrip("/").rpartition("/")[2]
    assert (status(client, secret), status(client, again)) == (404, 200)
    staff.post(reverse("workplaces:link_revoke", args=[link.pk]))
    assert status(client, again) == 404
    kinds = [entry.kind for entry in AuditEntry.objects.filter(subject="workplaces.WorkplaceLink").order_by("number")]
    assert kinds == ["key_made", "key_made", "key_revoked"]


def test_link_is_mailed_where_mail_goes_out(client_for):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    kim = contact_at(team.company, first_name="Kim", last_name="Ek", email="kim@akeriet.example")
    create = reverse("workplaces:link_create", args=["coordinator", team.pk])
    client_for("Tävlingsledare").post(create, {"holder_0": kim.pk, "holder_1": str(kim), "last_day": "2027-06-30"})
    deliver_waiting()
    (sent,) = mail.outbox
    assert (sent.to, "/l/lag/" in sent.body, "2027-06-30" in sent.body) == (["kim@akeriet.example"], True, True)


def test_readers_see_no_links(client_for):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    panel = reverse("workplaces:link_panel", args=["coordinator", team.pk])
    assert client_for("Läsare").get(panel).status_code == 403
