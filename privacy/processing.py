"""The record of processing (GDPR article 30), as data: what people's data is used for, and for how long."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.models import KeptKind, RetentionPeriod
from core.recently_viewed import COOKIE as RECENT_COOKIE
from core.views.submit_once import SAVED_COOKIE
from finance.services.bank_files import DRAFT_AGE as BANK_DRAFT_AGE
from imports.services.drafts import WRONG_DAYS
from inbox.services.email_to_log import DRAFT_AGE
from inbox.services.enquiries import UNCONFIRMED_KEPT
from privacy.models import RetentionRule

_INTEREST = _("Berättigat intresse: att hålla kontakt med dem som vill stödja vårt arbete.")
_ANSWER = _("Berättigat intresse: att svara på det som personen frågar.")
_LAW = _("Rättslig förpliktelse: bokföringslagen.")


@dataclass(frozen=True)
class Processing:
    purpose: Promise | str
    people: Promise | str
    data: Promise | str
    basis: Promise | str
    recipients: Promise | str
    kept: Promise | str


@dataclass(frozen=True)
class Kept:
    """What is removed by itself, after a time that the program says."""

    what: Promise | str
    days: int

    @property
    def words(self) -> str:
        return ngettext("%(days)s dag", "%(days)s dagar", self.days) % {"days": self.days}


def always_kept() -> list[Kept]:
    return [
        Kept(_("Mejl som någon började logga"), DRAFT_AGE.days),
        Kept(_("Rader med fel i listor som lästes in"), WRONG_DAYS),
        Kept(_("Bankfiler som någon laddade upp men inte läste in"), BANK_DRAFT_AGE.days),
        Kept(_("Förfrågningar vars adress inte bekräftades"), UNCONFIRMED_KEPT.days),
    ]


def _as_the_rule_says(kind: str, words: Promise, *, otherwise: Promise) -> Promise | str:
    """One query. The words while the rule is on."""
    rule = RetentionRule.objects.filter(kind=kind, is_on=True).first()
    return format_lazy(words, months=rule.months) if rule else otherwise


def processings() -> list[Processing]:
    """In the order of the page. Three queries."""
    days = dict(RetentionPeriod.objects.values_list("kind", "days"))
    nobody = _("Inga utanför organisationen.")
    return [
        Processing(
            _("Hitta, sköta och tacka företag som stödjer oss"),
            _("Kontaktpersoner på företag, och den som driver enskild firma"),
            _("Namn, roll, e-post, telefon, vad som har sagts och lovats, dokument"),
            _INTEREST,
            nobody,
            _as_the_rule_says(
                "contacts",
                _("{months} månader efter den senaste kontakten."),
                otherwise=_("Så länge samarbetet eller dialogen varar."),
            ),
        ),
        Processing(
            _("Svara den som vill bli partner"),
            _("Den som skriver i formuläret på webben"),
            _("Företag, namn, e-post, telefon, meddelande"),
            _ANSWER,
            nobody,
            format_lazy(_("{days} dagar efter att ärendet är avslutat."), days=days[KeptKind.ENQUIRIES]),
        ),
        Processing(
            _("Läsa mejl till vår brevlåda, och logga dem som hör till ett företag"),
            _("Den som skriver till brevlådan, och den som våra anställda skriver till med kopia dit"),
            _("Namn, e-post, ämne, text, bilagor"),
            _INTEREST,
            _("Den som driver vår mejlserver."),
            format_lazy(
                _("{days} dagar för det som inte loggas. I brevlådan själv så länge den som sköter den bestämmer."),
                days=days[KeptKind.INBOUND],
            ),
        ),
        Processing(
            _("Skicka mejl: besked, påminnelser och utskick"),
            _("Kontaktpersoner, jurymedlemmar, den som skriver i formuläret på webben, och de som arbetar här"),
            _("Namn, e-post, ämne, text, bilagor, om det kom fram, och vem som inte vill ha mejl"),
            format_lazy("{} {}", _("Avtal."), _INTEREST),
            _("Den som skickar vår e-post."),
            format_lazy(
                _("{days} dagar i Utskick. Det som är loggat står kvar med företaget, spärrade adresser tills vidare."),
                days=days[KeptKind.LETTERS],
            ),
        ),
        Processing(
            _("Avtal, leveranser och betalningar"),
            _("Den som skriver under, den som driver enskild firma, den som sköter gåvor via lön hos en arbetsgivare"),
            _("Namn, avtal, belopp, dagar, referenser"),
            format_lazy("{} {}", _("Avtal."), _LAW),
            _("Bank och revisor."),
            _("Sju år efter räkenskapsårets slut."),
        ),
        Processing(
            _("Tävlingar mellan arbetsplatser"),
            _("Den som ger, den som sitter i en jury, lagens samordnare"),
            _("Namn om personen vill synas, belopp, meddelande, betyg"),
            format_lazy("{} {}", _("Samtycke till att synas med namn."), _LAW),
            _("Den som ser tävlingens tavla, för namn som är godkända."),
            _("Namnen så länge tävlingen visas; beloppen sju år."),
        ),
        Processing(
            _("Konton för dem som arbetar här"),
            _("Anställda och volontärer som loggar in"),
            _("Namn, e-post, roll, när och varifrån de loggar in, vad de har ändrat och sett"),
            _("Berättigat intresse: att uppgifterna är säkra och att det går att se vem som gjorde vad."),
            nobody,
            _as_the_rule_says("audit", _("{months} månader."), otherwise=_("Så länge kontot finns.")),
        ),
    ]


@dataclass(frozen=True)
class Cookie:
    name: str
    what: Promise | str
    kept: Promise | str


COOKIES = (
    Cookie(
        settings.SESSION_COOKIE_NAME,
        _("Håller dig inloggad."),
        format_lazy(_("Tills du loggar ut, högst {days} dagar"), days=settings.SESSION_LONGEST.days),
    ),
    Cookie(settings.CSRF_COOKIE_NAME, _("Ser till att det är du som skickar ett formulär."), _("Ett år")),
    Cookie(RECENT_COOKIE, _("Vilka sidor du nyss såg. Bara nummer, inga namn."), _("30 dagar")),
    Cookie(settings.LANGUAGE_COOKIE_NAME, _("Vilket språk du har valt."), _("Ett år")),
    Cookie(SAVED_COOKIE, _("Att ett formulär är sparat, så att utkastet i webbläsaren kastas."), _("En timme")),
    Cookie("messages", _("Ett besked till nästa sida, till exempel att något är sparat."), _("Tills du har sett det")),
)
