from django.db import models

# What a page shows of a goal or tier that it names.
GOAL_SHOWN = "number name name_en"
TIER_SHOWN = "name name_en"


class KeyFigureQuerySet(models.QuerySet):
    def with_values(self):
        """Prefetch each figure's values, oldest first."""
        return self.prefetch_related("values")


class TierOfferQuerySet(models.QuerySet):
    def with_terms(self):
        return self.select_related("goal", "tier").prefetch_related("benefits")
