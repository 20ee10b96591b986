from django.db import models
from django.utils import timezone

from core.secret_links import opened_by


class LinkQuerySet(models.QuerySet):
    def opened_by(self, secret: str):
        return self.filter(opened_by(secret))

    def open(self):
        """Those that can still be used."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def with_subjects(self):
        return self.select_related("team__competition", "team__company", "scheme__company", "company", "holder")


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state="pending")

    def for_table(self):
        """Waiting ones first, the oldest of them first; then the latest decided."""
        links = ("link__team__competition", "link__team__company", "link__company", "link__holder")
        return self.select_related("decided_by", *links)


class StartQuerySet(models.QuerySet):
    def waiting(self):
        """Those that staff have not answered; unconfirmed ones are not for them to see."""
        return self.filter(enquiry__state="new")

    def with_enquiry(self):
        return self.select_related("enquiry__assignee", "competition", "team").prefetch_related("enquiry__goals")


class AnswerQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody has taken care of."""
        return self.filter(handled_at__isnull=True)

    def with_agreement(self):
        return self.select_related("sponsorship__company", "sponsorship__goal", "link__holder")
