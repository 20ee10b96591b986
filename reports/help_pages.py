"""The pages of help: one for each task, and which of them is about the page that one is on.

The text of a page is in templates/help/<language>/<key>.html. What stands in <b> there is a word on screen.
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.text import search_key


@dataclass(frozen=True)
class HelpPage:
    key: str  # in its address, and the name of its templates
    title: str
    about: tuple[str, ...] = ()  # beginnings of the names of URLs; the longest that fits decides
    words: str = field(default="", compare=False)  # synonyms in Swedish and English, for the palette

    @property
    def url(self) -> str:
        return reverse("reports:help_page", args=[self.key])

    def matches(self, words: list[str]) -> bool:
        known = search_key(str(self.title), self.words)
        return all(word in known for word in words)


@dataclass(frozen=True)
class HelpGroup:
    heading: str
    pages: tuple[HelpPage, ...]


GROUPS = (
    HelpGroup(
        _("Varje dag"),
        (
            HelpPage(
                "kom-igang",
                _("Kom igång"),
                (
                    "core:profile",
                    "core:password",
                    "core:token",
                    "core:calendar",
                    "accounts:confirm",
                    "accounts:email",
                    "account_",
                    "mfa_",
                ),
                "getting started begin börja ny profil profile lösenord password",
            ),
            HelpPage("idag", _("Idag"), ("reports:today",), "today att göra to do"),
            HelpPage(
                "logga-kontakt",
                _("Logga en kontakt"),
                ("crm:interaction", "crm:company_log", "crm:contact_log", "inbox:mail", "crm:no_answer"),
                "log contact call meeting mejl samtal möte",
            ),
            HelpPage(
                "nasta-steg",
                _("Planera nästa steg"),
                (
                    "crm:nextstep",
                    "crm:pause",
                    "crm:company_next",
                    "crm:sponsorship_next",
                    "crm:company_plan",
                    "crm:contact_plan",
                ),
                "plan next step paus pause påminn remind",
            ),
            HelpPage(
                "hitta",
                _("Hitta, filtrera och spara vyer"),
                ("reports:search", "core:view", "core:job"),
                "find search sök filter views excel export arbetsbok workbook kolumner columns",
            ),
            HelpPage("kortkommandon", _("Kortkommandon"), (), "keyboard shortcuts tangenter keys"),
        ),
    ),
    HelpGroup(
        _("Företag och sponsorskap"),
        (
            HelpPage(
                "foretag",
                _("Företag och personer"),
                ("crm:company", "crm:contact", "crm:affiliation", "crm:tag", "crm:document", "crm:owner"),
                "companies people register etiketter tags dokument documents",
            ),
            HelpPage(
                "arbetsplatser",
                _("Arbetsplatser som sköter sig själva"),
                ("workplaces:", "workplace:"),
                "workplaces samordnare coordinator arbetsgivare employer sponsor personlig länk personal link förslag",
            ),
            HelpPage("utskick", _("Utskick"), ("mailing:", "crm:contact_write"), "mail sent mejl mallar brev"),
            HelpPage(
                "brevlada",
                _("Mejl som loggas av sig självt"),
                ("inbox:inbound", "inbox:rule", "inbox:mailbox"),
                "mailbox bcc hemlig kopia brevlåda karantän quarantine inkomna mejl imap regler rules",
            ),
            HelpPage("forfragningar", _("Förfrågningar"), ("inbox:enquiry",), "enquiries formulär form bli partner"),
            HelpPage(
                "teckna",
                _("Från dialog till tecknat"),
                ("crm:sponsorship", "crm:pipeline", "crm:stage", "crm:amendment"),
                "sign agreement avtal dialogue steg stage prognos forecast",
            ),
            HelpPage(
                "fornya",
                _("Förnya"),
                ("crm:renewal", "crm:lapse", "crm:sponsorship_renew", "crm:sponsorship_lapse"),
                "renew lapse besked förnyelse tar slut",
            ),
            HelpPage(
                "loften",
                _("Hålla det vi har lovat"),
                ("crm:delivery", "crm:promise", "crm:part", "crm:proof", "crm:company_certificate"),
                "promises deliveries leveranser motprestationer bevis proof",
            ),
            HelpPage(
                "mal",
                _("Mål, nivåer och täckning"),
                ("goals:", "crm:coverage", "crm:goal"),
                "goals tiers offers coverage platser seats belopp amounts nyckeltal key figures",
            ),
            HelpPage(
                "webben",
                _("Målets sida på webben"),
                (
                    "goals:page",
                    "goals:section",
                    "goals:way",
                    "goals:reason",
                    "goals:share",
                    "website:",
                ),
                "website public page embed bädda in wordpress dela share webbplats vision bakgrund",
            ),
        ),
    ),
    HelpGroup(
        _("Många rader på en gång"),
        (
            HelpPage(
                "importera", _("Läsa in en lista"), ("imports:import",), "import excel csv läs in upload mall template"
            ),
            HelpPage("dubbletter", _("Slå ihop dubbletter"), ("duplicates:",), "duplicates merge samma same"),
            HelpPage(
                "angra",
                _("Ändra många, och ångra"),
                (
                    "core:changeset",
                    "crm:bulk",
                    "crm:company_bulk",
                    "crm:contact_bulk",
                    "crm:interaction_bulk",
                    "crm:sponsorship_bulk",
                ),
                "undo bulk ändringar changes take back",
            ),
        ),
    ),
    HelpGroup(
        _("Tävlingar"),
        (
            HelpPage(
                "tavling",
                _("Lägga upp en tävling"),
                ("campaigns:",),
                "competition set up duel duell lag team regler rules öppna open aktiviteter activities",
            ),
            HelpPage(
                "bidrag",
                _("Lägga in bidrag"),
                (
                    "campaigns:contribution",
                    "campaigns:left_overs",
                    "campaigns:giver",
                    "campaigns:batch",
                    "campaigns:match",
                    "imports:gift",
                ),
                "contributions gifts enter paste klistra swish matchning matching rätta reverse",
            ),
            HelpPage(
                "jury",
                _("Jury"),
                ("campaigns:jury", "campaigns:juror", "campaigns:criterion", "campaigns:judge"),
                "jury jurors marks betyg kriterier criteria",
            ),
            HelpPage(
                "avsloja",
                _("Avgöra och avslöja"),
                (
                    "campaigns:reveal",
                    "campaigns:competition_close",
                    "campaigns:competition_decide",
                    "campaigns:certificate",
                    "campaigns:thanks",
                    "campaigns:result",
                ),
                "reveal decide winner vinnare resultat result diplom certificate",
            ),
        ),
    ),
    HelpGroup(
        _("Pengar"),
        (
            HelpPage(
                "lon", _("Gåva via lön, månad för månad"), ("payroll:",), "payroll months månader inbetalning receipt"
            ),
            HelpPage(
                "bankfiler",
                _("Läsa in bankfiler"),
                ("finance:bankfile",),
                "bank files camt swish bgmax kontoutdrag inbetalningar payments läs in",
            ),
            HelpPage(
                "koppla",
                _("Koppla inbetalningar"),
                ("finance:match", "finance:payment_split"),
                "match payments ocr swish koppla fördela återbetalning refund",
            ),
            HelpPage(
                "inbetalningar",
                _("Inbetalningar och vad de är till"),
                ("finance:payment", "finance:allocation"),
                "payments ledger allocation fördela bank rätta correct",
            ),
            HelpPage(
                "betalplaner",
                _("Betalplaner och fakturaunderlag"),
                (
                    "finance:plan",
                    "finance:instalment",
                    "finance:ageing",
                    "finance:invoice",
                    "finance:basis",
                    "finance:customer",
                ),
                "instalments plan invoices fakturor påminna reminders ageing kredit credit fortnox visma",
            ),
            HelpPage(
                "bokforing",
                _("Bokföra och låsa månader"),
                ("finance:period", "finance:books", "finance:ledgerexport", "finance:year_end"),
                "bookkeeping SIE verifikat voucher lås lock month period konto account bokslut year end",
            ),
            HelpPage(
                "ekonomi",
                _("Listor för ekonomi"),
                ("finance:known", "finance:received", "finance:export", "finance:overview", "finance:statement"),
                "finance lists bokföring sponsorskap excel summor totals",
            ),
        ),
    ),
    HelpGroup(
        _("Sköta Medspel"),
        (
            HelpPage(
                "borja-anvanda",
                _("Ta Medspel i bruk"),
                ("core:organisation", "reports:start"),
                "first start installation organisation checklista checklist avsändare sender",
            ),
            HelpPage(
                "anvandare",
                _("Användare och roller"),
                ("accounts:",),
                "users roles invite bjud in behörighet permissions pausa hand over lämna över",
            ),
            HelpPage(
                "personuppgifter",
                _("Personuppgifter"),
                ("privacy:",),
                "privacy gdpr data protection dataskydd radera erase utdrag extract gallring retention",
            ),
            HelpPage(
                "drift",
                _("Det som går av sig självt"),
                ("core:schedule", "core:audit", "operations:", "reports:administration"),
                "operations audit log granskningslogg schedule återkommande jobb backup säkerhetskopia doctor",
            ),
        ),
    ),
)
PAGES = tuple(page for group in GROUPS for page in group.pages)
_BY_KEY = {page.key: page for page in PAGES}


def help_page(key: str) -> HelpPage | None:
    return _BY_KEY.get(key)


def help_about(view_name: str) -> HelpPage | None:
    """The page about what is shown at the URL of this name."""
    fitting = [(len(start), page) for page in PAGES for start in page.about if view_name.startswith(start)]
    return max(fitting, key=lambda each: each[0])[1] if fitting else None
