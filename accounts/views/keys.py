"""API keys: one's own, and all of them for administrators. And one's own sessions."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from accounts.filters import KeyFilterSet
from accounts.services.roles import may_manage
from accounts.services.users import end_sessions, make_key, revoke_key
from accounts.tables import KeyTable
from accounts.user_forms import KeyForm
from accounts.views.users import TABS
from core.forms import StyledForm
from core.models import ApiToken
from core.views import FormPage, ListPage
from core.views.recent_login import RecentLoginMixin


class KeyList(ListPage):
    permission_required = "core.view_user"
    title = _("API-nycklar")
    model = ApiToken
    table_class = KeyTable
    filterset_class = KeyFilterSet
    tabs = TABS
    empty_title = _("Inga API-nycklar än")
    empty_text = _("Var och en gör sina egna på sin profil.")

    def get_queryset(self):
        return ApiToken.objects.select_related("user")


@method_decorator(never_cache, name="dispatch")
class KeyCreate(RecentLoginMixin, FormPage, FormView):
    """Show the secret only once; a resubmitted form leads to the list of keys."""

    permission_required = ()
    form_class = KeyForm
    title = _("Ny API-nyckel")
    intro = _(
        "En nyckel låter ett annat program komma åt det du själv kommer åt. Ge den ett namn som säger var den används."
    )
    submit_label = _("Skapa nyckel")

    def get_success_url(self):
        return reverse("core:profile")

    get_cancel_url = get_success_url

    def form_valid(self, form):
        chosen = {name: form.cleaned_data[name] for name in ("name", "may_write", "addresses")}
        with self.saving_once() as sent:
            key, secret = make_key(self.request.user, **chosen, expiry=form.expiry)
            if sent:
                sent.remember(url=self.get_success_url(), record=key)
        page = render(self.request, "accounts/key_created.html", {"key": key, "secret": secret})
        return self.without_draft(page)


class KeyRevoke(FormPage, FormView):
    """One's own, or that of a user whom one may manage; ask first, for the program that uses it stops."""

    permission_required = ()
    form_class = StyledForm
    title = _("Återkalla nyckeln")
    submit_label = _("Återkalla")
    success_message = _("Nyckeln är återkallad och går inte längre att använda.")

    @cached_property
    def key(self) -> ApiToken:
        keys = ApiToken.objects.select_related("user")
        if not self.request.user.has_perm("core.change_user"):
            keys = keys.filter(user=self.request.user)
        return get_object_or_404(keys, token_key=self.kwargs["token_key"])

    def has_permission(self):
        return self.key.user == self.request.user or may_manage(self.request.user, self.key.user)

    def get_success_url(self):
        if self.key.user == self.request.user:
            return reverse("core:profile")
        return reverse("accounts:user_detail", args=[self.key.user_id])

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs):
        words = _("Det som använder nyckeln %(name)s slutar att fungera genast. Den går inte att få tillbaka.")
        return super().get_context_data(intro=words % {"name": self.key}, **kwargs)

    def save(self, form):
        revoke_key(self.key, by=self.request.user)


class OwnSessionsEnd(View):
    """End one of one's own other logins, or all of them but this."""

    http_method_names = ["post"]

    def post(self, request):
        number = end_sessions(
            request.user, by=request.user, name=request.POST.get("name", ""), keep=request.session.session_key
        )
        words = _("Inloggningen är avslutad.") if number == 1 else _("Alla andra inloggningar är avslutade.")
        if number:
            messages.success(request, words)
        return HttpResponseRedirect(f"{reverse('core:profile')}#sessions")
