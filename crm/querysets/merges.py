from django.db import models


class MergeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at__isnull=True)

    def into(self, record):
        """Merges whose losing row is now `record`."""
        return self.standing().filter(kind=record._meta.model_name, leads_to=record.pk)

    def place_of(self, model, key: int) -> int | None:
        """The key of the row that this one was merged into; None if it was not merged."""
        merged = self.standing().filter(kind=model._meta.model_name, lost=key)
        return merged.values_list("leads_to", flat=True).first()
