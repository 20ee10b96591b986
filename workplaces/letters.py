"""Queue letters to people at workplaces."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core.models import User
from core.outgoing_mail import can_mail
from crm.letter_kinds import about_contact
from inbox.models import Enquiry
from mailing.models import Letter, LetterState
from mailing.services.queueing import To, queue_letter
from workplaces.letter_kinds import CONFIRM, LINK, RECEIPT, link_values, start_values
from workplaces.models import LinkKind, Start, WorkplaceLink

PAGES = {
    LinkKind.COORDINATOR: "workplace:coordinator",
    LinkKind.EMPLOYER: "workplace:employer",
    LinkKind.SPONSOR: "workplace:sponsor",
}


def mail_link(link: WorkplaceLink, secret: str, *, by: User) -> bool:
    """Queue the link to its holder. False where mail goes nowhere, or the holder must not be written to."""
    if not can_mail():
        return False
    with override(settings.LANGUAGE_CODE):
        url = settings.SITE_URL + reverse(PAGES[link.kind], args=[secret])
        letter = queue_letter(
            LINK.name,
            to=To(link.holder.email, str(link.holder)),
            values=link_values(link) | {"länk": url},
            about=about_contact(link.holder, link.workplace),
            reply_to=by.email,
            by=by,
        )
    return letter is not None and letter.state != LetterState.SUPPRESSED


def ask_to_confirm(start: Start, secret: str) -> Letter | None:
    """Nothing that the sender wrote goes out: the address may be a stranger's."""
    enquiry = start.enquiry
    with override(enquiry.language):
        url = settings.SITE_URL + reverse("workplace:start_confirm", args=[secret]) + _lang(enquiry)
        return queue_letter(CONFIRM.name, to=To(enquiry.email, "", enquiry.language), values={"länk": url})


def give_receipt(start: Start) -> Letter | None:
    enquiry = start.enquiry
    with override(enquiry.language):
        values = start_values(start)
        return queue_letter(RECEIPT.name, to=To(enquiry.email, "", enquiry.language), values=values)


def _lang(enquiry: Enquiry) -> str:
    return "?lang=en" if enquiry.language == "en" else ""
