"""A list's state: filters, order, page size and columns, all kept in its URL, and the saved views of it."""

from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.text import capfirst

from core.kept_queries import KeptQuery
from core.models import SavedView
from core.numbers import whole_number
from core.tables import EditColumn

# Parameters that are not part of a list's state.
_NOT_STATE = frozenset({"page", "export", "totals", "view", "edited", "col", "next", "csrfmiddlewaretoken"})
# State parameters that are not filters.
_NOT_FILTERS = _NOT_STATE | {"per_page", "sort", "columns"}
_PLACE = "place_"

_VIEWS = KeptQuery(lambda list_name, user: SavedView.objects.of_list(list_name, user=user))


def is_list_state(name: str) -> bool:
    """Whether a name in the address says how a list is shown, and not which rows."""
    return name in _NOT_FILTERS or name.startswith(_PLACE)


def state_of(query: QueryDict) -> str:
    """The normalised query string that a saved view stores."""
    kept = sorted(
        (name, value)
        for name, values in query.lists()
        for value in values
        if value and name not in _NOT_STATE and not name.startswith(_PLACE)
    )
    state = QueryDict(mutable=True)
    for name, value in kept:
        state.appendlist(name, value)
    return state.urlencode()


class SavedViewsMixin:
    """For a list page: `?view=7` opens a saved view, and `&edited=1` overrides it with the other parameters.

    A URL with a state is never rewritten; one without parameters redirects to the user's default view. Columns and
    filters that no longer exist are ignored. `optional_columns` are hidden unless chosen.
    """

    optional_columns = ()
    fixed_columns = ()  # always shown

    def get(self, request, *args, **kwargs):
        if "col" in request.GET:
            return HttpResponseRedirect(f"?{self._with_columns(request.GET)}")
        self.views = list(_VIEWS(request.resolver_match.view_name, request.user.pk))
        if not request.GET and not request.htmx:
            default = next((view for view in self.views if view.is_default), None)
            if default:
                return HttpResponseRedirect(f"?view={default.pk}")
        key = whole_number(request.GET.get("view"))
        self.view_now = next((view for view in self.views if view.pk == key), None)
        if self.view_now and "edited" not in request.GET:
            query = QueryDict(self.view_now.query, mutable=True)
            query |= {name: request.GET[name] for name in ("page", "export") if name in request.GET}
            query["view"], query["edited"] = str(key), "1"
            request.GET = query
        return super().get(request, *args, **kwargs)

    # --- Columns ----------------------------------------------------------------------------------

    def _columns(self) -> dict:
        return {
            name: column for name, column in self.table_class.base_columns.items() if not self._is_fixed(name, column)
        }

    def _is_fixed(self, name: str, column) -> bool:
        return isinstance(column, EditColumn) or name in self.fixed_columns

    def chosen_columns(self) -> list[str]:
        """The requested columns that exist, in that order; empty means the list's default ones."""
        known = self._columns()
        return [name for name in dict.fromkeys(self.request.GET.get("columns", "").split(",")) if name in known]

    def get_table_kwargs(self):
        kwargs = super().get_table_kwargs()
        chosen = self.chosen_columns()
        if not chosen:
            return kwargs | {"exclude": self.optional_columns} if self.optional_columns else kwargs
        hidden = tuple(name for name in self._columns() if name not in chosen)
        return kwargs | {"sequence": (*chosen, "..."), "exclude": hidden}

    def _with_columns(self, query: QueryDict) -> str:
        """The URL for the choices and numbers of the column form."""
        known = list(self._columns())

        def place(name: str) -> tuple:
            number = whole_number(query.get(f"{_PLACE}{name}"))
            return (number is None, number, known.index(name))

        ticked = sorted((name for name in query.getlist("col") if name in known), key=place)
        query = QueryDict(query.urlencode(), mutable=True)
        for name in ["col", "columns", "page", *(name for name in query if name.startswith(_PLACE))]:
            query.pop(name, None)
        if ticked and ticked != [name for name in known if name not in self.optional_columns]:
            query["columns"] = ",".join(ticked)
        return query.urlencode()

    def _shown_columns(self) -> list[str]:
        return self.chosen_columns() or [name for name in self._columns() if name not in self.optional_columns]

    def _column_choices(self) -> list[dict]:
        """All columns, the visible ones first and in order."""
        known, shown = self._columns(), self._shown_columns()
        order = [*shown, *(name for name in known if name not in shown)]
        return [
            {
                "name": name,
                "label": known[name].verbose_name or self._label_of(name),
                "shown": name in shown,
                "place": place,
            }
            for place, name in enumerate(order, 1)
        ]

    def _label_of(self, name: str) -> str:
        model = self.table_class._meta.model
        field = next((field for field in model._meta.get_fields() if field.name == name), None) if model else None
        return capfirst(str(getattr(field, "verbose_name", name)))

    # --- What the page shows ----------------------------------------------------------------------

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        state, view = state_of(self.request.GET), self.view_now
        new = QueryDict(mutable=True)
        new["next"], new["state"] = self.request.path, state
        return context | {
            "views": self.views,
            "view_now": view,
            "view_is_gone": view is None and bool(whole_number(self.request.GET.get("view"))),
            "view_changed": bool(view) and state != state_of(QueryDict(view.query)),
            "may_save_view": bool(view) and view.may_be_changed_by(self.request.user),
            "list_state": state,
            "new_view_url": f"{reverse('core:view_create')}?{new.urlencode()}",
            "columns_shown": ",".join(self._shown_columns()),
            "column_choices": self._column_choices,  # asked for where the form is not kept
            "column_carried": [
                (name, value)
                for name, values in self.request.GET.lists()
                for value in values
                if name not in {"columns", "page", "export", "col"} and not name.startswith(_PLACE)
            ],
        }
