"""Html as a browser reads it."""


def collapsed(html: str) -> str:
    """White space as one space, so that where a template breaks its lines tells nothing."""
    return " ".join(html.split())
