"""Mail that a worker sends, so that the page answers as quickly whether an address is known or not."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.notices import compose
from accounts.reset_tokens import ResetTokens
from core.services import active_users_at


@task()
def send_password_reset(address: str) -> None:
    """Mail a link to each active user with a password at the address; nothing if there is none."""
    for user in active_users_at(address):
        if not user.has_usable_password():
            continue
        parts = [user_pk_to_url_str(user), ResetTokens().make_token(user)]
        url = settings.SITE_URL + reverse("account_reset_password_from_key", args=parts)
        with translation.override(user.language):
            context = {"user": user, "url": url, "minutes": settings.PASSWORD_RESET_TIMEOUT // 60}
            compose(_("Välj ett nytt lösenord till Medspel"), "password_reset", to=user.email, **context).send()
