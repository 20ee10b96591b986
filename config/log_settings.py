"""How the log is written, for the settings."""

from django.core.exceptions import ImproperlyConfigured

FORMATS = {
    "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    "json": {"()": "core.log_format.JsonFormatter"},
}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def logging_config(form: str, *, level: str) -> dict:
    """To the console, which the service's manager keeps. `form` is one of FORMATS."""
    if form not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT is one of {', '.join(FORMATS)}.")
    if level not in LEVELS:
        raise ImproperlyConfigured(f"LOG_LEVEL is one of {', '.join(LEVELS)}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"mask_links": {"()": "core.log_format.MaskLinks"}},
        "formatters": FORMATS,
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["mask_links"]}},
        # One says each second that nothing waits, the other would say what every e-mail holds.
        "loggers": {"django_tasks_db": {"level": "WARNING"}, "imapclient": {"level": "WARNING"}},
        "root": {"handlers": ["console"], "level": level},
    }
