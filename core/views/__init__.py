from core.views.generic import ActionPage, CreatePage, FilterPage, FormPage, ListPage, UpdatePage, next_url

__all__ = ["ActionPage", "CreatePage", "FilterPage", "FormPage", "ListPage", "UpdatePage", "next_url"]
