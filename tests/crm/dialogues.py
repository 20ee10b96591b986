"""The pipeline board and its cards."""

import datetime as dt

from django.utils import timezone

from crm.models import Sponsorship
from tests.factories import SponsorshipFactory


def stood(days: int, **fields) -> Sponsorship:
    """A dialogue that entered its stage this many days ago."""
    sponsorship = SponsorshipFactory(**fields)
    since = timezone.localdate() - dt.timedelta(days=days)
    Sponsorship.objects.filter(pk=sponsorship.pk).update(stage_since=since)
    sponsorship.stage_since = since
    return sponsorship


def board(client, **query):
    return client.get("/dialoger/", query).context["pipeline"]


def names(column) -> list[str]:
    return [card.sponsorship.company.name for card in column.cards]
