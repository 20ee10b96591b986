"""The pages and actions that the command palette offers, with the words that find them."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.text import search_key


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    icon: str
    detail: str = ""
    goal: int | None = None  # number of the goal, for its colour
    opens_log: bool = False


@dataclass(frozen=True)
class Link:
    """A page or a form; `words` are synonyms in Swedish and English, since users type either."""

    label: str
    name: str
    permission: str = ""
    icon: str = "arrow-right"
    words: str = field(default="", compare=False)

    def choice(self) -> Choice:
        opens_log = self.name == "crm:interaction_create"
        return Choice(str(self.label), reverse(self.name), self.icon, opens_log=opens_log)

    def matches(self, words: list[str]) -> bool:
        known = search_key(str(self.label), self.words)
        return all(word in known for word in words)


@dataclass(frozen=True)
class About:
    """An action on a company, typed as one of `words` followed by the company's name."""

    label: str
    name: str
    permission: str
    icon: str
    words: tuple[str, ...]

    def matches(self, word: str) -> bool:
        return any(known.startswith(word) for known in self.words)

    def choice(self, company: Model) -> Choice:
        url = f"{reverse(self.name)}?{urlencode({'company': company.pk})}"
        return Choice(str(self.label) % {"company": company}, url, self.icon, company.city)


PAGES = (
    Link(
        gettext_lazy("Idag"), "reports:today", icon="sun", words="today start hem home att göra to do uppgifter tasks"
    ),
    Link(
        gettext_lazy("Företag"),
        "crm:company_list",
        "crm.view_company",
        "building-office-2",
        "companies kunder bolag organisationer register",
    ),
    Link(gettext_lazy("Personer"), "crm:contact_list", "crm.view_contact", "users", "people contacts kontaktpersoner"),
    Link(
        gettext_lazy("Kontakter"),
        "crm:interaction_list",
        "crm.view_interaction",
        "chat-bubble-left-right",
        "contact log logg logen samtal möten calls meetings interactions historik mejl mail e-post epost",
    ),
    Link(
        gettext_lazy("Dialoger"),
        "crm:pipeline",
        "crm.view_sponsorship",
        "view-columns",
        "dialogues tavla board steg stages prognos forecast pipeline säljtratt",
    ),
    Link(
        gettext_lazy("Måltäckning"),
        "crm:coverage",
        "crm.view_sponsorship",
        "table-cells",
        "coverage lediga platser seats luckor gaps målsumma saknas täckning",
    ),
    Link(
        gettext_lazy("Sponsorskap"),
        "crm:sponsorship_list",
        "crm.view_sponsorship",
        "document-check",
        "sponsorships avtal agreements partnerskap",
    ),
    Link(
        gettext_lazy("Förnyelser"),
        "crm:renewal_list",
        "crm.view_sponsorship",
        "arrow-path",
        "renewals förnya renew sponsorskap som tar slut besked ending",
    ),
    Link(
        gettext_lazy("Förnyade inte"),
        "crm:lapse_list",
        "crm.view_sponsorship",
        "archive-box",
        "lapsed not renewed tog slut skäl reasons förnyelsegrad",
    ),
    Link(
        gettext_lazy("Skäl att inte förnya"),
        "crm:lapse_reason_list",
        "crm.change_lapsereason",
        "list-bullet",
        "lapse reasons skäl förnyade inte anledning",
    ),
    Link(
        gettext_lazy("Leveranser"),
        "crm:delivery_list",
        "crm.view_delivery",
        "gift",
        "deliveries motprestationer benefits löften promises bevis proof",
    ),
    Link(
        gettext_lazy("Tävlingar"),
        "campaigns:competition_list",
        "campaigns.view_competition",
        "trophy",
        "competitions dueller duels insamling",
    ),
    Link(
        gettext_lazy("Gåva via lön"),
        "payroll:list",
        "payroll.view_payrollscheme",
        "banknotes",
        "payroll giving lönegåva löneavdrag",
    ),
    Link(
        pgettext_lazy("flera", "Inbetalningar"),
        "finance:payment_list",
        "finance.view_payment",
        "scale",
        "payments ledger bank ekonomi fördelning reskontra",
    ),
    Link(
        gettext_lazy("Bankfiler"),
        "finance:bankfile_list",
        "finance.view_bankfile",
        "arrow-up-tray",
        "bank files camt swish bgmax kontoutdrag inbetalningar payments",
    ),
    Link(
        gettext_lazy("Koppla inbetalningar"),
        "finance:matching",
        "finance.add_allocation",
        "link",
        "match payments ocr swish ej fördelat unallocated",
    ),
    Link(gettext_lazy("Delbetalningar"), "finance:instalment_list", "finance.view_instalment", "banknotes", "fakturor"),
    Link(gettext_lazy("Månader"), "finance:period_list", "finance.view_ledgerexport", "scale", "lås lock bokslut"),
    Link(gettext_lazy("Mål"), "goals:goal_list", "goals.view_goal", "flag", "goals lokala nyckeltal key figures"),
    Link(gettext_lazy("Nivåer"), "goals:tier_list", "goals.view_tier", "bars-3", "tiers erbjudanden offers"),
    Link(
        gettext_lazy("Förfrågningar"),
        "inbox:enquiry_list",
        "inbox.view_enquiry",
        "inbox",
        "enquiries inkorg inbox bli partner formulär",
    ),
    Link(
        gettext_lazy("Förslag från arbetsplatser"),
        "workplaces:proposal_list",
        "workplaces.view_proposal",
        "building-office",
        "proposals workplaces samordnare coordinators personliga länkar",
    ),
    Link(gettext_lazy("Utskick"), "mailing:letter_list", "mailing.view_letter", "paper-airplane", "mail sent mejl kö"),
    Link(
        gettext_lazy("Mallar för mejl"), "mailing:template_list", "mailing.view_lettertemplate", "document", "templates"
    ),
    Link(
        gettext_lazy("Dokument"), "crm:document_list", "crm.view_document", "folder", "documents filer files avtal pdf"
    ),
    Link(
        gettext_lazy("Import"),
        "imports:import_list",
        "imports.view_import",
        "arrow-up-tray",
        "importera lista läs in excel csv ladda upp upload",
    ),
    Link(
        gettext_lazy("Säkerhetskopior"),
        "operations:backup_list",
        "operations.view_backup",
        "circle-stack",
        "backup backups backupp återställ restore verify drift",
    ),
    Link(
        gettext_lazy("Personuppgifter"),
        "privacy:request_list",
        "privacy.view_datarequest",
        "finger-print",
        "privacy gdpr dataskydd radera erase utdrag extract begäran request gallring retention spärr hold",
    ),
    Link(
        gettext_lazy("Ändringar"),
        "core:changeset_list",
        "core.view_changeset",
        "arrow-uturn-left",
        "ångra undo massändringar importer sammanslagningar changes bulk merges återställ historik",
    ),
    Link(
        gettext_lazy("Granskningslogg"),
        "core:audit_list",
        "core.view_auditentry",
        "shield-check",
        "audit log logg revision vem såg inloggningar exporter händelser spårbarhet ändrade uppgifter",
    ),
    Link(
        gettext_lazy("Hälsokontroll"),
        "operations:health",
        "core.view_healthreport",
        "heart",
        "doctor health drift fel varningar status disk databas arbetare kontroll",
    ),
    Link(
        gettext_lazy("Återkommande jobb"),
        "core:schedule",
        "core.view_scheduledrun",
        "clock",
        "schema nattjobb cron drift schedule recurring jobs nightly worker kör nu",
    ),
    Link(
        gettext_lazy("Dubbletter bland företag"),
        "duplicates:company_pair_list",
        "crm.merge_company",
        "square-2-stack",
        "duplicates dubletter slå ihop merge companies",
    ),
    Link(
        gettext_lazy("Dubbletter bland personer"),
        "duplicates:contact_pair_list",
        "crm.merge_contact",
        "square-2-stack",
        "duplicates dubletter slå ihop merge people",
    ),
    Link(gettext_lazy("Etiketter"), "crm:tag_list", "crm.view_tag", "tag", "tags taggar"),
    Link(gettext_lazy("Hjälp"), "reports:help_index", "", "question-mark-circle", "help manual handbok hur how"),
    Link(gettext_lazy("Nyheter"), "reports:news", "", "megaphone", "news what's new ändrat version"),
    Link(
        gettext_lazy("Organisationen"),
        "core:organisation",
        "core.view_organisation",
        "home-modern",
        "organisation our name logo namn adress orgnr organisationsnummer 90-konto bankgiro avsändare sender",
    ),
    Link(
        gettext_lazy("Administration"),
        "reports:administration",
        "core.change_organisation",
        "cog-6-tooth",
        "administration admin settings inställningar drift",
    ),
    Link(
        gettext_lazy("Användare och roller"),
        "accounts:user_list",
        "core.view_user",
        "identification",
        "users roles behörighet rättigheter konto konton accounts administration kollegor pausa inloggningar",
    ),
    Link(
        gettext_lazy("API-nycklar"),
        "accounts:key_list",
        "core.view_user",
        "key",
        "api keys tokens nycklar program",
    ),
    Link(
        gettext_lazy("Profil och inställningar"),
        "core:profile",
        icon="user-circle",
        words="profile settings språk language utseende mörkt dark kortkommandon shortcuts lösenord password "
        "api-nyckel key kalender calendar digest",
    ),
)

ACTIONS = (
    Link(
        gettext_lazy("Logga kontakt"),
        "crm:interaction_create",
        "crm.add_interaction",
        "phone",
        "log contact samtal call möte meeting besök visit evenemang event e-post ringa ny anteckning note",
    ),
    Link(
        gettext_lazy("Logga ett mejl"),
        "inbox:mail_create",
        "crm.add_interaction",
        "envelope",
        "log e-mail email mail epost e-post klistra in paste eml",
    ),
    Link(
        gettext_lazy("Nytt företag"),
        "crm:company_create",
        "crm.add_company",
        "plus",
        "new company registrera lägg till add",
    ),
    Link(
        gettext_lazy("Ny person"),
        "crm:contact_create",
        "crm.add_contact",
        "plus",
        "new person kontaktperson lägg till add contact",
    ),
    Link(
        gettext_lazy("Planera nästa steg"),
        "crm:nextstep_create",
        "crm.add_nextstep",
        "calendar",
        "plan next step nytt påminnelse reminder uppgift task",
    ),
    Link(
        gettext_lazy("Nytt sponsorskap"),
        "crm:sponsorship_create",
        "crm.add_sponsorship",
        "plus",
        "new sponsorship avtal agreement dialog partner",
    ),
    Link(
        gettext_lazy("Fota en leverans"),
        "crm:delivery_snap",
        "crm.change_delivery",
        "camera",
        "photo snap foto bild picture bevis proof levererad delivered delivery",
    ),
    Link(
        gettext_lazy("Ladda upp dokument"),
        "crm:document_create",
        "crm.add_document",
        "document-plus",
        "upload document fil file nytt avtal",
    ),
    Link(
        gettext_lazy("Ny tävling"),
        "campaigns:competition_create",
        "campaigns.add_competition",
        "plus",
        "new competition duell duel",
    ),
    Link(
        gettext_lazy("Bjud in en användare"),
        "accounts:invitation_create",
        "core.add_user",
        "user-plus",
        "invite user ny användare kollega inbjudan invitation add",
    ),
    Link(
        gettext_lazy("Nytt avtal om gåva via lön"),
        "payroll:create",
        "payroll.add_payrollscheme",
        "plus",
        "new payroll giving lönegåva",
    ),
)

ABOUT_A_COMPANY = (
    About(
        gettext_lazy("Logga kontakt med %(company)s"),
        "crm:interaction_create",
        "crm.add_interaction",
        "phone",
        ("logga", "log", "ringa", "ringde", "call", "kontakt", "contact", "samtal", "möte", "meeting"),
    ),
    About(
        gettext_lazy("Planera nästa steg för %(company)s"),
        "crm:nextstep_create",
        "crm.add_nextstep",
        "calendar",
        ("planera", "plan", "steg", "step", "påminn", "remind"),
    ),
    About(
        gettext_lazy("Nytt sponsorskap för %(company)s"),
        "crm:sponsorship_create",
        "crm.add_sponsorship",
        "plus",
        ("sponsorskap", "sponsorship", "avtal", "agreement", "dialog", "dialogue"),
    ),
    About(
        gettext_lazy("Ny person på %(company)s"),
        "crm:contact_create",
        "crm.add_contact",
        "plus",
        ("person", "kontaktperson"),
    ),
)
