"""Exceptions for refused actions. The message is for the user; callers catch the class."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A business rule refused the action; nothing was written."""

    message = _("Det går inte att göra.")

    def __init__(self, message=None, **context):
        self.message = message or self.message
        self.context = context
        super().__init__(str(self.message))

    def __str__(self):
        return str(self.message)


def said_by(error: Refusal | ValidationError) -> str:
    """Why, in a line for the user."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def passes(require: Callable, *args) -> bool:
    """Whether the rule lets it be: a page asks by what the service raises by, so that it shows no button in vain."""
    try:
        require(*args)
    except Refusal:
        return False
    return True


class NotPublicYet(Exception):
    """Nothing is shown to visitors until they can see who shows it and whom to ask about personal data."""


class StaleVersion(Refusal):
    message = _("Någon annan har ändrat uppgifterna sedan du öppnade dem.")

    def __init__(self, instance):
        super().__init__(instance=instance)
