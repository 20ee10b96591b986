import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from core.errors import StaleVersion
from core.services import save_record
from crm.models import DELIVERY_TRANSITIONS, Delivery, DeliveryState, Proof
from crm.services.bulk_deliveries import SomeAreNotOwed, deliver_many
from crm.services.deliveries import (
    MOST_PROOFS,
    DeliveryMoveNotAllowed,
    NotDelivered,
    NothingPromised,
    ProofContent,
    TooManyProofs,
    add_proof,
    deliver,
    remove_proof,
    reopen_delivery,
    set_delivery_aside,
    set_used,
    start_delivery,
    update_delivery,
)
from crm.services.sponsorships import end_sponsorship, sign_sponsorship
from crm.services.undo_signing import unsign_sponsorship
from goals.services import BenefitTerms, save_offer
from tests.crm.delivery_factories import owed, photo_with_place, promise, today
from tests.factories import CompanyFactory, UserFactory, get_offer, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def reach(delivery: Delivery, state: DeliveryState) -> Delivery:
    """Take a planned delivery to the state."""
    match state:
        case DeliveryState.ONGOING:
            return start_delivery(delivery)
        case DeliveryState.DELIVERED:
            return deliver(delivery, by=UserFactory(), on=today())
        case DeliveryState.WAIVED | DeliveryState.VOID:
            return set_delivery_aside(delivery, to=state, reason="Skäl")
    return delivery


# --- Signing, ending, unsigning ---------------------------------------------------------------------


def test_signing_copies_quantity_value_day_and_doer_of_each_benefit():
    doer = UserFactory()
    sponsorship = promise(
        BenefitTerms(
            text="Föreläsning", quantity=2, market_value=Decimal(9000), due_rule="after_start", due_days=10, doer=doer
        ),
        BenefitTerms(text="Namn", doer_role="Kommunikation"),
    )
    talk, name = sponsorship.deliveries.all()
    assert (talk.quantity, talk.market_value, talk.due_on, talk.responsible, talk.state) == (
        2,
        Decimal(9000),
        today() - dt.timedelta(days=20),
        str(doer),
        "planned",
    )
    assert (name.due_on, name.doer, name.responsible) == (None, None, "Kommunikation")


def test_without_anybody_named_the_owner_of_the_sponsorship_does_it():
    delivery = owed()
    owner, other = delivery.sponsorship.owner, UserFactory()
    assert (delivery.responsible, list(Delivery.objects.done_by(owner))) == (str(owner), [delivery])
    save_record(delivery.sponsorship, owner=other)
    assert (list(Delivery.objects.done_by(owner)), list(Delivery.objects.done_by(other))) == ([], [delivery])


def test_benefit_of_every_year_is_promised_once_for_each_year():
    sponsorship = promise(
        BenefitTerms(text="Träff", due_rule="yearly", due_date=dt.date(2020, 5, 20)),
        starts=dt.date(2027, 1, 1),
        ends=dt.date(2029, 3, 31),
    )
    days = sponsorship.deliveries.order_by("due_on").values_list("due_on", flat=True)
    assert list(days) == [dt.date(2027, 5, 20), dt.date(2028, 5, 20)]


def test_later_changes_of_the_offer_change_nothing_promised():
    delivery = owed()
    save_offer(get_offer(), benefits=[BenefitTerms(text="Annat")])
    assert list(Delivery.objects.values_list("text", flat=True)) == [delivery.text]


def test_ending_early_keeps_what_was_due_by_then_and_sets_the_rest_aside():
    def on(days):
        return {"due_rule": "on_date", "due_date": today() + dt.timedelta(days=days)}

    sponsorship = promise(
        BenefitTerms(text="Förr", **on(-3)),
        BenefitTerms(text="Sista dagen", **on(0)),
        BenefitTerms(text="Senare", **on(1)),
        BenefitTerms(text="Utan dag"),
        BenefitTerms(text="Klar", **on(5)),
    )
    deliver(sponsorship.deliveries.get(text="Klar"), by=UserFactory(), on=today())
    end_sponsorship(sponsorship, on=today(), reason="Flyttade")
    reason = "Sponsorskapet avslutades i förtid: Flyttade"
    assert list(sponsorship.deliveries.values_list("text", "state", "reason")) == [
        ("Förr", "planned", ""),
        ("Sista dagen", "planned", ""),
        ("Senare", "void", reason),
        ("Utan dag", "void", reason),
        ("Klar", "delivered", ""),
    ]


def test_unsigning_sets_aside_what_is_owed_keeps_what_was_delivered_and_promises_it_once():
    sponsorship = promise(BenefitTerms(text="Logotyp"), BenefitTerms(text="Träff"))
    deliver(sponsorship.deliveries.get(text="Logotyp"), by=UserFactory(), on=today())
    unsign_sponsorship(sponsorship, by=UserFactory(), reason="Fel företag")
    dropped = sponsorship.deliveries.get(text="Träff")
    assert (dropped.state, dropped.reason) == ("void", "Tecknandet ångrades: Fel företag")
    with pytest.raises(NothingPromised):
        reopen_delivery(dropped)
    sign_sponsorship(sponsorship, signed_on=today())
    states = sponsorship.deliveries.order_by("text", "pk").values_list("text", "state")
    assert list(states) == [("Logotyp", "delivered"), ("Träff", "void"), ("Träff", "planned")]


def test_long_reason_for_ending_fits():
    delivery = owed(due=200)
    end_sponsorship(delivery.sponsorship, on=today(), reason="x" * 200)
    delivery.refresh_from_db()
    assert delivery.state == "void"


# --- States -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", DeliveryState)
@pytest.mark.parametrize("to", DeliveryState)
def test_only_the_moves_of_the_table_are_allowed(start, to):
    delivery = reach(owed(), start)
    moves = {
        DeliveryState.PLANNED: lambda: reopen_delivery(delivery),
        DeliveryState.ONGOING: lambda: start_delivery(delivery),
        DeliveryState.DELIVERED: lambda: deliver(delivery, by=UserFactory(), on=today()),
        DeliveryState.WAIVED: lambda: set_delivery_aside(delivery, to=DeliveryState.WAIVED, reason="Skäl"),
        DeliveryState.VOID: lambda: set_delivery_aside(delivery, to=DeliveryState.VOID, reason="Skäl"),
    }
    if to in DELIVERY_TRANSITIONS[start]:
        assert moves[to]().state == to
    else:
        with pytest.raises(DeliveryMoveNotAllowed):
            moves[to]()
        delivery.refresh_from_db()
        assert delivery.state == start


def test_delivered_shows_when_by_whom_and_whether_it_was_used():
    delivery, colleague = owed(), UserFactory()
    deliver(delivery, by=colleague, on=today(), used=True, proof=ProofContent(text="Syns på sidan"))
    delivery.refresh_from_db()
    assert (delivery.delivered_on, delivery.delivered_by, delivery.used) == (today(), colleague, True)
    assert [str(proof) for proof in delivery.proofs.all()] == ["Syns på sidan"]
    reopen_delivery(delivery)
    delivery.refresh_from_db()
    assert (delivery.delivered_on, delivery.delivered_by, delivery.used) == (None, None, None)
    assert delivery.proofs.count() == 1


def test_what_lies_ahead_is_not_delivered_yet():
    delivery = owed()
    with pytest.raises(ValidationError) as refused:
        deliver(delivery, by=UserFactory(), on=today() + dt.timedelta(days=1))
    assert refused.value.message_dict == {"delivered_on": ["Dagen har inte varit än."]}


def test_setting_aside_needs_a_reason_and_a_state_that_sets_aside():
    delivery = owed()
    with pytest.raises(ValidationError) as refused:
        set_delivery_aside(delivery, to=DeliveryState.WAIVED, reason="  ")
    assert list(refused.value.message_dict) == ["reason"]
    with pytest.raises(DeliveryMoveNotAllowed):
        set_delivery_aside(delivery, to=DeliveryState.ONGOING, reason="Skäl")


def test_only_what_is_delivered_can_be_used():
    delivery = owed()
    with pytest.raises(NotDelivered):
        set_used(delivery, used=True)
    deliver(delivery, by=UserFactory(), on=today())
    assert set_used(delivery, used=False).used is False


def test_delivery_marked_by_two_is_refused_to_the_second():
    delivery = owed()
    stale = Delivery.objects.get(pk=delivery.pk)
    deliver(delivery, by=UserFactory(), on=today())
    with pytest.raises(StaleVersion):
        set_delivery_aside(stale, to=DeliveryState.VOID, reason="Skäl")


def test_due_date_and_assignee_change_and_history_records_it():
    delivery = owed(due=3)
    update_delivery(delivery, due_on=today(), doer=None, doer_role="Köket")
    assert (delivery.history.count(), delivery.responsible) == (2, "Köket")


@pytest.mark.parametrize(
    "values",
    [
        {"state": "delivered"},
        {"delivered_on": dt.date(2026, 1, 1)},
        {"used": True},
        {"state": "waived"},
        {"reason": "Skäl"},
    ],
)
def test_database_refuses_a_state_without_its_facts(values):
    delivery = owed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**values)


# --- Many at once -----------------------------------------------------------------------------------


def test_one_benefit_is_delivered_to_all_with_the_same_proof():
    first = owed()
    second = signed_sponsorship(company=CompanyFactory(), starts=today(), ends=today()).deliveries.get()
    made = deliver_many(
        [first, second], by=UserFactory(), on=today(), proof=ProofContent(link="https://example.org/mal")
    )
    assert {delivery.state for delivery in made} == {"delivered"}
    assert Proof.objects.filter(link="https://example.org/mal").count() == 2


def test_when_one_of_many_is_done_already_nothing_is_written():
    first = owed()
    second = signed_sponsorship(company=CompanyFactory(), starts=today(), ends=today()).deliveries.get()
    deliver(second, by=UserFactory(), on=today())
    with pytest.raises(SomeAreNotOwed):
        deliver_many([first, second], by=UserFactory(), on=today())
    first.refresh_from_db()
    assert first.state == "planned"


# --- Proof ------------------------------------------------------------------------------------------


def test_photograph_is_kept_without_place_camera_and_name():
    proof = add_proof(delivery=owed(), proof=ProofContent(image=photo_with_place()))
    assert proof.image.name.startswith("proofs/")
    assert "IMG" not in proof.image.name
    with proof.image.open() as file, Image.open(file) as kept:
        assert (kept.format, dict(kept.getexif())) == ("JPEG", {})


@pytest.mark.parametrize("content", [b"", b"inte en bild"])
def test_file_that_is_no_picture_is_an_error_by_its_field(content):
    delivery = owed()
    file = SimpleUploadedFile("bild.jpg", content, content_type="image/jpeg")
    with pytest.raises(ValidationError) as refused:
        add_proof(delivery=delivery, proof=ProofContent(image=file, text="Bild"))
    assert list(refused.value.message_dict) == ["image"]
    assert not delivery.proofs.exists()


def test_empty_proof_is_refused_and_twelve_are_enough():
    delivery = owed()
    with pytest.raises(ValidationError):
        add_proof(delivery=delivery, proof=ProofContent())
    for number in range(MOST_PROOFS):
        add_proof(delivery=delivery, proof=ProofContent(text=f"Bevis {number}"))
    with pytest.raises(TooManyProofs):
        add_proof(delivery=delivery, proof=ProofContent(text="Ett till"))


def test_removed_proof_takes_its_file_along(django_capture_on_commit_callbacks):
    proof = add_proof(delivery=owed(), proof=ProofContent(image=photo_with_place()))
    storage, name = proof.image.storage, proof.image.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_proof(proof)
    assert (Proof.objects.exists(), storage.exists(name)) == (False, False)


# --- Searching --------------------------------------------------------------------------------------


def test_delivery_is_found_by_its_words_and_by_its_company():
    delivery = owed("Årets träff", company=CompanyFactory(name="Åkeriet AB"))
    found = [list(Delivery.objects.mentioning(text)) for text in ("ÅRETS", "träff årets", "åkeri", "frukost")]
    assert found == [[delivery], [delivery], [delivery], []]
