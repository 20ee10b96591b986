from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Language, Record
from core.text import LONG_TEXT
from mailing.kinds import LetterKind, kind_named
from mailing.merge_fields import check_fields


class LetterTemplate(Record):
    """What letters of a kind say in a language, instead of the text that the kind begins with."""

    kind = models.CharField(_("sort"), max_length=40, editable=False)  # a name registered in mailing.kinds
    name = models.CharField(
        _("namn"), max_length=80, blank=True, help_text=_("Så att ni hittar texten när ni ska skriva till flera.")
    )
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.SV)
    subject = models.CharField(_("ämne"), max_length=200)
    text = models.TextField(_("text"), max_length=LONG_TEXT)

    class Meta:
        verbose_name = _("mejlmall")
        verbose_name_plural = _("mejlmallar")
        ordering = ["kind", "name", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "name"],
                name="mailing_template_once",
                violation_error_message=_("Det finns redan en sådan text på det språket."),
            ),
        ]

    def __str__(self):
        return self.name or (str(self.letter_kind.title) if self.letter_kind else self.kind)

    def get_absolute_url(self):
        if self.name:
            return reverse("mailing:own_template_edit", args=[self.pk])
        return reverse("mailing:template_edit", args=[self.kind, self.language])

    @property
    def letter_kind(self) -> LetterKind | None:
        return kind_named(self.kind)

    def clean(self):
        super().clean()
        kind = self.letter_kind
        if kind is None:
            raise ValidationError(_("Den sortens mejl skickas inte längre."))
        errors = {}
        for name, known in (("subject", kind.names - kind.secret), ("text", kind.names)):
            try:
                check_fields(getattr(self, name), known)
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)
