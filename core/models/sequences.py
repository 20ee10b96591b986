from django.db import models, transaction
from django.db.models import F


class Sequence(models.Model):
    """Gapless numbers for agreements and references; never from personal data."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    @classmethod
    def next(cls, name: str) -> int:
        """Return the next number, starting at 1. The caller's transaction locks the row until it commits."""
        with transaction.atomic():
            cls.objects.get_or_create(name=name)
            cls.objects.filter(name=name).update(last=F("last") + 1)
            return cls.objects.get(name=name).last
