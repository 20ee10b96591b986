"""One point is written in the singular."""

import pytest
from django.urls import reverse

from core.services import save_record
from tests.campaigns.boards import contest
from tests.campaigns.factories import make_activity
from tests.campaigns.jury_factories import make_entry

pytestmark = pytest.mark.django_db


def test_activity_worth_one_point_says_so_in_english(make_user, client_for):
    activity = make_activity("Hej")
    save_record(activity, points=1)
    competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    client = client_for(make_user("Tävlingsledare", language="en"))
    entry = make_entry(team, activity="Hej")
    pages = [
        client.get(reverse(f"campaigns:{name}", args=[row.pk])).content.decode()
        for name, row in (("entry_create", competition), ("entry_detail", entry), ("rules_sheet", competition))
    ]
    assert ["1 points" in page for page in pages] == [False] * 3
    assert "Hej, 1 point, at most" in pages[0]
    assert "Hej: 1 point, at most" in pages[1]
    assert "1 point, at most" in pages[2]
