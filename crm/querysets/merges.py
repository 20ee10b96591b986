from django.db import models


class MergeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at__isnull=True)

    def into(self, record):
        """Those that are now this company or person."""
        return self.standing().filter(kind=record._meta.model_name, leads_to=record.pk)

    def place_of(self, model, key: int) -> int | None:
        """Where the row with this key is now, when it has been merged into another."""
        merged = self.standing().filter(kind=model._meta.model_name, lost=key)
        return merged.values_list("leads_to", flat=True).first()
