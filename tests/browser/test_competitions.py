"""The pages on which staff run competitions and payroll giving: legible for everybody, on wide and narrow screens."""

import datetime as dt

import pytest
from django.utils import timezone

from campaigns.models import Entry
from tests.campaigns.boards import contest, decided
from tests.campaigns.factories import make_competition, make_team, promise
from tests.campaigns.jury_factories import judged, make_entry
from tests.payroll.factories import make_month

OF_A_COMPETITION = ["", "regler/", "jury/", "material/", "matchning/", "bidrag/", "dag-for-dag/", "andra/"]


@pytest.fixture
def addresses():
    today = timezone.localdate()
    draft = make_competition()
    team = make_team(draft, heads=8)
    running, (first, _second) = contest("Åkeriet", "Bageriet", opens_on=today, closes_on=today + dt.timedelta(days=3))
    make_entry(first, happened_on=today)
    judged(running, 4, 7)
    promise(running)
    month = make_month()
    final = decided(("Storm", 100), ("Lugn", 900))[0]
    return [
        "/tavlingar/",
        "/tavlingar/ny/",
        "/tavlingar/aktiviteter/",
        f"/tavlingar/{draft.pk}/oppna/",
        f"/tavlingar/{running.pk}/avsluta/",
        f"/tavlingar/{final.pk}/gor-om/",
        f"/lag/{team.pk}/",
        f"/lag/{team.pk}/bekrafta-antal/",
        f"/tavlingsbidrag/?competition={running.pk}",
        f"/tavlingsbidrag/{Entry.objects.get().pk}/",
        "/gava-via-lon/",
        "/gava-via-lon/ny/",
        f"/gava-via-lon/{month.scheme.pk}/",
        f"/gava-via-lon/manad/{month.pk}/",
        *(f"/tavlingar/{each.pk}/{part}" for each in (draft, running, final) for part in OF_A_COMPETITION),
    ]


def test_staff_pages_are_legible_and_never_wider_than_the_screen(addresses, page_for, axe_everywhere):
    page = page_for("Administratör")
    for address in addresses:
        response = page.goto(address)
        assert response.status == 200, address
        axe_everywhere(page, [(1280, False), (390, True)])
