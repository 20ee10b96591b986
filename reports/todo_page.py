from functools import cache, cached_property

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.markup import joined, markup
from core.models import User
from crm.templatetags.steps import soon
from reports.queries.today.steps import colleagues


class TodoPage:
    """What the rows of a page of Idag have in common, found once: there may be hundreds of them."""

    def __init__(self, request: HttpRequest):
        self.request, self.user = request, request.user
        self.may = cache(request.user.has_perm)
        self.gettext = cache(gettext)
        self._others: dict[int, SafeString] = {}

    @cached_property
    def next(self) -> str:
        """The way back here, as a part of an address."""
        return urlencode({"next": self.request.get_full_path()})

    @cached_property
    def hidden(self) -> SafeString:
        """What each form of the page sends along."""
        return markup(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">\n'
            '<input type="hidden" name="next" value="{}">\n',
            get_token(self.request),
            self.request.get_full_path(),
        )

    @cached_property
    def days(self) -> SafeString:
        """A button for each day that is proposed."""
        return joined(markup('<button class="chip" name="when" value="{}">{}</button>', *each) for each in soon())

    def others_than(self, assignee: int) -> SafeString:
        """To whom else a step can be given, to choose from."""
        if assignee not in self._others:
            others = (each for each in self._colleagues if each.pk != assignee)
            options = (markup('<option value="{}">{}</option>', each.pk, each) for each in others)
            self._others[assignee] = joined(options)
        return self._others[assignee]

    @cached_property
    def _colleagues(self) -> list[User]:
        return list(colleagues())
