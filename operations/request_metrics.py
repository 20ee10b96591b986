"""Count and time requests by the name of their route, for /metrics and the log. Only where a setting asks for it.

The route's name, never the path: that may hold a secret, and there are as many paths as rows.
"""

import logging
import time

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
REGISTRY = CollectorRegistry()  # of this process; config.gunicorn has several write files that are added up
requests = Counter("medspel_requests", "Requests answered", ["method", "route", "status"], registry=REGISTRY)
seconds = Histogram("medspel_request_seconds", "Time to answer", ["route"], buckets=SECONDS, registry=REGISTRY)
logger = logging.getLogger("medspel.requests")


class ObservingMiddleware:
    """Place it right after core.request_origin.OriginMiddleware, so that it sees all the others' time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        response = self.get_response(request)
        took = time.perf_counter() - began
        method = request.method if request.method in METHODS else "other"
        match = getattr(request, "resolver_match", None)
        route = (match.view_name or "unnamed") if match else "none"
        if settings.METRICS_TOKEN:
            requests.labels(method, route, response.status_code).inc()
            seconds.labels(route).observe(took)
        if settings.LOG_FORMAT == "json":
            told = {"method": method, "route": route, "status": response.status_code, "ms": round(took * 1000)}
            logger.info("request", extra=told)
        return response
