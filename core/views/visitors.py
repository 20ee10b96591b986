"""Pages that are open to visitors: whose they are is looked up once for a request."""

from django.conf import settings

from core.models import Organisation, public_organisation


def open_to_visitors(request) -> Organisation:
    """The organisation, for the page and for {% organisation %} in it. Raises NotPublicYet."""
    request.our_organisation = public_organisation()
    return request.our_organisation


def language_of(request) -> str:
    """Swedish unless the address asks for English."""
    return "en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE
