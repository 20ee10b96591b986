"""Many sponsorships changed at once, by the rules of one at a time."""

from collections.abc import Collection, Mapping

from crm.models import OPEN, Company, Sponsorship, Stage
from crm.services.bulk import ChangedSincePreview
from crm.services.companies import take_up_all_again
from crm.services.sponsorships import DialogueIsOpen, entering_by_move


def _about(sponsorship: Sponsorship) -> tuple[int, int, int]:
    return sponsorship.company_id, sponsorship.goal_id, sponsorship.tier_id


class SponsorshipRules:
    """As move_sponsorship and update_sponsorship, for owner and payment note: those are free, whatever is signed."""

    def __init__(self, _by):
        self._reopened: set[tuple] = set()

    def values(self, row: Sponsorship, fields: dict) -> dict:
        values = dict(fields)
        if stage := values.pop("stage", None):
            values |= entering_by_move(row, to=Stage(stage))
            if row.stage not in OPEN and _about(row) in self._reopened:
                raise DialogueIsOpen
            self._reopened |= {_about(row)} if row.stage not in OPEN else set()
        return values

    def settle(self, changed: Mapping[Sponsorship, Collection[str]]):
        """Whoever opens a dialogue at the same moment waits for the company, as always."""
        moved = [row for row, fields in changed.items() if "stage" in fields]
        companies = list(
            Company.objects.select_for_update(no_key=True)
            .filter(pk__in={row.company_id for row in moved})
            .order_by("pk")
        )
        is_open = Sponsorship.objects.in_open_stage().filter(company__in=companies)
        found = {each.pk: _about(each) for each in is_open.only("company_id", "goal_id", "tier_id")}
        taken = set(found.values())
        if any(row.pk not in found and _about(row) in taken for row in moved):
            raise ChangedSincePreview
        take_up_all_again(companies)
