from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from core.models import our_organisation
from core.text import search_key

SHORTEST_WORD = 4  # letters: AB, och, i are in many words


class OwnWordsValidator:
    """Refuse a password that is little more than words anybody would guess here: the product, a role, our name."""

    def __init__(self, words: list[str], least: int = 8):
        self.words, self.least = words, least

    def validate(self, password: str, user=None):
        own = search_key(*self.words, our_organisation().name).split()
        left = search_key(password)
        for word in sorted(own, key=len, reverse=True):
            if len(word) >= SHORTEST_WORD:
                left = left.replace(word, "")
        if len(left) < self.least:
            raise ValidationError(self.get_help_text(), code="password_of_own_words")

    def get_help_text(self) -> str:
        words = _("Utöver ord som Medspel, rollerna och organisationens namn behövs minst %(least)s tecken.")
        return words % {"least": self.least}


def _help() -> str:
    lengths = [
        each.min_length for each in get_default_password_validators() if isinstance(each, MinimumLengthValidator)
    ]
    words = _(
        "Minst %(least)s tecken; en mening går bra. Inte ett som många använder, inte bara siffror, och inte mest ditt "
        "eller organisationens namn."
    )
    return words % {"least": max(lengths, default=1)}


password_help = lazy(_help, str)  # in plain words what the validators ask, each of which says what was wrong
