"""How the API behaves, for Django REST framework; the settings add what the environment says."""

API_DEFAULTS = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "core.api_defaults.TokenAuthentication",
        "core.api_defaults.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["core.api_defaults.ModelPermissions"],
    "DEFAULT_FILTER_BACKENDS": ["core.api_defaults.FilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "core.api_defaults.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api_defaults.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "EXCEPTION_HANDLER": "core.api.handle_exception",
    "COERCE_DECIMAL_TO_STRING": True,
}


def throttled(rate: str) -> dict:
    return {"DEFAULT_THROTTLE_RATES": {"user": rate}}
