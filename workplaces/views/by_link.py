"""What all pages by a personal link have in common."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, View

from core.errors import Refusal
from core.form_tokens import ONCE_FIELD, new_token
from core.secret_links import acting_by
from core.services import save_once
from core.views.by_link import for_link
from core.views.submit_once import hash_of_all
from workplaces.models import WorkplaceLink
from workplaces.services.personal_links import open_link


@method_decorator([login_not_required, csrf_exempt, for_link], name="dispatch")
class LinkView(View):
    """Open to who has the link, while it is open. An unknown link, a revoked and an expired one answer the same."""

    kind: str
    home: str  # the name of the URL of the link's first page
    link: WorkplaceLink

    def dispatch(self, request, *args, **kwargs):
        link = open_link(kwargs["token"], kind=self.kind)
        if link is None:
            raise Http404
        self.link = link
        with acting_by(link.trace):
            return super().dispatch(request, *args, **kwargs)

    @property
    def query(self) -> str:
        return "?lang=en" if self.request.LANGUAGE_CODE == "en" else ""

    def url(self, name: str, *args) -> str:
        return reverse(name, args=[self.kwargs["token"], *args]) + self.query

    def go_home(self, happened: str) -> HttpResponseRedirect:
        """To the first page, which says by `happened` what was done."""
        url = self.url(self.home)
        return HttpResponseRedirect(f"{url}{'&' if '?' in url else '?'}klar={happened}")

    def common(self) -> dict:
        return {"link": self.link, "token": self.kwargs["token"], "query": self.query, "home": self.url(self.home)}


class LinkFormPage(LinkView, FormView):
    """A form that is saved once, however often it is sent."""

    template_name = "workplaces/by_link/form.html"
    title = ""
    intro = ""
    submit_label = ""
    done = ""

    def save(self, form):
        """Save. A Refusal or ValidationError is shown on the form, with the input kept."""
        raise NotImplementedError

    def form_valid(self, form):
        key = self.request.POST.get(ONCE_FIELD, "")
        place = hash_of_all(self.link.pk, self.request.path)
        key = key and hash_of_all(place, key)
        try:
            with save_once(key=key, place=place, written=key) as (_sent, is_new):
                if is_new:
                    self.save(form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            for name, messages in error.update_error_dict({}).items():
                form.add_error(name if name in form.fields else None, messages)
        else:
            return self.go_home(self.done)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        context = self.common() | {
            "title": self.title,
            "intro": self.intro,
            "submit_label": self.submit_label,
            "form_token": self.request.POST.get(ONCE_FIELD) or new_token(),
        }
        return super().get_context_data(**context | kwargs)
