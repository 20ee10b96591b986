"""What the documents of the API say of it: drf-spectacular's settings."""

SPECTACULAR_SETTINGS = {
    "TITLE": "Medspel API",
    "DESCRIPTION": (
        "Partners, contact history, sponsorships and fundraising competitions per local goal.\n\n"
        "Make a token on your profile page and send it as `Authorization: Token medspel_...`; it may do what you "
        "may do. References are ids, with the name beside them for reading. Amounts are text in kronor, "
        '`"1234.50"`. Lists come in pages of 50, at most 200 (`page_size`).\n\n'
        "Whoever changes a row says in `If-Match` which version they read (`ETag`, or `version` in the body): 428 "
        "without it, 412 when somebody else has saved since. 409 is a refusal by a rule, with its name in `code`; "
        "400 names the fields that are wrong."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "GET_LIB_DOC_EXCLUDES": "core.api.undocumented_bases",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "InboundStateEnum": "inbox.models.InboundState",
        "InboundReasonEnum": "inbox.models.InboundReason",
        "DeliveryStateEnum": "crm.models.DeliveryState",
        "InteractionKindEnum": "crm.models.InteractionKind",
        "DocumentKindEnum": "crm.models.DocumentKind",
        "DismissalEnum": "inbox.models.Dismissal",
        "CompetitionKindEnum": "campaigns.models.CompetitionKind",
    },
}
