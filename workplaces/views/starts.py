"""The public form by which a workplace begins, and the link that confirms it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView, View

from campaigns.models import Competition, Idea
from core.addresses import client_address
from core.errors import Refusal
from core.numbers import whole_number
from core.outgoing_mail import can_mail
from core.two_languages import words_of
from core.views.by_link import for_link
from goals.models import Goal
from inbox.services.enquiries import StampUsed
from inbox.views.enquiry_form import PublicPage
from workplaces.forms.starts import StartForm
from workplaces.letters import ask_to_confirm, give_receipt
from workplaces.models import StartKind
from workplaces.services.starts import asked_by, confirm_start, receive_start


class StartChoose(PublicPage, TemplateView):
    """What can be begun; each leads to its form."""

    template_name = "workplaces/start/choose.html"

    def get_context_data(self, **kwargs):
        kept = self.request.GET.copy()
        kinds = [kind for kind in StartKind if kind != StartKind.JOIN]
        return super().get_context_data(kinds=kinds, carried=kept.urlencode(), **kwargs)


class StartPage(PublicPage, FormView):
    form_class = StartForm
    template_name = "workplaces/start/form.html"

    @cached_property
    def kind(self) -> StartKind:
        try:
            return StartKind(self.kwargs["kind"])
        except ValueError:
            raise Http404 from None

    @cached_property
    def competition(self) -> Competition | None:
        """The competition to join, by the link of its board: nobody is shown a list of them."""
        if self.kind != StartKind.JOIN:
            return None
        found = Competition.objects.open_on_board(self.request.GET.get("tavla", "")).first()
        if found is None or not found.takes_teams:
            raise Http404
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"kind": self.kind}

    def get_initial(self):
        numbers = [number for number in self.request.GET.getlist("goal") if number.isdecimal() and len(number) < 4]
        return {"goals": Goal.objects.filter(number__in=numbers), "message": self.idea_wanted()}

    def idea_wanted(self) -> str:
        """What the message begins with for who comes from an idea that anybody may read."""
        key = whole_number(self.request.GET.get("ide", ""))
        idea = key and Idea.objects.public().filter(pk=key).first()
        return gettext("Vi vill göra: %(idea)s") % {"idea": words_of(idea, "name")} if idea else ""

    def get_context_data(self, **kwargs):
        competition = self.competition
        action = self.request.get_full_path()
        return super().get_context_data(kind=self.kind, competition=competition, action=action, **kwargs)

    def form_valid(self, form):
        competition, start, secret = self.competition, None, ""
        if not form.is_baited:
            try:
                start, secret = receive_start(
                    address=client_address(self.request),
                    goals=form.goals or (competition.goals.all() if competition else ()),
                    terms=form.terms() | {"competition": competition},
                    asks=can_mail(),
                    language=self.request.LANGUAGE_CODE,
                    **form.row_fields(),
                )
            except StampUsed as refusal:
                form.stamp_anew()
                form.add_error(None, str(refusal))
                return self.form_invalid(form)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                response = self.form_invalid(form)
                response.status_code = 429
                return response
            except ValidationError as error:
                for name, messages in error.update_error_dict({}).items():
                    form.add_error(name if name in form.fields else None, messages)
                return self.form_invalid(form)
        if secret:
            ask_to_confirm(start, secret)
        return HttpResponseRedirect(reverse("workplaces:start_thanks") + self.query)


class StartThanks(PublicPage, TemplateView):
    template_name = "workplaces/start/thanks.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(asks=can_mail(), **kwargs)


@method_decorator([login_not_required, csrf_exempt, for_link], name="dispatch")
class StartConfirm(View):
    """A button confirms, not the link itself: mail programs open links to look at them."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, token):
        start = self.asked(token)
        return render(request, "workplaces/start/confirm.html", {"start": start, "done": start.confirmed_at})

    def post(self, request, token):
        start = self.asked(token)
        if confirm_start(start):
            give_receipt(start)
        return render(request, "workplaces/start/confirm.html", {"start": start, "done": True})

    def asked(self, token: str):
        start = asked_by(token)
        if start is None:
            raise Http404
        return start
