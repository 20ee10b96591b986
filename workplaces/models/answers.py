from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Record
from crm.models import Sponsorship
from workplaces.models.personal_links import WorkplaceLink
from workplaces.querysets import AnswerQuerySet


class Answer(models.TextChoices):
    YES = "yes", _("Ja, vi vill fortsätta")
    NO = "no", _("Nej, inte den här gången")
    CALL = "call", _("Ring oss")


class RenewalAnswer(Record):
    """What a sponsor answers about renewing an agreement. Staff renew, or write why not, as by any other answer."""

    link = models.ForeignKey(WorkplaceLink, models.CASCADE, verbose_name=_("länk"), related_name="answers")
    sponsorship = models.ForeignKey(
        Sponsorship, models.CASCADE, verbose_name=_("sponsorskap"), related_name="renewal_answers"
    )
    answer = models.CharField(_("svar"), max_length=4, choices=Answer)
    note = models.CharField(_("meddelande"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("svarade"), default=timezone.now, editable=False)
    handled_at = models.DateTimeField(_("omhändertaget"), null=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("omhändertaget av"),
        related_name="+",
        null=True,
        editable=False,
    )

    changed_by_services = True
    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar om förnyelse")
        verbose_name_plural = _("svar om förnyelse")
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="workplaces_answer_handled_by_somebody",
            ),
        ]

    def __str__(self):
        return self.get_answer_display()
