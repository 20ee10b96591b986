"""What is new, for those who use it; CHANGELOG.md has it for those who run it. The newest first."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class NewsItem(NamedTuple):
    what: str
    how: str
    help_key: str = ""  # of the page that tells more


class Release(NamedTuple):
    version: str
    day: dt.date
    items: tuple[NewsItem, ...]


RELEASES = (
    Release(
        "1.1",
        dt.date(2026, 11, 30),
        (
            NewsItem(
                _("Pengarna från löfte till bank och bokföring"),
                _(
                    "Betalplaner, bankfiler, koppling, låsta månader och SIE finns under Ekonomi. Varje krona räknas "
                    "en gång."
                ),
                "ekonomi",
            ),
            NewsItem(
                _("Målens sidor på webben"),
                _("Skriv sidan om ett mål med förhandsvisning, och bädda in delar av den på er egen webbplats."),
                "webben",
            ),
            NewsItem(
                _("Arbetsplatser börjar själva"),
                _(
                    "De fyller i ett formulär, du godkänner med ett tryck, och samordnaren får en egen länk att "
                    "rapportera på."
                ),
                "arbetsplatser",
            ),
            NewsItem(
                _("Mejl ut i kö"),
                _("Utskick och automatiska mejl står i en kö, skickas en gång och syns i kontaktloggen."),
                "utskick",
            ),
        ),
    ),
    Release(
        "1.0",
        dt.date(2026, 11, 30),
        (
            NewsItem(
                _("Hjälp bredvid sidan"),
                _("Tryck ? eller välj Hjälp, så öppnas hjälpen om sidan du är på. Det du har skrivit står kvar."),
                "kortkommandon",
            ),
            NewsItem(
                _("Organisationens egna uppgifter"),
                _("Namn, nummer, adress och logotyp skrivs en gång och står sedan på papper, formulär och mejl."),
                "borja-anvanda",
            ),
            NewsItem(
                _("Att göra när Medspel är nytt"),
                _("Administratörer ser på Idag vad som återstår innan alla kan börja, steg för steg."),
                "borja-anvanda",
            ),
            NewsItem(
                _("Det som ska ske varje natt sker av sig självt"),
                _("Under Återkommande jobb ser administratörer när vart och ett senast gick, och kan köra det nu."),
                "drift",
            ),
        ),
    ),
)
LATEST = RELEASES[0].version
