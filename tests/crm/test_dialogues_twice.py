"""A second open dialogue about the same company, goal and tier needs confirmation."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from crm.models import Sponsorship, Stage
from crm.services.amendments import change_tier
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import (
    DialogueIsOpen,
    create_sponsorship,
    decline_sponsorship,
    move_sponsorship,
    update_sponsorship,
)
from tests.factories import CompanyFactory, SponsorshipFactory, get_goal, get_tier, signed_sponsorship

pytestmark = pytest.mark.django_db


def about(dialogue: Sponsorship) -> dict:
    return {"company": dialogue.company, "goal": dialogue.goal, "tier": dialogue.tier, "owner": dialogue.owner}


def refused_field(call, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        call(*args, **kwargs)
    return list(refused.value.message_dict)


def test_service_opens_a_second_one_only_when_confirmed():
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


def test_form_leads_to_the_open_one_and_accepts_confirmation(client_for):
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


def test_api_refuses_a_second_one_until_confirmed(api_client_for):
    first = SponsorshipFactory()
    client, url = api_client_for("Partneransvarig"), "/api/v1/sponsorships/"
    sent = {"company": first.company_id, "goal": first.goal_id, "tier": first.tier_id}
    refused = client.post(url, sent)
    assert (refused.status_code, list(refused.json())) == (400, ["another"])
    made = client.post(url, sent | {"another": True})
    assert (made.status_code, "another" in made.json()) == (201, False)


def test_dialogue_moved_to_the_same_tier_needs_confirmation():
    first = SponsorshipFactory()
    second = SponsorshipFactory(company=first.company, tier=get_tier("Partner"))
    assert refused_field(update_sponsorship, second, tier=first.tier) == ["another"]
    second = Sponsorship.objects.get(pk=second.pk)
    assert update_sponsorship(second, payment_note="Två gånger").tier == get_tier("Partner")
    assert update_sponsorship(second, tier=first.tier, another=True).tier == first.tier
    # A later edit of another field needs no new confirmation.
    assert update_sponsorship(second, tier=first.tier, payment_note="En gång").payment_note == "En gång"


def test_declined_dialogue_that_another_followed_is_not_taken_up():
    declined = decline_sponsorship(SponsorshipFactory(), reason="Nej")
    followed = create_sponsorship(**about(declined))
    with pytest.raises(DialogueIsOpen, match=followed.agreement_no):
        move_sponsorship(declined, to=Stage.LEAD)
    decline_sponsorship(followed, reason="Nej")
    assert move_sponsorship(declined, to=Stage.LEAD).stage == Stage.LEAD


def test_renewal_needs_confirmation_when_it_is_talked_about_already(client_for):
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
