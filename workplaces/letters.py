"""Letters to people at workplaces."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from core.letters import NOT_SENT, letter
from inbox.models import Enquiry
from workplaces.models import LinkKind, Start, WorkplaceLink

PAGES = {
    LinkKind.COORDINATOR: "workplace:coordinator",
    LinkKind.EMPLOYER: "workplace:employer",
    LinkKind.SPONSOR: "workplace:sponsor",
}


def mail_link(link: WorkplaceLink, secret: str) -> bool:
    """Mail the link to its holder. False if it could not be sent."""
    with override(settings.LANGUAGE_CODE):
        url = settings.SITE_URL + reverse(PAGES[link.kind], args=[secret])
        subject = gettext("Er sida för %(about)s") % {"about": link.about}
        return _send(subject, "link", to=link.holder.email, link=link, url=url)


def ask_to_confirm(start: Start, secret: str) -> bool:
    """Nothing that the sender wrote goes out: the address may be a stranger's."""
    enquiry = start.enquiry
    with override(enquiry.language):
        url = settings.SITE_URL + reverse("workplace:start_confirm", args=[secret])
        return _send(gettext("Bekräfta din anmälan"), "confirm", to=enquiry.email, url=url + _lang(enquiry))


def give_receipt(start: Start) -> bool:
    enquiry = start.enquiry
    with override(enquiry.language):
        return _send(gettext("Vi har fått din anmälan"), "receipt", to=enquiry.email, start=start)


def _lang(enquiry: Enquiry) -> str:
    return "?lang=en" if enquiry.language == "en" else ""


def _send(subject: str, template: str, *, to: str, **context) -> bool:
    body = render_to_string(f"workplaces/mail/{template}.txt", context)
    try:
        letter(subject, body, to=to).send()
    except NOT_SENT:
        return False
    return True
