from django.db import models


class RemovedInteractionQuerySet(models.QuerySet):
    def still_out(self):
        """Those that nobody has put back."""
        return self.filter(restored_at__isnull=True)
