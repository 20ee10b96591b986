from django.db import models


class RemovedInteractionQuerySet(models.QuerySet):
    def still_out(self):
        """Removals that have not been restored."""
        return self.filter(restored_at__isnull=True)
