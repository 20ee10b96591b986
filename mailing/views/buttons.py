"""A button that writes letters: they leave in a minute, and until then can be stopped under Utskick."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import Refusal
from core.views import ButtonView


class LettersButton(ButtonView):
    number = 0

    def write(self, request, pk) -> int:
        """Queue the letters, and return how many."""
        raise NotImplementedError

    def press(self, request, pk, **kwargs):
        self.number = self.write(request, pk)
        if not self.number:
            raise Refusal(_("Inget mejl skrevs: alla har redan fått det i dag, eller saknar e-postadress."))

    def get_message(self):
        return ngettext(
            "%(number)s mejl skickas om en minut. Till dess går det att stoppa under Utskick.",
            "%(number)s mejl skickas om en minut. Till dess går det att stoppa under Utskick.",
            self.number,
        ) % {"number": self.number}
