from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from core.field_permissions import changeable
from core.forms import field_form
from core.inline import shown_inline
from core.views.generic import UpdatePage, next_url
from core.views.submit_once import set_saved_cookie


class FieldEdit(UpdatePage):
    """Edit one field of a row in place, or on a small page without script.

    `fields` maps the editable fields to form fields, or to None for the model's default.
    """

    template_name = "generic/form.html"
    partial_template_name = "components/inline_form.html"
    shown_template_name = "components/inline_field.html"
    context_object_name = "record"
    fields: dict = {}
    joins = True

    def has_permission(self):
        may = changeable(self.request.user, self.model)
        return self.kwargs["field"] in may if self.kwargs["field"] in self.fields else bool(may)

    def get_object(self, queryset=None):
        if self.kwargs["field"] not in self.fields:
            raise Http404
        return super().get_object(queryset)

    def get(self, request, *args, **kwargs):
        if request.htmx and "visa" in request.GET:  # editing was cancelled
            self.object = self.get_object()
            return self.shown()
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        name = self.kwargs["field"]
        return field_form(self.model, name, self.fields[name])

    def get_form_kwargs(self):
        # The page may show the same field for several rows.
        return super().get_form_kwargs() | {"auto_id": f"{self.model._meta.model_name}-{self.object.pk}-%s"}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields[self.kwargs["field"]].widget.attrs["autofocus"] = True
        return form

    def get_context_data(self, **kwargs):
        label = str(self.model._meta.get_field(self.kwargs["field"]).verbose_name)
        query = self.request.GET.copy()
        query["visa"] = "1"
        title = capfirst(label)
        return super().get_context_data(title=title, shown_url=f"{self.request.path}?{query.urlencode()}", **kwargs)

    def get_cancel_url(self):
        return next_url(self.request) or self.object.get_absolute_url()

    def get_success_url(self):
        return self.get_cancel_url()

    def form_valid(self, form):
        response = super().form_valid(form)
        if "HX-Redirect" not in response:
            return response
        shown = self.shown()
        if self.token:
            set_saved_cookie(shown, self.token)
        return shown

    def shown(self) -> HttpResponse:
        row = self.get_queryset().get(pk=self.object.pk)  # as stored, with the related names
        context = shown_inline(row, self.kwargs["field"], back=self.get_cancel_url(), may_change=True, focus=True)
        return render(self.request, self.shown_template_name, context)
