from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.views import ActionPage, ButtonView, CreatePage, DeletePage, ListPage, UpdatePage, offer_undo
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


class TagDelete(TagPage, DeletePage):
    permission_required = "crm.delete_tag"
    title = _("Ta bort etiketten")
    success_message = _("Etiketten är borttagen.")

    def get_context_data(self, **kwargs):
        number = self.object.companies.count()
        intro = ngettext(
            "%(number)s företag har etiketten och blir av med den. Företaget finns kvar.",
            "%(number)s företag har etiketten och blir av med den. Företagen finns kvar.",
            number,
        )
        return super().get_context_data(intro=intro % {"number": number}, **kwargs)


class CompanyTags(ButtonView):
    """The tag form on a company's page; responds with the current tags."""

    permission_required = "crm.change_company"
    error = ""
    undo_url = ""  # only removal needs one: an added tag has its own remove button

    def refuse(self, words):
        self.error = words
        if not self.request.htmx:
            super().refuse(words)

    def notify(self, request, pk):
        if self.undo_url and not request.htmx:
            offer_undo(request, self.message, self.undo_url)

    def leave(self, url):
        company = get_object_or_404(Company, pk=self.kwargs["pk"])
        if not self.request.htmx:
            return HttpResponseRedirect(company.get_absolute_url())
        context = {
            "company": company,
            "all_tags": Tag.objects.all(),
            "error": self.error,
            "message": self.message,
            "undo_url": self.undo_url,
        }
        return render(self.request, "crm/tags/_company_tags.html", context)


class CompanyTagAdd(CompanyTags):
    def press(self, request, pk):
        name = request.POST.get("name") or request.GET.get("name", "")
        tag_company(get_object_or_404(Company, pk=pk), name=name)


class CompanyTagRemove(CompanyTags):
    def press(self, request, pk, tag):
        tag = get_object_or_404(Tag, pk=tag)
        untag_company(get_object_or_404(Company, pk=pk), tag=tag)
        self.message = gettext("Etiketten %(tag)s är borttagen.") % {"tag": tag}
        self.undo_url = f"{reverse('crm:company_tag_add', args=[pk])}?{urlencode({'name': tag.name})}"
