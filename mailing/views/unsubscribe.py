"""Where the receiver of a letter says no, without logging in: by the link, or by one press in the mail program."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from core.views.by_link import for_secret
from mailing.letter_layout import address_of
from mailing.models import Suppression, SuppressionReason
from mailing.models.suppressions import address_key
from mailing.services.suppressions import subscribe_again, suppress_address


@method_decorator([login_not_required, csrf_exempt, for_secret], name="dispatch")  # mail programs post (RFC 8058)
class Unsubscribe(TemplateView):
    template_name = "mailing/unsubscribe.html"

    def dispatch(self, request, *args, **kwargs):
        self.address = address_of(kwargs["token"])
        if self.address is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        row = Suppression.objects.of(address_key(self.address)).first()
        return super().get_context_data(
            address=self.address,
            is_off=row is not None,
            may_return=row is not None and row.reason == SuppressionReason.UNSUBSCRIBED,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if "again" in request.POST:
            subscribe_again(self.address)
        else:
            suppress_address(self.address, reason=SuppressionReason.UNSUBSCRIBED)
        return HttpResponseRedirect(request.get_full_path())
