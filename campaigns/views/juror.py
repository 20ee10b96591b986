"""A juror's pages: the teams, their entries, and the juror's own marks only."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from campaigns.forms.jury import JudgingForm
from campaigns.models import EntryPicture, EntryState, Juror
from campaigns.queries.jury import JurySheet, revealed_places, sheet_of
from campaigns.scoring import HIGHEST_MARK
from campaigns.services.jury import MarksMissing, hand_in, open_sheet, save_marks
from core.errors import Refusal, StaleVersion
from core.views.by_link import for_link
from core.views.pictures import picture_response

SAVED, HANDED_IN = "sparat", "inlamnat"


class SheetPage(View):
    """The whole sheet is one form. Save before handing in, so that no input is lost."""

    http_method_names = ["get", "head", "post"]
    template_name: str

    def get_juror(self) -> Juror:
        """Raises Http404 for users who are not on the jury."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        sheet = sheet_of(self.get_juror())
        return self.show(sheet, JudgingForm(sheet=sheet))

    def post(self, request, *args, **kwargs):
        juror = self.get_juror()
        sheet = sheet_of(juror)
        form = JudgingForm(request.POST, sheet=sheet)
        if not form.is_valid():
            return self.show(sheet, form)
        try:
            juror = save_marks(
                juror, marks=form.given_marks, recusals=form.given_recusals, seen=form.cleaned_data["version"]
            )
        except StaleVersion:
            return self.show_stale(juror)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.show(sheet, form)
        if "hand_in" not in request.POST:
            return self.go_back(SAVED)
        try:
            hand_in(juror)
        except MarksMissing as refusal:
            return self.show_missing(juror, refusal)
        return self.go_back(HANDED_IN)

    def show_missing(self, juror: Juror, refusal: MarksMissing):
        sheet = sheet_of(juror)
        form = JudgingForm(self.request.POST, sheet=sheet)
        form.go_on_from(juror.version)
        form.full_clean()
        form.add_error(None, _("Det du har satt är sparat, men allt måste ha betyg innan du lämnar in."))
        form.show_missing(refusal.context["missing"])
        return self.show(sheet, form)

    def show_stale(self, juror: Juror):
        """Show what another window saved, and let the next save overwrite it."""
        juror.refresh_from_db()
        sheet = sheet_of(juror)
        form = JudgingForm(self.request.POST, sheet=sheet)
        form.go_on_from(juror.version)
        form.full_clean()
        form.add_error(None, _("Betygen har sparats från ett annat fönster sedan du öppnade sidan."))
        for difference in form.differences():
            form.add_error(None, difference)
        form.add_error(None, _("Spara igen om det som står här ska gälla."))
        return self.show(sheet, form, status=409)

    def go_back(self, happened: str):
        query = self.request.GET.copy()
        query["klar"] = happened
        return HttpResponseRedirect(f"{self.request.path}?{query.urlencode()}")

    def show(self, sheet: JurySheet, form: JudgingForm, status: int = 200):
        juror = sheet.juror
        context = {
            "highest_mark": HIGHEST_MARK,
            "token": self.kwargs.get("token", ""),
            "sheet": sheet,
            "form": form,
            "competition": sheet.competition,
            "may_judge": sheet.competition.is_running and juror.handed_in_at is None,
            "may_give_away": sheet.competition.rules.may_give_marks_away,
            "happened": "" if form.is_bound else self.request.GET.get("klar", ""),
            "places": revealed_places(sheet.competition) if juror.handed_in_at else [],
        }
        return render(self.request, self.template_name, context, status=status)

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response


class Judge(SheetPage):
    """For a logged-in colleague on the jury of this competition."""

    template_name = "campaigns/jury/juror_judge.html"

    def get_juror(self):
        jurors = Juror.objects.select_related("competition")
        return get_object_or_404(jurors, competition=self.kwargs["pk"], user=self.request.user)


def juror_of(secret: str) -> Juror:
    juror = open_sheet(secret)
    if juror is None:
        raise Http404
    return juror


@method_decorator([login_not_required, csrf_exempt, for_link], name="dispatch")
class JurorByLink(SheetPage):
    """For an external juror. An unknown link and a revoked one give the same answer."""

    template_name = "campaigns/jury/juror_link.html"

    def get_juror(self):
        return juror_of(self.kwargs["token"])


@method_decorator([login_not_required, for_link], name="dispatch")
class JurorPicture(View):
    """A picture of an entry that this juror is to judge."""

    http_method_names = ["get", "head"]

    def get(self, request, token, pk):
        juror = juror_of(token)
        approved = EntryPicture.objects.filter(
            entry__team__competition=juror.competition_id, entry__state=EntryState.APPROVED
        )
        response = picture_response(request, get_object_or_404(approved, pk=pk).image)
        response["Cache-Control"] = "private, no-store"
        return response
