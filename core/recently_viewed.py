"""Recently viewed rows, kept as keys in a cookie: no names, and no database writes."""

import re

from django.conf import settings

COOKIE = "medspel_recent"
MOST = 8
KEPT_SECONDS = 60 * 60 * 24 * 30
_KEY = re.compile(r"([a-z]{1,30})-([1-9]\d{0,14})")


def recent(request) -> list[tuple[str, int]]:
    """(model name, key), latest first. Invalid entries are ignored."""
    found = (_KEY.fullmatch(part) for part in request.COOKIES.get(COOKIE, "").split(".")[:MOST])
    return [(match[1], int(match[2])) for match in found if match]


class RemembersMixin:
    """Add the page's row, `self.object`, to the recently viewed ones."""

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        this = (self.object._meta.model_name, self.object.pk)
        keys = [this, *(key for key in recent(self.request) if key != this)][:MOST]
        response.set_cookie(
            COOKIE,
            ".".join(f"{name}-{key}" for name, key in keys),
            max_age=KEPT_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response
