from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from core.forms import StyledForm
from core.views import ActionPage, CreatePage, ListPage, UpdatePage
from crm.filters.tags import TagFilterSet
from crm.forms.tags import MergeTagForm, TagForm
from crm.models import Company, Tag
from crm.services.tags import merge_tags, save_tag, tag_company, untag_company
from crm.tables.tags import TagTable


class TagList(ListPage):
    permission_required = "crm.view_tag"
    title = _("Etiketter")
    model = Tag
    table_class = TagTable
    filterset_class = TagFilterSet
    create_url_name = "crm:tag_create"
    create_permission = "crm.add_tag"
    create_label = _("Ny etikett")
    empty_title = _("Inga etiketter än")
    empty_text = _("Med etiketter hittar du företag som hör ihop, till exempel alla som brukar ge varor.")

    def get_queryset(self):
        return Tag.objects.with_numbers()


class TagPage:
    model = Tag

    def get_success_url(self):
        return reverse("crm:tag_list")

    get_cancel_url = get_success_url


class TagCreate(TagPage, CreatePage):
    permission_required = "crm.add_tag"
    form_class = TagForm
    title = _("Ny etikett")
    success_message = _("Etiketten är sparad.")

    def save(self, form):
        return save_tag(Tag(), name=form.cleaned_data["name"])


class TagEdit(TagPage, UpdatePage):
    permission_required = "crm.change_tag"
    form_class = TagForm
    title = _("Byt namn på etiketten")
    intro = _("Alla företag som har etiketten får det nya namnet.")
    success_message = _("Etiketten har bytt namn.")

    def save(self, form):
        return save_tag(self.object, name=form.cleaned_data["name"])


class TagMerge(TagPage, ActionPage):
    permission_required = "crm.delete_tag"
    form_class = MergeTagForm
    title = _("Slå ihop etiketten")
    submit_label = _("Slå ihop")
    success_message = _("Etiketterna är hopslagna.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"tag": self.object}

    def get_context_data(self, **kwargs):
        number = self.object.companies.count()
        intro = ngettext(
            "%(number)s företag har etiketten och får den andra i stället. Det går inte att ångra.",
            "%(number)s företag har etiketten och får den andra i stället. Det går inte att ångra.",
            number,
        )
        return super().get_context_data(intro=intro % {"number": number}, **kwargs)

    def save(self, form):
        merge_tags(self.object, into=form.cleaned_data["into"])
        return form.cleaned_data["into"]


class TagDelete(TagPage, ActionPage):
    permission_required = "crm.delete_tag"
    form_class = StyledForm
    title = _("Ta bort etiketten")
    submit_label = _("Ta bort")
    success_message = _("Etiketten är borttagen.")

    def get_context_data(self, **kwargs):
        number = self.object.companies.count()
        intro = ngettext(
            "%(number)s företag har etiketten och blir av med den. Företaget finns kvar.",
            "%(number)s företag har etiketten och blir av med den. Företagen finns kvar.",
            number,
        )
        return super().get_context_data(intro=intro % {"number": number}, **kwargs)

    def save(self, form):
        self.object.delete()
        return self.object


class CompanyTags(PermissionRequiredMixin, View):
    """The tags on a company's page: one form, answered with the tags as they now are."""

    permission_required = "crm.change_company"
    http_method_names = ["post"]

    def post(self, request, pk, **kwargs):
        company, error = get_object_or_404(Company, pk=pk), ""
        try:
            self.press(company, **kwargs)
        except ValidationError as invalid:
            error = " ".join(invalid.messages)
        if request.htmx:
            return render(
                request, "crm/_company_tags.html", {"company": company, "all_tags": Tag.objects.all(), "error": error}
            )
        if error:
            messages.error(request, error)
        return HttpResponseRedirect(company.get_absolute_url())

    def press(self, company, **kwargs):
        raise NotImplementedError


class CompanyTagAdd(CompanyTags):
    def press(self, company):
        tag_company(company, name=self.request.POST.get("name", ""))


class CompanyTagRemove(CompanyTags):
    def press(self, company, tag):
        untag_company(company, tag=get_object_or_404(Tag, pk=tag))
