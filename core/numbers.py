"""Whole numbers that come with an address or in a list, of no more digits than anybody means."""

LONGEST = 15  # digits; any page or key that short fits the databases' integers, also times a page's rows


def whole_number(text: str | None) -> int | None:
    """The key or page that the text says; None for anything else, as an address may say anything."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST else None
