"""Write in the audit log what is done to a way in through django-allauth, which tells of it by signals.

Factors that come and go are written by accounts.second_factor.
"""

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_reset
from allauth.socialaccount.signals import social_account_added
from django.dispatch import receiver

from core.audit import record
from core.models import AuditKind, User


@receiver(password_changed)
def note_password_changed(user: User, **kwargs):
    record(AuditKind.PASSWORD_CHANGED, by=user, subject=user)


@receiver(password_reset)
def note_password_reset(user: User, **kwargs):
    record(AuditKind.PASSWORD_CHANGED, by=user, subject=user, facts={"by_mail": True})


@receiver(authenticator_reset)
def note_codes_made_anew(user: User, **kwargs):
    record(AuditKind.CHANGED, by=user, subject=user, facts={"fields": ["recovery_codes"]})


@receiver(social_account_added)
def note_login_linked(sociallogin, **kwargs):
    record(AuditKind.CHANGED, by=None, subject=sociallogin.user, facts={"fields": ["login_elsewhere"]})
