"""Tell Sentry of errors, if SENTRY_DSN is set: where in the code, and nothing of whom.

What is sent is chosen here rather than masked: type, places in the code, route, release and the id of the request, by
which the log has more.
"""

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

from core.request_origin import request_id

KEPT = ("event_id", "timestamp", "level", "platform", "release", "environment", "sdk", "transaction", "logger", "type")
KEPT_OF_FRAME = ("filename", "abs_path", "function", "module", "lineno", "in_app")


def start(dsn: str, *, release: str) -> None:
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        integrations=[DjangoIntegration(transaction_style="function_name")],
        before_send=stripped,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
    )


def stripped(event: dict, hint: dict) -> dict:
    told = {name: event[name] for name in KEPT if name in event}
    told["tags"] = {"request_id": request_id()}
    values = event.get("exception", {}).get("values", [])
    told["exception"] = {"values": [_of_exception(each) for each in values]}
    return told


def _of_exception(found: dict) -> dict:
    """Without its words, which may be what somebody wrote, and without the values of variables."""
    frames = (found.get("stacktrace") or {}).get("frames", [])
    kept = [{name: frame[name] for name in KEPT_OF_FRAME if name in frame} for frame in frames]
    return {"type": found.get("type"), "module": found.get("module"), "stacktrace": {"frames": kept}}
