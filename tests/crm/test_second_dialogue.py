"""A second open dialogue about the same company, goal and tier is shown, and opened only when it is meant."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from crm.models import Sponsorship, Stage
from crm.services.renewals import change_tier, renew_sponsorship
from crm.services.sponsorships import (
    DialogueIsOpen,
    create_sponsorship,
    decline_sponsorship,
    move_sponsorship,
    update_sponsorship,
)
from imports.models import ImportKind
from tests.factories import (
    CompanyFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    get_tier,
    signed_sponsorship,
)
from tests.imports.drafts import draft, read_in

pytestmark = pytest.mark.django_db


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def about(dialogue: Sponsorship) -> dict:
    return {"company": dialogue.company, "goal": dialogue.goal, "tier": dialogue.tier, "owner": dialogue.owner}


def refused_field(call, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        call(*args, **kwargs)
    return list(refused.value.message_dict)


def test_service_opens_a_second_one_only_when_meant():
    first = SponsorshipFactory()
    assert refused_field(create_sponsorship, **about(first)) == ["another"]
    assert Sponsorship.objects.count() == 1
    assert create_sponsorship(another=True, **about(first)).stage == Stage.LEAD


@pytest.mark.parametrize("differs", ["company", "goal", "tier"])
def test_dialogue_about_something_else_needs_no_yes(differs):
    other = {"company": CompanyFactory, "goal": lambda: get_goal(2), "tier": lambda: get_tier("Partner")}[differs]()
    create_sponsorship(**about(SponsorshipFactory()) | {differs: other})
    assert Sponsorship.objects.count() == 2


def test_dialogue_after_a_declined_or_signed_one_needs_no_yes():
    create_sponsorship(**about(decline_sponsorship(SponsorshipFactory(), reason="Nej")))
    create_sponsorship(**about(signed_sponsorship()))
    assert Sponsorship.objects.open().count() == 2


def test_form_leads_to_the_open_one_and_takes_a_yes(client_for):
    first = SponsorshipFactory()
    client, url = client_for("Partneransvarig"), reverse("crm:sponsorship_create")
    typed = {"company_0": first.company_id, "company_1": first.company.name, "version": 1}
    typed |= {"goal": first.goal_id, "tier": first.tier_id, "owner": client.user.pk}
    assert "another" not in client.get(url).context["form"].fields
    page = client.post(url, typed)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["another"])
    assert f'href="{first.get_absolute_url()}"' in str(page.context["form"].errors["another"])
    assert client.post(url, typed | {"another": "on"}).status_code == 302
    assert Sponsorship.objects.open().count() == 2


def test_api_refuses_a_second_one_until_told_that_it_is_meant(api_client_for):
    first = SponsorshipFactory()
    client, url = api_client_for("Partneransvarig"), "/api/v1/sponsorships/"
    sent = {"company": first.company_id, "goal": first.goal_id, "tier": first.tier_id}
    refused = client.post(url, sent)
    assert (refused.status_code, list(refused.json())) == (400, ["another"])
    made = client.post(url, sent | {"another": True})
    assert (made.status_code, "another" in made.json()) == (201, False)


def test_dialogue_moved_to_the_same_tier_is_asked_about():
    first = SponsorshipFactory()
    second = SponsorshipFactory(company=first.company, tier=get_tier("Partner"))
    assert refused_field(update_sponsorship, second, tier=first.tier) == ["another"]
    second = Sponsorship.objects.get(pk=second.pk)
    assert update_sponsorship(second, payment_note="Två gånger").tier == get_tier("Partner")
    assert update_sponsorship(second, tier=first.tier, another=True).tier == first.tier
    # What has been said once is not asked again when something else is changed.
    assert update_sponsorship(second, tier=first.tier, payment_note="En gång").payment_note == "En gång"


def test_declined_dialogue_that_another_followed_is_not_taken_up():
    declined = decline_sponsorship(SponsorshipFactory(), reason="Nej")
    followed = create_sponsorship(**about(declined))
    with pytest.raises(DialogueIsOpen, match=followed.agreement_no):
        move_sponsorship(declined, to=Stage.LEAD)
    decline_sponsorship(followed, reason="Nej")
    assert move_sponsorship(declined, to=Stage.LEAD).stage == Stage.LEAD


def test_renewal_is_asked_about_when_it_is_talked_about_already(client_for):
    signed = signed_sponsorship()
    talk = create_sponsorship(**about(signed))
    assert refused_field(renew_sponsorship, signed) == ["another"]
    client, url = client_for("Partneransvarig"), reverse("crm:sponsorship_renew", args=[signed.pk])
    form = client.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    typed |= {"goal": signed.goal_id, "tier": signed.tier_id, "owner": client.user.pk}
    page = client.post(url, typed)
    assert talk.get_absolute_url() in str(page.context["form"].errors["another"])
    assert client.post(url, typed | {"another": "on"}).status_code == 302


def test_tier_is_not_changed_to_one_that_is_talked_about():
    signed = signed_sponsorship()
    talk = SponsorshipFactory(company=signed.company, tier=get_tier("Partner"))
    terms = {"starts": dt.date(2027, 7, 1), "tier": talk.tier, "amount": 75000, "signed_on": signed.signed_on}
    assert refused_field(change_tier, signed, reason="Mer", **terms) == ["tier"]
    decline_sponsorship(talk, reason="Blev ett nivåbyte")
    assert change_tier(Sponsorship.objects.get(pk=signed.pk), reason="Mer", **terms).tier == talk.tier


def test_merging_warns_of_dialogues_that_would_be_two(client_for):
    one, other = SponsorshipFactory(), SponsorshipFactory()
    SponsorshipFactory(company=other.company, goal=get_goal(2))
    url = reverse("duplicates:company_merge", args=[one.company_id, other.company_id])
    warnings = client_for("Partneransvarig").get(url).context["warnings"]
    assert [one.agreement_no in words and other.agreement_no in words for words in warnings] == [False, True]


# --- Import ---------------------------------------------------------------------------------------

HEAD = ["Företag", "Mål", "Nivå", "Från", "Till och med", "Belopp per år", "Läge", "Tecknat den"]


def row(dialogue: Sponsorship, starts: str, ends: str, stage: str, signed_on: str = "") -> list[str]:
    return [dialogue.company.name, "Ingen hemlöshet", "Sponsor", starts, ends, "45000", stage, signed_on]


@pytest.mark.parametrize("dates", [{}, {"starts": None, "ends": None}])
def test_import_of_what_is_signed_signs_the_open_dialogue(dates):
    dialogue, by = SponsorshipFactory(**dates), UserFactory(role="Partneransvarig")
    signed = row(dialogue, "2027-02-01", "2028-01-31", "Tecknat", "2026-11-20")
    read_in(ImportKind.SPONSORSHIP, [HEAD, signed], by=by)
    stored = Sponsorship.objects.get()
    assert (stored.pk, stored.stage, stored.starts, stored.amount) == (
        dialogue.pk,
        Stage.SIGNED,
        dt.date(2027, 2, 1),
        45000,
    )


def test_import_of_an_open_row_goes_on_with_the_dialogue_there_is():
    dialogue, by = SponsorshipFactory(), UserFactory(role="Partneransvarig")
    read_in(ImportKind.SPONSORSHIP, [HEAD, row(dialogue, "2027-03-01", "2027-12-31", "Möte")], by=by)
    stored = Sponsorship.objects.get()
    assert (stored.pk, stored.stage, stored.starts) == (dialogue.pk, Stage.MEETING, dt.date(2027, 3, 1))


def test_import_of_an_older_agreement_leaves_the_dialogue_about_a_later_period():
    dialogue, by = SponsorshipFactory(), UserFactory(role="Partneransvarig")
    old = row(dialogue, "2024-01-01", "2024-12-31", "Tecknat", "2023-11-20")
    read_in(ImportKind.SPONSORSHIP, [HEAD, old], by=by)
    dialogue.refresh_from_db()
    assert (dialogue.stage, Sponsorship.objects.signed().count()) == (Stage.LEAD, 1)


def test_import_asks_which_of_two_dialogues_is_meant():
    dialogue, by = SponsorshipFactory(), UserFactory(role="Partneransvarig")
    SponsorshipFactory(company=dialogue.company, starts=dt.date(2027, 6, 1))
    signed = row(dialogue, "2027-02-01", "2028-01-31", "Tecknat", "2026-11-20")
    batch = draft(ImportKind.SPONSORSHIP, [HEAD, signed], by=by)
    assert (batch.rows.get(number=2).status, Sponsorship.objects.signed().count()) == ("wrong", 0)


def test_import_of_two_periods_opens_two_dialogues():
    company, by = CompanyFactory(), UserFactory(role="Partneransvarig")
    lead = Sponsorship(company=company)
    periods = [("2027-01-01", "2027-12-31"), ("2028-01-01", "2028-12-31")]
    read_in(ImportKind.SPONSORSHIP, [HEAD, *(row(lead, *period, "Uppslag") for period in periods)], by=by)
    assert Sponsorship.objects.open().count() == 2
