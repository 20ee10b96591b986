from django.db import models
from django.db.models import Q


class BackupQuerySet(models.QuerySet):
    def good(self):
        """Whole ones, in which no check has found anything wrong."""
        return self.exclude(name="").filter(verify_error="")

    def bad(self):
        return self.filter(Q(name="") | ~Q(verify_error=""))
