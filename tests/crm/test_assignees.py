"""Only active users with permission can be assigned work."""

import pytest
from django.urls import reverse

from config.roles import COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from core.field_permissions import who_may
from crm.forms.bulk import CompanyBulkForm
from crm.models import Company, NextStep
from imports.services.fields import CellError
from imports.services.lookup import Lookup
from tests.factories import CompanyFactory, NextStepFactory, SponsorshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict:
    roles = (PARTNER_MANAGER, COMPETITION_LEADER, FINANCE, READER)
    gone = UserFactory(role=PARTNER_MANAGER, is_active=False)
    return {role: UserFactory(role=role) for role in roles} | {"gone": gone}


def test_who_may_are_the_active_ones_with_a_role_for_it(people):
    steps, sponsorships = (set(who_may(f"crm.change_{what}")) for what in ("nextstep", "sponsorship"))
    manager, leader = people[PARTNER_MANAGER], people[COMPETITION_LEADER]
    assert (steps, sponsorships) == ({manager, leader}, {manager})
    assert set(who_may("crm.change_sponsorship", also=people["gone"].pk)) == {manager, people["gone"]}


@pytest.mark.parametrize("who", [READER, FINANCE, "gone"])
def test_step_is_not_moved_to_who_cannot_do_it(client_for, people, who):
    step, client = NextStepFactory(), client_for(people[PARTNER_MANAGER])
    client.post(reverse("crm:nextstep_move", args=[step.pk]), {"assignee": people[who].pk})
    url = reverse("crm:nextstep_field", args=[step.pk, "assignee"])
    client.post(url, {"assignee": people[who].pk, "version": step.version})
    assert NextStep.objects.get().assignee == step.assignee
    client.post(reverse("crm:nextstep_move", args=[step.pk]), {"assignee": people[COMPETITION_LEADER].pk})
    assert NextStep.objects.get().assignee == people[COMPETITION_LEADER]


def test_owner_is_somebody_who_may_wherever_it_is_set(client_for, api_client_for, people):
    sponsorship, reader = SponsorshipFactory(), people[READER]
    company, client = sponsorship.company, api_client_for(PARTNER_MANAGER)
    answers = [
        client.patch(f"/api/v1/{kind}/{row.pk}/", {"owner": reader.pk}, headers={"If-Match": '"1"'})
        for kind, row in (("companies", company), ("sponsorships", sponsorship))
    ]
    assert [list(answer.json()) for answer in answers] == [["owner"], ["owner"]]
    bulk = CompanyBulkForm({"owner": reader.pk}, may=frozenset({"owner"}))
    assert list(bulk.errors) == ["owner"]
    client_for(PARTNER_MANAGER).post(
        reverse("crm:company_field", args=[company.pk, "owner"]), {"owner": reader.pk, "version": 1}
    )
    assert Company.objects.get().owner is None


def test_import_naming_a_user_without_permission_is_reported(people):
    reader, manager = people[READER], people[PARTNER_MANAGER]
    lookup = Lookup()
    assert lookup.user(str(manager), may="crm.change_nextstep") == manager
    with pytest.raises(CellError, match=f"{reader} har ingen roll som får göra det."):
        lookup.user(str(reader), may="crm.change_nextstep")


def test_who_looks_after_a_row_already_stays_when_something_else_is_changed(client_for, people):
    company = CompanyFactory(name="Åkeriet AB", owner=people["gone"])
    client, url = client_for(PARTNER_MANAGER), reverse("crm:company_edit", args=[company.pk])
    sent = {"name": "Åkeriet i Väst AB", "status": "prospect", "owner": people["gone"].pk, "version": 1}
    client.post(url, sent)
    stored = Company.objects.get()
    assert (stored.name, stored.owner) == ("Åkeriet i Väst AB", people["gone"])
