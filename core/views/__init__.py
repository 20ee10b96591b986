from core.views.generic import ActionPage, CreatePage, FormPage, ListPage, UpdatePage

__all__ = ["ActionPage", "CreatePage", "FormPage", "ListPage", "UpdatePage"]
