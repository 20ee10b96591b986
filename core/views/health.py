"""Two health checks for machines: is the process up, and can it do its work?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import readiness


@login_not_required
@require_safe
@never_cache
def healthz(request):
    """Liveness: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request):
    """Readiness: see core.readiness."""
    problem = readiness.problem()
    return HttpResponse(problem or "ok", content_type="text/plain", status=503 if problem else 200)
