from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    """A form that was saved, so that the same form sent again is answered with what it became.

    Holds no words of people: the row that was saved says its own name, for as long as it is there.
    """

    key = models.CharField(max_length=64, primary_key=True)  # hash of who sent it, where, and the form's own token
    place = models.CharField(max_length=64, db_index=True)  # hash of who sent it and where
    written = models.CharField(max_length=64)  # hash of what it said
    url = models.TextField(blank=True)  # where it led
    record_model = models.CharField(max_length=100, blank=True)
    record_key = models.CharField(max_length=128, blank=True)  # also of a row whose key is no number
    record_version = models.PositiveIntegerField(null=True)  # as the form left it
    removes = models.BooleanField(default=False)  # whether the form took that row away
    saved_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("skickat formulär")
        verbose_name_plural = _("skickade formulär")

    def __str__(self):
        return self.url

    def remember(self, *, url: str, record=None):
        self.url, self.removes = url, False
        if isinstance(record, models.Model) and record.pk is not None:
            self.record_model, self.record_key = record._meta.label_lower, str(record.pk)
            rows = type(record)._base_manager.filter(pk=record.pk)
            self.record_version = rows.values_list("version", flat=True).first() if hasattr(record, "version") else None
        else:
            self.record_model, self.record_key, self.record_version = "", "", None

    def remember_removal(self, model: type[models.Model], key):
        self.record_model, self.record_key, self.removes = model._meta.label_lower, str(key), True

    def record(self) -> models.Model | None:
        """The row that was saved; None when it is gone, or when more than one row was."""
        if not self.record_model:
            return None
        return apps.get_model(self.record_model)._base_manager.filter(pk=self.record_key).first()

    def stands(self, *, untouched: bool = False) -> bool:
        """Whether what was saved is there still: neither removed nor taken back, or it may be done again.

        `untouched` asks of an edit whether the row is as it left it: one that was saved since may have been put back.
        """
        if not self.record_model:
            return True
        record = self.record()
        if self.removes:
            return record is None
        if record is None or getattr(record, "is_taken_back", False):
            return False
        return not untouched or getattr(record, "version", None) == self.record_version
