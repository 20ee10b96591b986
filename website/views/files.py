"""The files that search engines and those who find a hole look for at fixed addresses."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from website.queries.content import public_goals, public_ideas
from website.views.visiting import for_visitors

GOOD_FOR = dt.timedelta(days=180)  # RFC 9116 asks for less than a year


@for_visitors
def robots(request, *, ours):
    """The public pages may be found; all else is for those who log in or have a link."""
    lines = [
        "User-agent: *",
        f"Allow: {reverse('website:goals')}",
        f"Allow: {reverse('website:ideas')}",
        f"Allow: {reverse('inbox:enquiry')}$",
        f"Allow: {reverse('privacy:notice')}$",
        f"Allow: {settings.STATIC_URL if settings.STATIC_URL.startswith('/') else '/' + settings.STATIC_URL}",
        f"Allow: {reverse('core:organisation_logo')}",
        "Disallow: /",
        f"Sitemap: {request.build_absolute_uri(reverse('website:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@for_visitors
def sitemap(request, *, ours):
    pages = [reverse("website:goals"), *(goal.link for goal in public_goals())]
    pages += [reverse("website:ideas"), *(idea.link for idea in public_ideas())]
    pages = [request.build_absolute_uri(page) for page in pages]
    return HttpResponse(render_to_string("website/sitemap.xml", {"pages": pages}), content_type="application/xml")


@for_visitors
def security(request, *, ours):
    """RFC 9116: whom to tell of a hole."""
    contact = settings.SECURITY_CONTACT or (ours.privacy_email and f"mailto:{ours.privacy_email}")
    if not contact:
        raise Http404
    until = (timezone.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: sv, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
