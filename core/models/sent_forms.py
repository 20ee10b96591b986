from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    """A submitted form, so that a resubmission is answered with the row it saved.

    Stores no personal data: names are read from the saved row while it exists.
    """

    key = models.CharField(max_length=64, primary_key=True)  # hash of the user, the URL and the form's token
    place = models.CharField(max_length=64, db_index=True)  # hash of the user and the URL
    written = models.CharField(max_length=64)  # hash of the submitted values
    url = models.TextField(blank=True)  # the redirect's target
    record_model = models.CharField(max_length=100, blank=True)
    record_key = models.CharField(max_length=128, blank=True)  # a string, as some primary keys are not numbers
    record_version = models.PositiveIntegerField(null=True)  # after the form was saved
    removes = models.BooleanField(default=False)  # whether the form removed that row
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
        """The saved row; None if it is gone, or if the form saved several."""
        if not self.record_model:
            return None
        return apps.get_model(self.record_model)._base_manager.filter(pk=self.record_key).first()

    def still_holds(self, *, untouched: bool = False) -> bool:
        """Whether the form's result still holds: the row is neither removed nor undone. If not, it may be resubmitted.

        `untouched` requires of an edit that the row has not been saved since: a later save may have reverted it.
        """
        if not self.record_model:
            return True
        record = self.record()
        if self.removes:
            return record is None
        if record is None or getattr(record, "is_taken_back", False):
            return False
        return not untouched or getattr(record, "version", None) == self.record_version
