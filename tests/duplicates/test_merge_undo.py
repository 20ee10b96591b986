"""A merge is undone exactly, or refused with the reason."""

import pytest

from core.services import save_record
from core.undo import AlreadyUndone, CannotReturn, TouchedSince
from crm.models import Company, Interaction, Merge, Sponsorship
from crm.services.companies import save_company
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import update_sponsorship
from duplicates.services.merging import merge, undo_merge
from tests.duplicates.merges import busy_pair, everything
from tests.factories import CompanyFactory, NextStepFactory, PauseFactory, UserFactory, make_orgnr, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def by():
    return UserFactory()


def test_undo_puts_every_row_back_exactly(by):
    lost, kept = busy_pair()
    before = everything()
    done = merge(lost=lost, kept=kept, take={"orgnr", "trade", "name"}, both={"notes"}, by=by)
    assert everything() != before
    undo_merge(done, by=by)
    assert everything() == before
    assert Company.objects.matching("hjulspåret").get().pk == done.lost


def test_undone_merge_can_be_made_anew_and_is_undone_once(by):
    lost, kept = busy_pair()
    done = merge(lost=lost, kept=kept, by=by)
    undo_merge(done, by=by)
    with pytest.raises(AlreadyUndone):
        undo_merge(done, by=by)
    merge(lost=lost, kept=kept, by=by)
    assert Merge.objects.count() == 1


# --- Refused ---------------------------------------------------------------------------------------


def test_undo_is_refused_by_what_was_changed_since(by):
    lost, kept = busy_pair()
    done = merge(lost=lost, kept=kept, by=by)
    sponsorship = Sponsorship.objects.get()
    update_sponsorship(sponsorship, payment_note="Faktura i mars")
    linked = Interaction.objects.earliest("pk")
    linked.companies.set([CompanyFactory()])
    before = everything()
    with pytest.raises(TouchedSince) as refused:
        undo_merge(done, by=by)
    assert str(refused.value) == (
        "Det går inte att ångra, för detta har ändrats sedan dess: "
        f"sponsorskap {sponsorship.agreement_no} Åkeriet AB, kontakt {linked}."
    )
    assert everything() == before


@pytest.mark.parametrize("what", ["renewal", "step", "pause"])
def test_undo_is_refused_by_what_came_later_about_a_sponsorship_that_would_go_back(by, what):
    lost, kept = CompanyFactory(name="Ett"), CompanyFactory(name="Två")
    signed = signed_sponsorship(company=lost)
    done = merge(lost=lost, kept=kept, by=by)
    signed.refresh_from_db()
    later = {
        "renewal": lambda: renew_sponsorship(signed),
        "step": lambda: NextStepFactory(company=kept, sponsorship=signed),
        "pause": lambda: PauseFactory(company=kept, sponsorship=signed),
    }[what]()
    before = everything()
    with pytest.raises(TouchedSince) as refused:
        undo_merge(done, by=by)
    assert str(later) in str(refused.value)
    assert everything() == before
    later.delete()
    undo_merge(done, by=by)


def test_undo_is_refused_when_the_one_kept_has_another_name_for_what_it_took_over(by):
    lost, kept = CompanyFactory(name="Ett", trade="Åkeri"), CompanyFactory(name="Två")
    done = merge(lost=lost, kept=kept, take={"trade"}, by=by)
    kept.refresh_from_db()
    save_company(kept, city="Köping")  # nothing that the merge touched
    save_company(kept, trade="Bageri")
    with pytest.raises(TouchedSince, match="företag Två"):
        undo_merge(done, by=by)
    save_company(kept, trade="Åkeri")
    undo_merge(done, by=by)
    kept.refresh_from_db()
    assert (kept.trade, kept.city) == ("", "Köping")


def test_undo_is_refused_when_the_number_has_been_taken(by):
    lost, kept = CompanyFactory(orgnr=make_orgnr(90005)), CompanyFactory()
    done = merge(lost=lost, kept=kept, by=by)
    CompanyFactory(orgnr=make_orgnr(90005))
    with pytest.raises(CannotReturn, match="Det finns redan ett företag med det organisationsnumret"):
        undo_merge(done, by=by)


def test_later_merge_is_undone_first(by):
    first, second, third = CompanyFactory(), CompanyFactory(), CompanyFactory()
    key = first.pk
    one = merge(lost=first, kept=second, by=by)
    two = merge(lost=second, kept=third, by=by)
    with pytest.raises(TouchedSince):
        undo_merge(one, by=by)
    undo_merge(two, by=by)
    assert Merge.objects.place_of(Company, key) == one.kept
    undo_merge(one, by=by)
    assert Merge.objects.place_of(Company, key) is None


# --- Pages -----------------------------------------------------------------------------------------


def test_undo_that_is_refused_says_so_on_its_page(client_for, by):
    lost, kept = CompanyFactory(), CompanyFactory()
    step = NextStepFactory(company=lost)
    done = merge(lost=lost, kept=kept, by=by)
    step.refresh_from_db()
    save_record(step, what="Något annat")
    response = client_for("Partneransvarig").post(done.get_absolute_url())
    assert response.context["form"].non_field_errors() == [
        "Det går inte att ångra, för detta har ändrats sedan dess: nästa steg Något annat."
    ]
