from django.db import models


class PairQuerySet(models.QuerySet):
    def open(self):
        return self.filter(distinct_at__isnull=True)

    def for_table(self):
        return self.select_related("one", "other", "distinct_by")
