import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.documents import unguessable_name
from inbox.models.mailbox import InboundMail


def draft_path(draft, name: str) -> str:
    return unguessable_name("drafts", name)


class MailDraft(models.Model):
    """An uploaded e-mail that is not logged yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_drafts")
    inbound = models.ForeignKey(
        InboundMail, models.CASCADE, related_name="drafts", null=True, editable=False
    )  # the message of the mailbox that it is a copy of
    file = models.FileField(upload_to=draft_path, max_length=120)
    parsed = models.JSONField(default=dict)  # inbox.mailreader.Mail, parsed once, on upload
    refused = models.JSONField(default=dict)  # the reason for each refused attachment, by its number
    typed = models.TextField(blank=True)  # unsaved form text, kept while its owner registers the company
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("mejlutkast")
        verbose_name_plural = _("mejlutkast")
        ordering = ["-created_at"]

    def __str__(self):
        return self.parsed.get("subject") or gettext("Mejl utan ämne")

    def get_absolute_url(self):
        return reverse("inbox:mail_draft", args=[self.pk])  # route_to takes whole numbers only
