"""Hear what the provider tells, by anymail's signal."""

from anymail.signals import tracking
from django.dispatch import receiver

from mailing.services.events import note_event


@receiver(tracking)
def hear(event, **kwargs):
    note_event(
        kind=event.event_type,
        provider_id=event.message_id or "",
        address=event.recipient or "",
        reason=event.reject_reason or "",
    )
