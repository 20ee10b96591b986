from core.views.buttons import ButtonView, JobButton
from core.views.generic import (
    ActionPage,
    CreatePage,
    FormPage,
    PartlyEditPage,
    UpdatePage,
    next_url,
    offer_put_back,
    offer_undo,
    put_back_url,
    seen_by,
)
from core.views.inline import FieldEdit
from core.views.lists import FilterPage, ListPage
from core.views.records import DeletePage, DetailPage

__all__ = [
    "ActionPage",
    "ButtonView",
    "CreatePage",
    "DeletePage",
    "DetailPage",
    "FieldEdit",
    "FilterPage",
    "FormPage",
    "JobButton",
    "ListPage",
    "PartlyEditPage",
    "UpdatePage",
    "next_url",
    "offer_put_back",
    "offer_undo",
    "put_back_url",
    "seen_by",
]
