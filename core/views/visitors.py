"""Pages that are open to visitors: whose they are is looked up once for a request."""

from core.models import Organisation, public_organisation


def open_to_visitors(request) -> Organisation:
    """The organisation, for the page and for {% organisation %} in it. Raises NotPublicYet."""
    request.our_organisation = public_organisation()
    return request.our_organisation
