"""Tell a colleague of steps that somebody else has given them."""

from collections.abc import Iterable
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from core.models import User
from crm.models import NextStep
from mailing.services.queueing import tell_colleague

KIND = "step-assigned"  # crm.letter_kinds


def tell_assignees(steps: Iterable[NextStep], *, by: User | None):
    """Queue one letter to each who has got steps from `by`; None is nobody, and tells nobody."""
    others = [step for step in steps if by and step.assignee_id != by.pk]
    for _pk, theirs in groupby(sorted(others, key=lambda step: step.assignee_id), key=lambda step: step.assignee_id):
        rows = list(theirs)
        first = rows[0]
        with translation.override(first.assignee.language):
            what = f"{first.company}: {first.what}, {first.when}"
            if more := len(rows) - 1:
                what += " " + ngettext("och %(more)s till", "och %(more)s till", more) % {"more": more}
        path = reverse("reports:today") if more else first.get_absolute_url()
        values = {"kollega": str(by), "steg": what, "länk": settings.SITE_URL + path}
        tell_colleague(KIND, user=first.assignee, values=values)
