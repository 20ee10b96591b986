from django.db import models


class MergeQuerySet(models.QuerySet):
    def into(self, record):
        """Merges whose losing row is now `record`."""
        return self.filter(kind=record._meta.model_name, leads_to=record.pk).select_related("changeset")

    def place_of(self, model, key: int) -> int | None:
        """The key of the row that this one was merged into; None if it was not merged."""
        merged = self.filter(kind=model._meta.model_name, lost=key)
        return merged.values_list("leads_to", flat=True).first()
