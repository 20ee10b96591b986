"""What is left to do before a new installation is in use. The data say what is done; what they cannot say is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.models import StartStep, User, our_organisation
from crm.models import Company, Interaction
from goals.models import TierOffer


@dataclass(frozen=True)
class Step:
    key: str
    what: str
    why: str
    button: str
    url: str  # the name of a URL pattern
    permission: str = "core.change_organisation"


@dataclass(frozen=True)
class ShownStep:
    step: Step
    done: bool
    skipped: bool

    @property
    def is_open(self) -> bool:
        return not (self.done or self.skipped)


STEPS = (
    Step(
        "organisation",
        _("Skriv vilka ni är"),
        _("Det står på papper och mejl. Utan namn och kontakt om personuppgifter visas inget utåt."),
        _("Skriv in uppgifterna"),
        "core:organisation_edit",
    ),
    Step(
        StartStep.MAIL,
        _("Pröva att skicka mejl"),
        _("Inbjudningar, nya lösenord och sammandrag kommer med mejl."),
        _("Pröva"),
        "reports:start_mail",
    ),
    Step(
        "users",
        _("Bjud in kollegorna"),
        _("Var och en har sin egen inloggning, med den roll som arbetet kräver."),
        _("Bjud in en användare"),
        "accounts:invitation_create",
        "core.add_user",
    ),
    Step(
        "offers",
        _("Bekräfta belopp och platser"),
        _("Varje mål har exempel på vad nivåerna kostar. Gör dem till era egna innan någon tecknar."),
        _("Gå igenom målen"),
        "reports:start_offers",
        "goals.change_tieroffer",
    ),
    Step(
        "register",
        _("Läs in era företag"),
        _("En lista i Excel räcker. Du ser vad varje rad blir innan något sparas, och allt går att ångra."),
        _("Läs in en lista"),
        "imports:import_list",
        "imports.add_import",
    ),
    Step(
        "log",
        _("Logga den första kontakten"),
        _("Ett samtal, ett mejl eller ett möte. Sedan visar Idag vad som händer härnäst."),
        _("Logga kontakt"),
        "crm:interaction_create",
        "crm.add_interaction",
    ),
)
KEYS = frozenset(step.key for step in STEPS)


def start_steps() -> list[ShownStep]:
    """Six queries."""
    kept = {step.key: step.skipped for step in StartStep.objects.all()}
    done = {
        "organisation": our_organisation().may_be_public,
        StartStep.MAIL: kept.get(StartStep.MAIL) is False,
        "users": User.objects.filter(is_active=True)[1:2].exists(),
        "offers": not TierOffer.objects.filter(is_example=True).exists(),
        "register": Company.objects.exists(),
        "log": Interaction.objects.exists(),
    }
    return [ShownStep(step, done[step.key], bool(kept.get(step.key))) for step in STEPS]
