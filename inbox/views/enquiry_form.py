"""The public form for companies that want to become partners."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView

from core.addresses import client_address
from core.models import KeptKind
from core.outgoing_mail import can_mail
from core.retention import days_kept
from core.views.by_link import SAFE
from core.views.visitors import language_of, open_to_visitors
from goals.models import Goal
from inbox.forms.enquiries import EnquiryForm
from inbox.services.enquiries import StampUsed, TooManyEnquiries, receive_enquiry

FROM_US = frozenset({"same-origin", "none"})  # https://www.w3.org/TR/fetch-metadata/


@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class PublicPage:
    """Mixin, placed before the view class: Swedish unless the URL asks for English, never cached, and no cookie.

    There is no login for a forged form to use, and the stamp lets each form through once. Browsers say themselves when
    a form comes from another site; one of ours in a frame there comes from us.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site", "same-origin") not in FROM_US:
            raise PermissionDenied
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            open_to_visitors(request)
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        response["Content-Language"] = language
        add_never_cache_headers(response)
        return response

    @property
    def query(self) -> str:
        return "?lang=en" if self.request.LANGUAGE_CODE == "en" else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(query=self.query, kept_days=partial(days_kept, KeptKind.ENQUIRIES), **kwargs)


class EnquiryPage(PublicPage, FormView):
    form_class = EnquiryForm
    template_name = "inbox/enquiry.html"

    def get_initial(self):
        """Preselect a goal from `?goal=3`, which the website's goal pages link to."""
        numbers = [goal for goal in self.request.GET.getlist("goal") if goal.isascii() and goal.isdecimal()]
        return {"goals": Goal.objects.filter(number__in=[number for number in numbers if len(number) < 4])}

    def form_valid(self, form):
        if not form.is_baited:
            try:
                receive_enquiry(
                    address=client_address(self.request),
                    goals=form.cleaned_data["goals"],
                    language=self.request.LANGUAGE_CODE,
                    **form.row_fields(),
                )
            except TooManyEnquiries as refusal:
                form.add_error(None, str(refusal))
                response = self.form_invalid(form)
                response.status_code = 429
                return response
            except StampUsed as refusal:
                form.stamp_anew()
                form.add_error(None, str(refusal))
                return self.form_invalid(form)
            except ValidationError as error:
                for messages in error.update_error_dict({}).values():
                    form.add_error(None, messages)
                return self.form_invalid(form)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return reverse("inbox:enquiry_thanks") + self.query


class EnquiryThanks(PublicPage, TemplateView):
    template_name = "inbox/enquiry_thanks.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(sends=can_mail(), **kwargs)
