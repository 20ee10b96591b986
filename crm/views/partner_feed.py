"""The partner feed: the only public data about partners."""

from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotFound, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core.views.etags import tagged
from core.views.pictures import sent_picture
from core.views.visitors import open_to_visitors
from crm.models import Company, Sponsorship
from crm.queries.partners import TierGroup, partners_by_tier
from goals.models import Goal

MAX_AGE = 300  # seconds that clients may cache the feed


def feed(view):
    """Make a view public, in Swedish or with ?lang=en in English, cacheable, and readable from any origin (CORS)."""

    @wraps(view)
    def answer(request, number):
        language = "en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE
        with translation.override(language):
            open_to_visitors(request)
            response = view(request, Goal.objects.filter(number=number).first())
            if response.status_code == 200:
                response = tagged(request, response, public=True, max_age=MAX_AGE)
        response["Access-Control-Allow-Origin"] = "*"
        response["Content-Language"] = language
        return response

    return login_not_required(require_safe(answer))


def partner(request, company: Company) -> dict[str, str | None]:
    """The public fields of a company."""
    logo = request.build_absolute_uri(reverse("public:company_logo", args=[company.pk])) if company.logo else None
    return {"name": company.name, "website": company.website or None, "logo": logo}


def tiers(request, groups: list[TierGroup]) -> list[dict]:
    return [
        {"heading": group.heading, "partners": [partner(request, company) for company in group.companies]}
        for group in groups
    ]


@feed
def partners_json(request, goal):
    if goal is None:
        return JsonResponse({"detail": _("Målet finns inte."), "code": "not_found"}, status=404)
    groups = partners_by_tier(goal, timezone.localdate())
    return JsonResponse({"tiers": tiers(request, groups)}, json_dumps_params={"ensure_ascii": False})


@xframe_options_exempt
@csp_replace({"frame-ancestors": "*"})
@feed
def partners_html(request, goal):
    if goal is None:
        return HttpResponseNotFound()
    groups = partners_by_tier(goal, timezone.localdate())
    # Strip, so that a goal without partners gives an empty body.
    return HttpResponse(render_to_string("public/partners.html", {"tiers": tiers(request, groups)}).strip())


@login_not_required
@require_safe
def company_logo(request, pk):
    """Public while the company is an active partner on any goal, else only with permission to see companies."""
    company = Company.objects.filter(pk=pk).exclude(logo="").first()
    if company is None:
        raise Http404
    is_partner = Sponsorship.objects.filter(company=company).kept_up().active_on(timezone.localdate()).exists()
    if not is_partner and not request.user.has_perm("crm.view_company"):
        raise Http404
    response = sent_picture(company.logo)
    if is_partner:
        return tagged(request, response, public=True, max_age=MAX_AGE)
    return tagged(request, response, private=True, no_cache=True)
