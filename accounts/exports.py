from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.spreadsheets import Column, Export, Kind


class UserExport(Export):
    """Who has access to what, for who looks it over."""

    title = _("Användare")
    filename = "anvandare"

    def columns(self):
        return [
            Column(_("Namn"), str, width=28, of="name"),
            Column(_("Användarnamn"), "username", width=18),
            Column(_("E-post"), "email", width=32),
            Column(_("Roller"), roles_in_words, width=32, of="roles"),
            Column(_("Aktiv"), "is_active", Kind.YES_NO, of="state"),
            Column(_("Superanvändare"), "is_superuser", Kind.YES_NO),
            Column(_("Tillagd"), _day_of("date_joined"), Kind.DATE),
            Column(_("Senast inloggad"), _day_of("last_login"), Kind.DATE),
            Column(_("Senast här"), _day_of("seen_at"), Kind.DATE, of="seen_at"),
        ]


def roles_in_words(user: User) -> str:
    return ", ".join(sorted(group.name for group in user.groups.all()))


def _day_of(name: str):
    return lambda user: (moment := getattr(user, name)) and timezone.localdate(moment)
