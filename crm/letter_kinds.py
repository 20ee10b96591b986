"""Letters to people at companies and to colleagues, who must not be written to, and how a letter is logged."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from crm.models import (
    Affiliation,
    Company,
    Contact,
    Direction,
    InteractionKind,
    LegalBasis,
    Merge,
    NextStep,
    Outcome,
    Sponsorship,
)
from crm.services.interactions import log_interaction
from mailing.kinds import Basis, Example, LetterKind, MergeField, guard, register
from mailing.merge_fields import fields_in, merged
from mailing.models import Letter

FIRST_NAME = MergeField("förnamn", gettext_lazy("Mottagarens förnamn"))
COMPANY = MergeField("företag", gettext_lazy("Företaget"))
SENDER = MergeField("avsändare", gettext_lazy("Ditt namn"))
ORGANISATION = MergeField("organisation", gettext_lazy("Vår organisations namn"))


@guard
def said_no(address: str, basis: Basis) -> str:
    """Who wants no contact gets none, but an answer to what they ask."""
    if basis == Basis.ANSWER:
        return ""
    refused = Contact.objects.filter(do_not_contact=True).at_address(address).exists()
    return _("Vill inte bli kontaktad") if refused else ""


def basis_of(contact: Contact) -> Basis:
    """An agreement lets us write about itself; all else comes with a link to say no."""
    return Basis.ERRAND if contact.legal_basis == LegalBasis.CONTRACT else Basis.OUTREACH


def about_contact(contact: Contact, company: Company, **more) -> dict:
    """What a letter says of whom it is to, for the log."""
    return {"contact": contact.pk, "company": company.pk, **more}


def parties_of(letter: Letter) -> tuple[Contact | None, Company | None]:
    """The person and the company that a letter is about, as they are now; two queries, more where they were merged."""
    return _now(Contact, letter.about.get("contact")), _now(Company, letter.about.get("company"))


def log_letter(letter: Letter):
    """Log a letter that has left with the person and company that it is about, where they are now."""
    contact, company = parties_of(letter)
    if company is None or letter.made_by is None:
        return
    log_interaction(
        by=letter.made_by,
        companies=[company],
        contacts=[contact] if contact else [],
        anybody=True,
        kind=InteractionKind.EMAIL,
        direction=Direction.OUTGOING,
        outcome=Outcome.REACHED,
        happened_at=timezone.now(),
        subject=letter.subject,
        text=without_secrets(letter),
        message_id=letter.message_id.strip("<>"),
    )


def without_secrets(letter: Letter) -> str:
    """The text as it was sent, but for the lines of its secret links: the log is for all who see the company."""
    secret = letter.letter_kind.secret if letter.letter_kind else frozenset()
    return merged(letter.text, {}, kept=set(fields_in(letter.text)) - secret) if secret else letter.text


def _now(model, key):
    if key is None:
        return None
    return model.objects.filter(pk=key).first() or model.objects.filter(pk=Merge.objects.place_of(model, key)).first()


def values_for(contact: Contact, company: Company, *, by: User) -> dict[str, str]:
    return {
        "förnamn": contact.first_name,
        "efternamn": contact.last_name,
        "företag": str(company),
        "avsändare": str(by),
    }


def _somebody() -> Example | None:
    role = Affiliation.objects.current_on(timezone.localdate()).select_related("contact", "company").first()
    if role is None:
        return None
    sender = User.objects.filter(is_active=True).first()
    return Example(f"{role.contact}, {role.company}", values_for(role.contact, role.company, by=sender))


PEOPLE = register(
    LetterKind(
        name="people",
        title=gettext_lazy("Skriv till personer"),
        when=gettext_lazy("När du skriver till dem du har valt i listan Personer. Texten är den du börjar från."),
        basis=Basis.OUTREACH,
        fields=(FIRST_NAME, MergeField("efternamn", gettext_lazy("Mottagarens efternamn")), COMPANY, SENDER),
        example=_somebody,
        sent=log_letter,
        many=True,
    )
)


def step_url(step: NextStep) -> str:
    return settings.SITE_URL + step.get_absolute_url()


def _a_step() -> Example | None:
    step = NextStep.objects.select_related("company", "assignee").order_by("-pk").first()
    if step is None:
        return None
    values = {
        "förnamn": step.assignee.first_name,
        "kollega": "Kim Ek",
        "steg": f"{step.company}: {step.what}, {step.when}",
        "länk": step_url(step),
    }
    return Example(str(step), values)


STEP = register(
    LetterKind(
        name="step-assigned",
        title=gettext_lazy("Ett steg är ditt"),
        when=gettext_lazy("När en kollega ger någon ett nästa steg."),
        basis=Basis.ANSWER,
        fields=(
            MergeField("förnamn", gettext_lazy("Kollegans förnamn")),
            MergeField("kollega", gettext_lazy("Den som gav steget")),
            MergeField("steg", gettext_lazy("Företag, vad och när")),
            MergeField("länk", gettext_lazy("Länk till företaget eller Idag")),
        ),
        example=_a_step,
    )
)


def renewal_values(sponsorship: Sponsorship, contact: Contact) -> dict[str, str]:
    return {
        "förnamn": contact.first_name,
        "företag": str(sponsorship.company),
        "mål": str(sponsorship.goal),
        "sista dag": sponsorship.last_day.isoformat(),
    }


def _a_renewal() -> Example | None:
    signed = Sponsorship.objects.filter(stage="signed", signed_by__isnull=False).select_related("company", "goal")
    row = signed.select_related("signed_by").order_by("ends", "pk").first()
    if row is None:
        return None
    return Example(f"{row.company}, {row.goal}", renewal_values(row, row.signed_by) | {"avsändare": "Kim Ek"})


RENEWAL = register(
    LetterKind(
        name="renewal-reminder",
        title=gettext_lazy("Påminnelse om förnyelse"),
        when=gettext_lazy("När du trycker på Skriv om förnyelse på ett sponsorskap, till den som tecknade det."),
        basis=Basis.ERRAND,
        fields=(
            FIRST_NAME,
            COMPANY,
            MergeField("mål", gettext_lazy("Målet som de stöder")),
            MergeField("sista dag", gettext_lazy("Sista dagen")),
            SENDER,
            ORGANISATION,
        ),
        example=_a_renewal,
        sent=log_letter,
    )
)
