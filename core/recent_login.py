"""When the user last showed who they are: what does most harm asks for it again."""

import time

from django.conf import settings
from django.contrib.auth import user_logged_in
from django.dispatch import receiver

SHOWN_AT = "shown_at"  # in the session, in seconds since 1970


@receiver(user_logged_in)
def note_shown(request, **kwargs):
    request.session[SHOWN_AT] = int(time.time())


def has_shown_lately(request) -> bool:
    """Whether the user logged in or confirmed within RECENT_LOGIN_MINUTES. A clock set back counts as long ago."""
    since = time.time() - request.session.get(SHOWN_AT, 0)
    return -1 <= since < 60 * settings.RECENT_LOGIN_MINUTES
