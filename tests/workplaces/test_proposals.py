"""What workplaces propose: read, approved or declined by staff, and taken back."""

import pytest
from django.urls import reverse

from campaigns.models import Amendment
from campaigns.services.teams import amend_heads
from core.changesets import KINDS
from tests.campaigns.pages import told
from tests.factories import UserFactory
from tests.workplaces.factories import by_link, coordinated
from workplaces.models import Proposal
from workplaces.services.proposals import AlreadyAnswered, ChangedSince, approve_proposal, decline_proposal, propose

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def proposed(**wanted) -> Proposal:
    link, _secret = coordinated()
    return propose(link, wanted=wanted or {"heads": 14}, reason="Fyra nya")


def test_approved_number_of_people_stands_on_the_board():
    proposal = proposed()
    approve_proposal(proposal, by=UserFactory())
    team = proposal.link.team
    team.refresh_from_db()
    assert (team.heads, team.heads_confirmed_by, Amendment.objects.get().reason) == (14, "Kim Ek", "Fyra nya")


def test_approval_is_taken_back_as_a_whole():
    proposal, boss = proposed(heads=14, name="Åkarna"), UserFactory()
    changeset = approve_proposal(proposal, by=boss)
    KINDS["proposal"].undo(changeset, boss)
    team = proposal.link.team
    team.refresh_from_db(), proposal.refresh_from_db()
    assert (team.heads, team.name, proposal.state, Amendment.objects.count()) == (10, "Åkeriet", "pending", 0)


def test_proposal_about_what_has_changed_since_is_not_approved():
    proposal = proposed()
    amend_heads(proposal.link.team, heads=12, by=UserFactory(), reason="Räknat om")
    with pytest.raises(ChangedSince):
        approve_proposal(proposal, by=UserFactory())


def test_proposal_is_answered_once():
    proposal = proposed()
    decline_proposal(proposal, by=UserFactory(), answer="Bara anställda räknas")
    for again in (approve_proposal, lambda each, by: decline_proposal(each, by=by, answer="Nej")):
        with pytest.raises(AlreadyAnswered):
            again(proposal, by=UserFactory())


def test_second_proposal_replaces_one_that_waits():
    first = proposed()
    second = propose(first.link, wanted={"heads": 15})
    assert (second.pk, second.changes) == (first.pk, {"heads": [10, 15]})


def test_locked_number_is_approved_only_by_who_may_amend_it(client_for):
    proposal = proposed()
    approve = reverse("workplaces:proposal_approve", args=[proposal.pk])
    leader = client_for("Tävlingsledare")
    page = leader.get(proposal.get_absolute_url())
    assert (leader.post(approve).status_code, approve in page.content.decode()) == (403, False)
    answer = client_for("Administratör").post(approve, follow=True)
    proposal.refresh_from_db()
    assert (proposal.state, told(answer)) == (
        "approved",
        ["Förslaget är godkänt och infört. Det går att ångra under Ändringar."],
    )


def test_workplace_reads_why_it_was_declined(client, client_for):
    link, secret = coordinated()
    proposal = propose(link, wanted={"name": "Åkarna"})
    staff = client_for("Tävlingsledare")
    decline = reverse("workplaces:proposal_decline", args=[proposal.pk])
    assert set(staff.post(decline, {"version": 1, "answer": ""}).context["form"].errors) == {"answer"}
    staff.post(decline, {"version": 1, "answer": "Namnet är taget"})
    assert "Namnet är taget" in client.get(by_link("coordinator", secret)).content.decode()
    listed = staff.get(reverse("workplaces:proposal_list"))
    assert listed.context["count"] == 0


def test_list_costs_as_many_queries_for_one_as_for_many(client_for, django_assert_num_queries):
    staff, url = client_for("Tävlingsledare"), reverse("workplaces:proposal_list")
    proposed()
    staff.get(url)
    with django_assert_num_queries(8):
        staff.get(url)
    for _number in range(3):
        proposed()
    with django_assert_num_queries(8):
        staff.get(url)


def test_readers_see_no_proposals(client_for):
    assert client_for("Läsare").get(reverse("workplaces:proposal_list")).status_code == 403
