"""Why deliveries fell away with a sponsorship: undoing the end finds them by these words."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from crm.services.deliveries import LONGEST_REASON

ENDED_WORDS = _("Sponsorskapet avslutades i förtid: %(reason)s")
EXCHANGED_WORDS = _("Nivån byttes: %(reason)s")


def words_of_end(closing_reason: str) -> set[str]:
    """What stands on promises that fell away by an end for that reason, in whichever language it was ended."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(words % {"reason": closing_reason}) for words in (ENDED_WORDS, EXCHANGED_WORDS)}
    return {words[:LONGEST_REASON] for words in found}
