"""Whole numbers from URLs and lists, with a bounded number of digits."""

LONGEST = 15  # digits; such a page or key fits the databases' integers, also multiplied by the page size


def whole_number(text: str | None) -> int | None:
    """Parse a key or page number; None for anything else, since the client controls it."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST else None
