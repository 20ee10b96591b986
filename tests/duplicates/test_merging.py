"""What a merge moves, and what stands in its way."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core.errors import StaleVersion
from core.history import changes
from crm.models import Affiliation, Company, Contact, Interaction, Sponsorship
from crm.services.interactions import NextUp, log_interaction, plan_next_step
from crm.services.people import move_contact, save_affiliation
from crm.services.related_rows import Moving, pointers, what_moves
from duplicates.models import Pair
from duplicates.services.merging import AlreadyMerged, CannotMerge, SameRecord, merge, undo_merge
from tests.campaigns.boards import contest
from tests.crm.ways_to_reach import reachable
from tests.duplicates.merges import busy_pair, everything, merge_form
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    make_orgnr,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def by():
    return UserFactory()


def test_everything_that_points_at_it_is_moved(by):
    lost, kept = busy_pair()
    person = Contact.objects.get(first_name="Eva")
    done = merge(lost=lost, kept=kept, take={"orgnr", "trade"}, by=by)
    kept.refresh_from_db()
    assert not Company.objects.filter(pk=done.lost).exists()
    assert (kept.trade, kept.orgnr is None, kept.other_names) == ("Åkeri", False, "Hjulspåret")
    assert Company.objects.matching("hjulspåret").get() == kept
    assert sorted(tag.name for tag in kept.tags.all()) == ["lokalt", "transport"]
    assert kept.interactions.count() == 2
    assert [len(i.companies.all()) for i in Interaction.objects.all()] == [1, 1]
    assert kept.sponsorships.get().next_steps.get().company == kept
    moved = person.affiliations.get()
    assert (moved.company, moved.is_primary) == (kept, False)
    assert kept.affiliations.get(is_primary=True) != moved


def test_history_of_both_tells_and_the_timeline_has_the_story_of_what_moved(by, client_for):
    lost, kept = busy_pair()
    key = lost.pk
    merge(lost=lost, kept=kept, by=by)
    words = "Hjulspåret slogs ihop med Åkeriet AB"
    assert [changes(Company.objects.get(pk=kept.pk))[0].reason, changes(Company(pk=key))[0].reason] == [words, words]
    items = client_for("Läsare").get(kept.get_absolute_url()).context["timeline"]
    assert [item.content.get_stage_display() for item in items if item.kind == "sponsorship"] == ["Tecknat", "Uppslag"]


OF_A_COMPANY = ("detail", "edit", "timeline", "certificate", "handover", "next")


@pytest.mark.parametrize("name", [*(f"crm:company_{name}" for name in OF_A_COMPANY), "duplicates:company_merge_with"])
def test_old_address_leads_to_the_one_kept_also_through_two_merges(by, client_for, name):
    first, second, third = (CompanyFactory(), CompanyFactory(), CompanyFactory())
    keys = first.pk, second.pk
    merge(lost=first, kept=second, by=by)
    merge(lost=second, kept=third, by=by)
    client = client_for("Partneransvarig")
    for key in keys:
        response = client.get(reverse(name, args=[key]))
        assert response.headers["Location"] == reverse(name, args=[third.pk])
    assert client.get(reverse(name, args=[999999])).status_code == 404


def test_people_are_merged_with_all_that_is_theirs(by):
    company = CompanyFactory()
    kept = contact_at(company, first_name="Eva", last_name="Ek", role="")
    lost = contact_at(company, first_name="Eva", last_name="Ekh", role="Vd", phone="070-174 06 05")
    save_affiliation(lost.affiliations.get(), is_primary=True)
    AffiliationFactory(contact=lost, role="Styrelseledamot")
    InteractionFactory(companies=[company], contacts=[lost, kept])
    signed = signed_sponsorship(company=company, signed_by=lost)
    before = everything()
    done = merge(lost=lost, kept=kept, take={"phone"}, by=by)
    kept.refresh_from_db()
    assert (kept.phone.as_e164, kept.other_names) == ("+46701740605", "Eva Ekh")
    assert kept.affiliations.get(company=company).is_primary  # the same role told twice, and the first contact stays
    assert kept.affiliations.count() == 2
    assert [list(i.contacts.all()) for i in Interaction.objects.all()] == [[kept]]
    signed.refresh_from_db()
    assert signed.signed_by == kept
    undo_merge(done, by=by)
    assert everything() == before


def roles_of(contact: Contact) -> list[tuple]:
    return list(contact.affiliations.order_by("pk").values_list("company__name", "role", "starts", "ends"))


def test_role_told_twice_is_told_whole(by):
    company, first, last = CompanyFactory(name="Ek"), dt.date(2020, 1, 1), timezone.localdate() + dt.timedelta(30)
    kept, lost = contact_at(company, role=""), contact_at(company, role="Vd", starts=first)
    save_affiliation(lost.affiliations.get(), ends=last)
    before = everything()
    done = merge(lost=lost, kept=kept, by=by)
    assert roles_of(kept) == [("Ek", "Vd", first, last)]
    undo_merge(done, by=by)
    assert everything() == before


def test_role_that_is_over_is_not_the_one_that_goes_on(by):
    company, day = CompanyFactory(name="Ek"), timezone.localdate() - dt.timedelta(30)
    kept, lost = contact_at(company, role="Vd"), contact_at(company, role="Vd")
    save_affiliation(lost.affiliations.get(), ends=day)
    merge(lost=lost, kept=kept, by=by)
    assert roles_of(kept) == [("Ek", "Vd", None, None), ("Ek", "Vd", None, day)]


def test_change_of_jobs_ahead_ends_the_role_at_the_company_left_whoever_is_kept(by):
    old, new, day = CompanyFactory(name="Ek"), CompanyFactory(name="Al"), timezone.localdate() + dt.timedelta(20)
    kept, lost = contact_at(old, role="Vd"), contact_at(old, role="Vd")
    ahead = move_contact(contact=lost, to_company=new, on=day).role
    before = everything()
    done = merge(lost=lost, kept=kept, by=by)
    eve = day - dt.timedelta(1)
    assert roles_of(kept) == [("Ek", "Vd", None, eve), ("Al", "", day, None)]
    undo_merge(done, by=by)
    assert everything() == before
    merge(lost=lost, kept=kept, by=by)
    save_affiliation(Affiliation.objects.get(pk=ahead.pk), starts=day + dt.timedelta(5))
    assert roles_of(kept)[0] == ("Ek", "Vd", None, eve + dt.timedelta(5))


# --- Refused ---------------------------------------------------------------------------------------


def test_overlapping_sponsorships_on_one_goal_are_named_and_nothing_is_merged(by):
    lost, kept = CompanyFactory(), CompanyFactory()
    one = signed_sponsorship(company=lost)
    signed_sponsorship(company=lost, goal=get_goal(2))
    other = signed_sponsorship(company=kept, starts=dt.date(2027, 12, 31), ends=dt.date(2028, 12, 30))
    before = everything()
    with pytest.raises(CannotMerge) as refused:
        merge(lost=lost, kept=kept, by=by)
    words = "Båda har tecknat sponsorskap på målet Ingen hemlöshet under samma tid: %s och %s."
    assert refused.value.objections == [words % (one.agreement_no, other.agreement_no)]
    assert everything() == before


def test_sponsorships_one_after_the_other_are_no_hindrance(by):
    lost, kept = CompanyFactory(), CompanyFactory()
    signed_sponsorship(company=lost)
    signed_sponsorship(company=kept, starts=dt.date(2028, 1, 1), ends=dt.date(2028, 12, 31))
    merge(lost=lost, kept=kept, by=by)
    assert kept.sponsorships.count() == 2


def test_competition_between_the_two_is_named(by):
    competition, (team, rival) = contest("Åkeriet", "Bageriet")
    with pytest.raises(CannotMerge) as refused:
        merge(lost=team.company, kept=rival.company, by=by)
    assert refused.value.objections == [f"Båda har lag i tävlingen {competition}."]


def test_team_moves_with_its_company_and_back(by):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    kept = CompanyFactory(name="Åkeriet AB")
    before = everything()
    done = merge(lost=team.company, kept=kept, by=by)
    team.refresh_from_db()
    assert team.company == kept
    undo_merge(done, by=by)
    assert everything() == before


def test_company_is_not_merged_with_itself_nor_with_one_that_is_gone(by):
    lost, kept, late = CompanyFactory(), CompanyFactory(), CompanyFactory()
    with pytest.raises(SameRecord):
        merge(lost=kept, kept=kept, by=by)
    merge(lost=Company.objects.get(pk=lost.pk), kept=kept, by=by)
    for pair in ({"lost": lost, "kept": late}, {"lost": late, "kept": lost}):
        with pytest.raises(AlreadyMerged):
            merge(**pair, by=by)


def test_what_does_not_hold_is_refused_by_field(by):
    lost, kept = CompanyFactory(), CompanyFactory()
    Company.objects.filter(pk=lost.pk).update(invoice_email="inte en adress")
    with pytest.raises(ValidationError) as refused:
        merge(lost=lost, kept=kept, take={"invoice_email"}, by=by)
    assert list(refused.value.message_dict) == ["invoice_email"]
    assert Company.objects.filter(pk=lost.pk).exists()


def test_row_that_somebody_saved_meanwhile_stops_the_merge(by, monkeypatch):
    lost, kept = CompanyFactory(), CompanyFactory()
    sponsorship = SponsorshipFactory(company=lost)
    claim = Sponsorship.claim_version

    def slow(row):
        Sponsorship.objects.filter(pk=sponsorship.pk).update(version=row.version + 1)
        claim(row)

    monkeypatch.setattr(Sponsorship, "claim_version", slow)
    with pytest.raises(StaleVersion):
        merge(lost=lost, kept=kept, by=by)


# --- Whatever is added later -----------------------------------------------------------------------


@pytest.mark.parametrize("model", [Company, Contact])
def test_every_relation_to_it_is_moved_or_knowingly_left(model):
    """History and pairs stay behind; whatever else points at it, in whatever app, a merge moves."""
    found = {
        field
        for each in apps.get_models(include_auto_created=True)
        for field in each._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.model is model
    }
    left = {f for f in found if hasattr(f.model, "history_type") or issubclass(f.model, Pair)}
    assert found - left == set(pointers(model))
    assert len(pointers(model)) >= 6


@pytest.mark.parametrize("model", [Company, Contact])
def test_nothing_points_at_it_in_a_way_that_no_foreign_key_shows(model):
    """A generic relation would be missed: say here how it is moved before adding one."""
    assert [field for field in model._meta.private_fields if field.is_relation] == []


def test_page_says_what_will_be_moved():
    lost, _kept = busy_pair()
    assert {moving.words: moving.number for moving in what_moves(lost)} == {
        "Uppdrag": 1,
        "Kontakter": 2,
        "Nästa steg": 1,
        "Sponsorskap": 1,
        "Etiketter": 2,
    }
    lost.interactions.first().delete()
    assert Moving("Kontakt", 1) in what_moves(lost)


def test_numbers_to_choose_between_are_written_as_people_write_them(client_for):
    numbers = make_orgnr(1), make_orgnr(2)
    one, other = (CompanyFactory(orgnr=number) for number in numbers)
    form = merge_form(client_for, one, other)
    assert [words for _side, words in form.fields["orgnr"].choices] == [f"{n[:6]}-{n[6:]}" for n in numbers]


# --- Who comes to write about it afterwards --------------------------------------------------------


def test_contact_logged_on_a_company_that_is_merged_lands_on_the_one_kept(by):
    lost, kept = CompanyFactory(), CompanyFactory()
    person, same = contact_at(lost), ContactFactory()
    merge(lost=Company.objects.get(pk=lost.pk), kept=kept, by=by)
    merge(lost=Contact.objects.get(pk=person.pk), kept=same, by=by)
    logged = log_interaction(
        by=by, companies=[lost, kept], contacts=[person], next_up=NextUp(on=dt.date(2099, 12, 1), what="Ring")
    )
    assert (list(logged.companies.all()), list(logged.contacts.all())) == ([kept], [same])
    assert logged.next_steps.get().company == kept
    assert plan_next_step(company=lost, what="Ring", due_on=dt.date(2099, 12, 1), assignee=by).company == kept


def test_merge_keeps_those_of_both():
    kept = reachable(other_emails="", other_phones="")
    lost = contact_at(CompanyFactory(), email="ek@annan.example", phone="08-12 34 56", other_emails="e@tredje.example")
    merge(lost=lost, kept=kept, by=UserFactory())
    kept.refresh_from_db()
    assert kept.emails == ["eva@akeri.example", "ek@annan.example", "e@tredje.example"]
    assert [phone.as_e164 for phone in kept.phones] == ["+46701740605", "+468123456"]


def test_merging_warns_of_dialogues_that_would_be_two(client_for):
    one, other = SponsorshipFactory(), SponsorshipFactory()
    SponsorshipFactory(company=other.company, goal=get_goal(2))
    url = reverse("duplicates:company_merge", args=[one.company_id, other.company_id])
    warnings = client_for("Partneransvarig").get(url).context["warnings"]
    assert [one.agreement_no in words and other.agreement_no in words for words in warnings] == [False, True]
