from core.views.generic import (
    ActionPage,
    CreatePage,
    FilterPage,
    FormPage,
    ListPage,
    PartlyEditPage,
    UpdatePage,
    next_url,
    offer_put_back,
    offer_undo,
)
from core.views.inline import FieldEdit

__all__ = [
    "ActionPage",
    "CreatePage",
    "FieldEdit",
    "FilterPage",
    "FormPage",
    "ListPage",
    "PartlyEditPage",
    "UpdatePage",
    "next_url",
    "offer_put_back",
    "offer_undo",
]
