"""A coordinator's pages: the own team, what it reports, and what others may be shown."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaigns.models import Entry, EntryPicture, EntryState, Team
from campaigns.qr import picture
from campaigns.services.activities import MOST_PICTURES
from campaigns.views.printed_material import poster_parts
from campaigns.views.team_page import team_address
from core.views.pictures import picture_response
from workplaces.forms.coordinators import ActivityReportForm, PictureReportForm, TeamReportForm
from workplaces.models import LinkKind
from workplaces.queries import coordinator_page
from workplaces.services.coordinators import (
    add_to_activity,
    change_activity,
    drop_picture,
    report_activity,
    report_team,
)
from workplaces.views.by_link import LinkFormPage, LinkView


class ByCoordinator:
    kind = LinkKind.COORDINATOR
    home = "workplace:coordinator"

    @cached_property
    def team(self) -> Team:
        return get_object_or_404(Team.objects.select_related("competition", "company"), pk=self.link.team_id)

    def common(self):
        return super().common() | {"team": self.team, "competition": self.team.competition}

    def share_url(self) -> str | None:
        address = team_address(self.team)
        return address and self.request.build_absolute_uri(address)


class CoordinatorHome(ByCoordinator, LinkView):
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        share = self.share_url()
        token = self.team.competition.board_token
        context = self.common() | {
            "page": coordinator_page(self.link),
            "share": share,
            "share_picture": share and picture(share),
            "board_url": token and reverse("board:board", args=[token]) + self.query,
            "happened": request.GET.get("klar", ""),
            "most_pictures": MOST_PICTURES,
        }
        return render(request, "workplaces/by_link/coordinator.html", context)


class TeamReport(ByCoordinator, LinkFormPage):
    form_class = TeamReportForm
    title = _("Lagets uppgifter")
    submit_label = _("Spara")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"team": self.team}

    def save(self, form):
        waits = report_team(self.link, **form.cleaned_data)
        self.done = "vantar" if waits else "laget"

    def get_context_data(self, **kwargs):
        intro = _("Namn och antal som redan står på tavlan ändras när vi har godkänt det.")
        return super().get_context_data(intro=intro if self.team.competition.is_locked else "", **kwargs)


class ActivityReport(ByCoordinator, LinkFormPage):
    form_class = ActivityReportForm
    template_name = "workplaces/by_link/activity.html"
    title = _("Berätta vad ni har gjort")
    submit_label = _("Skicka in")
    done = "aktivitet"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"team": self.team}

    def save(self, form):
        report_activity(self.link, pictures=form.pictures, **form.row_fields())

    def get_context_data(self, **kwargs):
        intro = _("Vi läser och godkänner det. Sedan kan det synas på tavlan. Skriv inga namn.")
        if self.team.competition.is_contest:
            intro = _("Vi läser och godkänner det. Sedan ger det poäng och kan synas på tavlan. Skriv inga namn.")
        return super().get_context_data(intro=intro, **kwargs)


class OwnEntry(ByCoordinator):
    """The team's own entry, while it waits."""

    @cached_property
    def entry(self) -> Entry:
        return get_object_or_404(Entry, pk=self.kwargs["pk"], team=self.team, state=EntryState.PENDING)

    def common(self):
        return super().common() | {"entry": self.entry}


class ActivityChange(OwnEntry, LinkFormPage):
    form_class = ActivityReportForm
    title = _("Ändra")
    submit_label = _("Spara")
    done = "andrad"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"team": self.team, "entry": self.entry}

    def save(self, form):
        change_activity(self.link, self.entry, values=form.row_fields())


class PictureAdd(OwnEntry, LinkFormPage):
    form_class = PictureReportForm
    title = _("Ny bild")
    submit_label = _("Lägg till bilden")
    done = "bild"

    def get_context_data(self, **kwargs):
        intro = _("Plats och tid som telefonen skrivit in tas bort. Fråga dem som syns på bilden först.")
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form):
        add_to_activity(self.link, self.entry, image=form.cleaned_data["picture"], alt=form.cleaned_data["alt"])


class PictureDrop(ByCoordinator, LinkView):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        waiting = EntryPicture.objects.filter(entry__team=self.team, entry__state=EntryState.PENDING)
        drop_picture(self.link, get_object_or_404(waiting, pk=kwargs["pk"]))
        return self.go_home("bild-borta")


class Picture(ByCoordinator, LinkView):
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        own = get_object_or_404(EntryPicture, pk=kwargs["pk"], entry__team=self.team)
        return picture_response(request, own.image)


class Poster(ByCoordinator, LinkView):
    """To print, for one's own workplace; its code opens the team's page."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        share = self.share_url()
        if share is None:
            raise Http404
        context = self.common() | poster_parts(self.team.competition, team=self.team, board_url=share)
        return render(request, "campaigns/printed_material/poster.html", context | {"back": self.url(self.home)})
