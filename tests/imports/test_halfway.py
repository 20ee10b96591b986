"""An import is written in turns: what stops it halfway leaves something that is seen, gone on with or taken back."""

import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from core.errors import Refusal
from core.models import Change
from crm.models import Company, Sponsorship, Stage
from crm.services.companies import save_company
from crm.services.sponsorships import sign_sponsorship
from goals.models import TierOffer
from imports.models import ImportKind, ImportState, RowStatus
from imports.services.commit import LeftHalfway, RowFailed, commit_import
from imports.services.drafts import AlreadyRead
from imports.services.model_resource import ModelResource
from imports.services.row_undo import TouchedSince
from imports.services.states import AnotherHalfway
from imports.services.tier_capacity import Room
from imports.services.undo import undo_import
from tests.factories import SIGNED_ON, CompanyFactory, UserFactory, get_goal, get_tier
from tests.imports.drafts import draft, read_in

pytestmark = pytest.mark.django_db

HEAD = ["Namn", "Ort"]
ROWS = [["Ett", "Sala"], ["Två", "Sala"], ["Tre", "Sala"]]


class Killed(BaseException):
    """Nothing of ours sees it coming."""


@pytest.fixture
def user():
    return UserFactory(role="Partneransvarig")


@pytest.fixture(autouse=True)
def _one_row_a_turn(monkeypatch):
    monkeypatch.setattr(ModelResource, "batch_size", 1)


def killed_after(number: int):
    def tell(done: int):
        if done == number:
            raise Killed

    return tell


def cut_off(user, *, after: int = 2, table=(HEAD, *ROWS)):
    batch = draft(ImportKind.COMPANY, list(table), by=user)
    with pytest.raises(Killed):
        commit_import(batch, by=user, tell=killed_after(after))
    batch.refresh_from_db()
    assert (batch.state, batch.changes.count()) == (ImportState.READING, after)
    return batch


def names() -> list[str]:
    return list(Company.objects.order_by("pk").values_list("name", flat=True))


def test_what_is_left_of_a_list_is_read_in_and_all_of_it_is_taken_back(user):
    batch = cut_off(user)
    assert names() == ["Ett", "Två"]
    with pytest.raises(AlreadyRead):
        commit_import(batch, by=user)
    commit_import(batch, by=user, go_on=True)
    batch.refresh_from_db()
    assert (batch.state, names()) == (ImportState.DONE, ["Ett", "Två", "Tre"])
    undo_import(batch, by=user)
    assert (names(), Change.objects.filter(undone=False).count()) == ([], 0)


def test_what_was_read_in_of_a_list_is_taken_back_and_it_is_a_draft_again(user):
    batch = undo_import(cut_off(user), by=user, go_on=True)
    assert (batch.state, names()) == (ImportState.DRAFT, [])
    commit_import(batch, by=user)
    assert names() == ["Ett", "Två", "Tre"]


def test_no_other_list_is_read_in_before_the_one_that_was_cut_off_is_seen_to(user):
    other = draft(ImportKind.COMPANY, [HEAD, ["Fyra", "Sala"]], by=user)
    batch = cut_off(user)
    with pytest.raises(AnotherHalfway, match=r"lista\.xlsx läses in eller ångras just nu"):
        commit_import(other, by=user)
    commit_import(batch, by=user, go_on=True)
    commit_import(other, by=user)
    assert names() == ["Ett", "Två", "Tre", "Fyra"]


def test_receipt_counts_no_row_that_was_passed_over(client_for, user):
    batch = cut_off(user)
    CompanyFactory(name="Tre", orgnr=None)
    page = client_for("Partneransvarig").post(reverse("imports:import_commit", args=[batch.pk]), follow=True)
    assert "2 rader är importerade." in [str(message) for message in page.context["messages"]]


def test_a_row_that_has_become_another_meanwhile_is_passed_over_and_told(user):
    batch = cut_off(user)
    CompanyFactory(name="Tre", orgnr=None)
    commit_import(batch, by=user, go_on=True)
    row = batch.rows.get(number=4)
    assert (row.status, names()) == (RowStatus.WRONG, ["Ett", "Två", "Tre"])
    assert row.mistakes == [["", "", "Raden hade blivit en annan när importen lästes in färdigt."]]


def test_a_row_that_fails_takes_those_before_it_back(user, monkeypatch):
    there = CompanyFactory(name="Ett", city="Västerås", orgnr=None)
    batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=user)

    def take_the_name_of_the_last(done: int):
        monkeypatch.setattr(Company, "clean", refuse_the_last)

    def refuse_the_last(company):
        if company.name == "Tre":
            raise ValidationError({"name": "Upptaget."})

    with pytest.raises(RowFailed, match="Rad 4, Tre: Upptaget"):
        commit_import(batch, by=user, tell=take_the_name_of_the_last)
    batch.refresh_from_db()
    there.refresh_from_db()
    assert (batch.state, names(), there.city) == (ImportState.DRAFT, ["Ett"], "Västerås")
    assert Change.objects.count() == 0


def test_what_somebody_works_on_meanwhile_is_not_taken_back_with_the_rest(user, monkeypatch):
    batch = draft(ImportKind.COMPANY, [HEAD, *ROWS], by=user)

    def refuse_the_last(company):
        if company.name == "Tre":
            raise ValidationError({"name": "Upptaget."})

    def work(done: int):
        if done == 2:
            save_company(Company.objects.get(name="Ett"), city="Köping")
            monkeypatch.setattr(Company, "clean", refuse_the_last)

    with pytest.raises(LeftHalfway):
        commit_import(batch, by=user, tell=work)
    batch.refresh_from_db()
    assert (batch.state, names()) == (ImportState.READING, ["Ett", "Två"])


def test_taking_back_that_was_cut_off_is_gone_on_with(user):
    CompanyFactory(name="Ett", city="Västerås", orgnr=None)
    batch = read_in(ImportKind.COMPANY, [HEAD, *ROWS], by=user)
    with pytest.raises(Killed):
        undo_import(batch, by=user, tell=killed_after(1))
    batch.refresh_from_db()
    assert (batch.state, batch.changes.count()) == (ImportState.UNDOING, 2)
    batch = undo_import(batch, by=user, go_on=True)
    assert (batch.state, batch.undone_by, names()) == (ImportState.UNDONE, user, ["Ett"])
    assert Company.objects.get().city == "Västerås"


def test_what_somebody_works_on_while_it_is_taken_back_stands_as_read_in(user):
    CompanyFactory(name="Ett", city="Västerås", orgnr=None)
    batch = read_in(ImportKind.COMPANY, [HEAD, *ROWS], by=user)

    def work(done: int):
        save_company(Company.objects.get(name="Två"), city="Köping")

    with pytest.raises(TouchedSince):
        undo_import(batch, by=user, tell=work)
    batch.refresh_from_db()
    assert (batch.state, batch.changes.count(), names()) == (ImportState.DONE, 2, ["Ett", "Två", "Tre"])


def test_the_page_of_one_that_was_cut_off_says_so_and_what_to_do(client, user):
    batch = cut_off(user)
    client.force_login(user)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "Importen blev avbruten när en del av raderna var inlästa." in page
    assert reverse("imports:import_undo", args=[batch.pk]) in page
    client.post(reverse("imports:import_commit", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, len(names())) == (ImportState.DONE, 3)


def test_one_that_was_cut_off_is_taken_back_from_its_page(client, user):
    batch = cut_off(user)
    client.force_login(user)
    page = client.post(reverse("imports:import_undo", args=[batch.pk]), follow=True).content.decode()
    assert "Det som hann läsas in är tillbakataget. Listan är ett utkast igen." in page
    assert names() == []


# --- What the preview foretells is what signing says ----------------------------------------------


def test_the_room_that_a_list_is_told_of_is_what_signing_leaves(user):
    """Random periods of few companies on offers of few seats: the same refusals, in the same order."""
    chance = random.Random(7)
    companies = [CompanyFactory() for _each in range(3)]
    TierOffer.objects.filter(tier=get_tier("Sponsor"), goal=get_goal(2)).delete()
    TierOffer.objects.filter(tier=get_tier("Partner")).update(seats=2)
    said, done, room = [], [], Room()
    for _row in range(60):
        starts = dt.date(2027, chance.randint(1, 12), 1)
        row = Sponsorship(
            company=chance.choice(companies),
            goal=get_goal(chance.randint(1, 2)),
            tier=get_tier(chance.choice(["Huvudpartner", "Partner", "Sponsor"])),
            starts=starts,
            ends=chance.choice([starts + dt.timedelta(days=chance.randint(0, 200)), None]),
            amount=chance.choice([1000, 1000, 0]),
            owner=user,
            stage=chance.choice([Stage.LEAD, Stage.LEAD, Stage.LEAD, Stage.DECLINED]),
            agreement_no=f"T{_row}",
        )
        said.append(refusal_of(lambda row=row: room.take(row, signs=True)))
        row.renews = None
        done.append(refusal_of(lambda row=row: signed(row)))
    assert said == done
    assert set(said) == {
        "",
        "Incomplete",
        "NoSeatLeft",
        "OfferMissing",
        "OverlappingSponsorship",
        "TransitionNotAllowed",
        "ValidationError",
    }


@transaction.atomic
def signed(row: Sponsorship):
    row.save()
    sign_sponsorship(row, signed_on=SIGNED_ON)


def refusal_of(work) -> str:
    try:
        work()
    except (Refusal, ValidationError) as refusal:
        return type(refusal).__name__
    return ""
