"""Load the rows that a user viewed last."""

from collections import defaultdict

from django.db.models import Model

from campaigns.models import Competition
from core.models import User
from crm.models import Company, Contact, Sponsorship
from goals.models import Goal

# By model name: the view permission, and a queryset that loads what __str__ needs.
KINDS = {
    "company": ("crm.view_company", Company.objects.all()),
    "contact": ("crm.view_contact", Contact.objects.all()),
    "sponsorship": ("crm.view_sponsorship", Sponsorship.objects.for_table()),
    "competition": ("campaigns.view_competition", Competition.objects.all()),
    "goal": ("goals.view_goal", Goal.objects.all()),
}


def rows_behind(keys: list[tuple[str, int]], user: User) -> list[Model]:
    """The rows in key order, without deleted ones and those `user` may not see. One query per kind."""
    wanted = defaultdict(list)
    for name, key in keys:
        if name in KINDS and user.has_perm(KINDS[name][0]):
            wanted[name].append(key)
    found = {name: KINDS[name][1].in_bulk(numbers) for name, numbers in wanted.items()}
    return [found[name][key] for name, key in keys if key in found.get(name, {})]
