"""Books that are set up: accounts as BAS has them, and Medspel books gifts from the start of the year."""

import datetime as dt

from finance.models import USUAL, BooksSettings, Flow, our_books
from finance.services.books import NumberAndName, save_books

OURS = (Flow.EMPLOYEES, Flow.MATCH, Flow.OTHER, Flow.FEE)
NEW_YEAR = dt.date(2026, 1, 1)


def usual_accounts() -> dict:
    return {use: NumberAndName(number, str(name)) for use, (number, name) in USUAL.items()}


def set_up(*, ours: tuple[Flow, ...] = OURS, **fields) -> BooksSettings:
    books = our_books()
    for name, value in fields.items():
        setattr(books, name, value)
    return save_books(books, accounts=usual_accounts(), since=dict.fromkeys(ours, NEW_YEAR))
