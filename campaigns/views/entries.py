"""Entries for points: the list with decisions, each entry and its pictures."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from campaigns.exports.entries import EntryExport
from campaigns.filters import EntryFilterSet
from campaigns.forms.entries import EntryForm, EntryReasonForm, PictureForm
from campaigns.models import Competition, Entry, EntryPicture, EntryState, Juror
from campaigns.services.activities import (
    MOST_PICTURES,
    add_entry,
    add_picture,
    approve_entry,
    decline_entry,
    remove_picture,
    send_back_entry,
    update_entry,
)
from campaigns.tables.entries import EntryTable
from core.views import (
    ButtonView,
    CreatePage,
    DeletePage,
    DetailPage,
    ListPage,
    UpdatePage,
    next_url,
    offer_put_back,
    seen_by,
)
from core.views.pictures import picture_response


class EntryList(ListPage):
    permission_required = "campaigns.view_entry"
    template_name = "campaigns/entries/list.html"
    title = _("Tävlingsbidrag")
    model = Entry
    table_class = EntryTable
    filterset_class = EntryFilterSet
    export_class = EntryExport
    fixed_columns = ("decide",)
    create_label = _("Nytt tävlingsbidrag")
    empty_title = _("Inga tävlingsbidrag än")

    def get_queryset(self):
        return Entry.objects.for_table()

    def nothing(self) -> str:
        competition = self.filterset.chosen
        if competition and not self.get_queryset().filter(team__competition=competition).exists():
            return "at_all"  # the page is the competition's own, so its parameter hides no rows
        return super().nothing()

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"may_decide": self.request.user.has_perm("campaigns.change_entry")}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        counts = self.object_list.counts()
        create_url = self.get_create_url()
        return context | {
            "competition": self.filterset.chosen,
            "tab": "entries",
            "counts": [(state.label, counts.get(state, 0)) for state in EntryState] if context["count"] else [],
            "create_url": create_url,
            "empty_text": _("Lägg in vad ett lag har gjort, så kan det godkännas och ge poäng.")
            if create_url
            else _("De läggs in från en tävling som pågår."),
        }

    def get_create_url(self) -> str:
        """For the competition in the filter, or the only running one."""
        if not self.request.user.has_perm("campaigns.add_entry"):
            return ""
        running = Competition.objects.running()
        if chosen := self.filterset.chosen:
            running = running.filter(pk=chosen.pk)
        found = list(running.order_by("pk").values_list("pk", flat=True)[:2])
        return reverse("campaigns:entry_create", args=found) if len(found) == 1 else ""


class EntryPage:
    model = Entry
    form_class = EntryForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"competition": self.competition}

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=self.competition.name, **kwargs)


class EntryCreate(EntryPage, CreatePage):
    permission_required = "campaigns.add_entry"
    title = _("Nytt tävlingsbidrag")
    submit_label = _("Spara och lägg till bilder")
    success_message = _("Tävlingsbidraget är sparat och väntar på att godkännas. Lägg till bilder om det finns några.")

    @cached_property
    def competition(self) -> Competition:
        return get_object_or_404(Competition, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if not self.competition.is_running:
            messages.error(request, _("Tävlingsbidrag läggs in medan tävlingen pågår."))
            return HttpResponseRedirect(self.get_cancel_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        today = timezone.localdate()
        return {
            "team": self.request.GET.get("team"),
            "happened_on": min(max(today, self.competition.opens_on), self.competition.closes_on),
        }

    def get_cancel_url(self):
        return f"{reverse('campaigns:entry_list')}?competition={self.competition.pk}"

    def save(self, form):
        return add_entry(**{name: form.cleaned_data[name] for name in form.Meta.fields})


class EntryEdit(EntryPage, UpdatePage):
    permission_required = "campaigns.change_entry"
    title = _("Ändra tävlingsbidrag")
    success_message = _("Ändringarna är sparade.")

    @cached_property
    def competition(self) -> Competition:
        return Competition.objects.get(teams__entries=self.kwargs["pk"])

    def save(self, form):
        return update_entry(form.instance, **{name: form.cleaned_data[name] for name in form.Meta.fields})


class EntryDetail(DetailPage):
    permission_required = "campaigns.view_entry"
    template_name = "campaigns/entries/detail.html"
    context_object_name = "entry"

    def get_queryset(self):
        return Entry.objects.for_table()

    def get_context_data(self, **kwargs):
        pictures = list(self.object.pictures.all())
        competition = self.object.team.competition
        kinds = {kind["id"]: kind for kind in competition.catalogue}
        return super().get_context_data(
            competition=competition,
            kind=kinds.get(self.object.activity_id),
            pictures=pictures,
            picture_form=PictureForm() if len(pictures) < MOST_PICTURES else None,
            **kwargs,
        )


class EntryApprove(ButtonView):
    """Approves the version that the user saw: an entry changed meanwhile is refused."""

    permission_required = "campaigns.change_entry"
    message = _("Godkänt: %(title)s")

    def press(self, request, pk):
        return approve_entry(seen_by(request, get_object_or_404(Entry, pk=pk)), by=request.user)

    def get_message(self):
        return self.message % {"title": self.changed.title}

    def get_home_url(self):
        return reverse("campaigns:entry_detail", args=[self.kwargs["pk"]])


class EntryReasonPage(UpdatePage):
    permission_required = "campaigns.change_entry"
    model = Entry
    form_class = EntryReasonForm

    def get_success_url(self):
        return next_url(self.request) or self.object.get_absolute_url()

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs):
        back = urlencode({"next": self.get_success_url()})
        return super().get_context_data(action=f"{self.request.path}?{back}", **kwargs)


class EntryDecline(EntryReasonPage):
    title = _("Underkänn")
    submit_label = _("Underkänn")

    def save(self, form):
        """The list shows this form in its rows, so offer undo here."""
        declined = decline_entry(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])
        words = _("Tävlingsbidraget är underkänt.")
        offer_put_back(self.request, words, declined, permissions=self.get_permission_required())
        return declined


class EntrySendBack(EntryReasonPage):
    title = _("Skicka tillbaka")
    intro = _("Beslutet tas tillbaka, och tävlingsbidraget väntar igen på att bedömas. Det ger inga poäng så länge.")
    submit_label = _("Skicka tillbaka")
    success_message = _("Tävlingsbidraget väntar igen.")

    def save(self, form):
        return send_back_entry(form.instance, reason=form.cleaned_data["reason"])


class EntryPictureAdd(CreatePage):
    permission_required = "campaigns.add_entrypicture"
    model = EntryPicture
    form_class = PictureForm
    title = _("Ny bild")
    submit_label = _("Lägg till bilden")
    success_message = _("Bilden är tillagd.")

    @cached_property
    def entry(self) -> Entry:
        return get_object_or_404(Entry, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": EntryPicture(entry=self.entry)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=self.entry.title, **kwargs)

    def save(self, form):
        return add_picture(entry=self.entry, image=form.cleaned_data["image"], alt=form.cleaned_data["alt"])

    def get_success_url(self):
        return f"{self.entry.get_absolute_url()}#pictures"

    get_cancel_url = get_success_url


class EntryPictureDelete(DeletePage):
    permission_required = "campaigns.delete_entrypicture"
    model = EntryPicture
    title = _("Ta bort bilden")
    intro = _("Bilden tas bort för gott.")
    success_message = _("Bilden är borttagen.")
    remove = staticmethod(remove_picture)

    def get_success_url(self):
        return f"{self.object.entry.get_absolute_url()}#pictures"

    get_cancel_url = get_success_url


@require_safe
def entry_picture(request, pk):
    """For users who may see entries, and for jurors if the entry is approved."""
    picture = get_object_or_404(EntryPicture.objects.select_related("entry__team"), pk=pk)
    if not request.user.has_perm("campaigns.view_entry"):
        duties = Juror.objects.filter(competition=picture.entry.team.competition_id, user=request.user)
        if picture.entry.state != EntryState.APPROVED or not duties.exists():
            raise PermissionDenied
    return picture_response(request, picture.image)
