"""Create, rename, share and delete saved views, and set the default."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from core.forms import SavedViewForm
from core.models import SavedView
from core.services import choose_default_view, default_view, save_view
from core.views.buttons import ButtonView
from core.views.generic import CreatePage, UpdatePage, next_path, next_url, offer_undo
from core.views.liststate import SavedViewsMixin, state_of
from core.views.records import DeletePage


def list_at(path: str) -> str:
    """The name of the list at a path. Raises Http404 if there is none."""
    try:
        match = resolve(path)
    except Resolver404:
        raise Http404 from None
    if not issubclass(getattr(match.func, "view_class", object), SavedViewsMixin):
        raise Http404
    return match.view_name


class SavedViewPage:
    """Every user may have saved views, so no permission is needed; another user's view gives 404."""

    permission_required = ()
    model = SavedView

    def get_queryset(self):
        return SavedView.objects.seen_by(self.request.user)

    def get_object(self, queryset=None):
        view = super().get_object(queryset)
        if not view.may_be_changed_by(self.request.user):
            raise Http404
        return view

    def get_cancel_url(self):
        return self.get_path()

    def get_path(self) -> str:
        return next_path(self.request) or "/"


class SavedViewFormPage(SavedViewPage):
    form_class = SavedViewForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_success_url(self):
        return f"{self.get_path()}?view={self.object.pk}"

    def save(self, form):
        view = save_view(form.instance)
        choose_default_view(view, user=self.request.user, chosen=form.cleaned_data["is_default"])
        return view


class SavedViewCreate(SavedViewFormPage, CreatePage):
    title = _("Spara vyn")
    success_message = _("Vyn är sparad.")
    http_method_names = ["get", "post"]

    def dispatch(self, request, *args, **kwargs):
        if request.method.lower() not in self.http_method_names:
            return self.http_method_not_allowed(request, *args, **kwargs)
        try:
            self.list_name = list_at(self.get_path())
        except Http404:  # not opened from a list
            return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"] = SavedView(
            owner=self.request.user,
            list_name=self.list_name,
            query=state_of(QueryDict(self.request.GET.get("state", ""))),
        )
        return kwargs


class SavedViewEdit(SavedViewFormPage, UpdatePage):
    title = _("Ändra vyn")
    success_message = _("Vyn är ändrad.")
    template_name = "core/view_form.html"

    def get_initial(self):
        return {"is_default": self.object.default_for.filter(user=self.request.user).exists()}


class SavedViewDelete(SavedViewPage, DeletePage):
    title = _("Ta bort vyn")
    intro = _("Listan finns kvar. Är vyn delad försvinner den för alla.")
    success_message = _("Vyn är borttagen.")

    def get_success_url(self):
        return f"{self.get_path()}?view=0"


class ViewButton(ButtonView):
    """For a list shown by a saved view; every user may have views, so no permission is needed."""

    permission_required = ()

    def get_view(self) -> SavedView:
        return get_object_or_404(SavedView.objects.seen_by(self.request.user), pk=self.kwargs["pk"])

    def leave(self, url):
        back = next_url(self.request)
        return HttpResponseRedirect(back if "?" in back else f"{back or '/'}?view={self.kwargs['pk']}")


class SavedViewSave(ViewButton):
    """Overwrite the view with the list's current state."""

    message = _("Vyn är sparad.")

    def press(self, request, pk):
        view = self.get_view()
        if not view.may_be_changed_by(request.user):
            raise Http404
        return save_view(view, query=state_of(QueryDict(request.POST.get("state", ""))))


class SavedViewDefault(ViewButton):
    """Toggle the view as the list's default."""

    def press(self, request, pk):
        view = self.get_view()
        self.before = default_view(view.list_name, user=request.user)
        self.chosen = "off" not in request.POST and "off" not in request.GET
        choose_default_view(view, user=request.user, chosen=self.chosen)

    def notify(self, request, pk):
        words = _("Listan öppnas med vyn.") if self.chosen else _("Listan öppnas med allt.")
        back = reverse("core:view_default", args=[self.before.pk if self.before else pk])
        offer_undo(request, words, back if self.before else f"{back}?off=1")
