"""Inviting people, and the public pages that one-time links lead to."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts.adapters import MODEL_BACKEND
from accounts.filters import InvitationFilterSet
from accounts.models import Invitation, PasswordLink
from accounts.notices import mail_invitation
from accounts.services.one_time_links import (
    accept_invitation,
    choose_password,
    invite,
    opened,
    renew_invitation,
    revoke_invitation,
)
from accounts.tables import InvitationTable
from accounts.user_forms import AcceptForm, InvitationForm, PasswordForm
from accounts.views.users import TABS, once_shown
from core.errors import Refusal
from core.forms import StyledForm
from core.login_limits import forget_failures
from core.outgoing_mail import can_mail
from core.views import ActionPage, ButtonView, CreatePage, ListPage
from core.views.recent_login import RecentLoginMixin


class InvitationList(ListPage):
    permission_required = "core.add_user"
    title = _("Inbjudningar")
    model = Invitation
    table_class = InvitationTable
    filterset_class = InvitationFilterSet
    tabs = TABS
    optional_columns = ("made_by",)  # hidden by default, to fit a common screen
    create_url_name = "accounts:invitation_create"
    create_permission = "core.add_user"
    create_label = _("Bjud in")
    empty_title = _("Inga inbjudningar än")
    empty_text = _("Den du bjuder in får en länk som gäller i en vecka.")

    def get_queryset(self):
        return Invitation.objects.select_related("made_by").prefetch_related("roles")


class Inviting:
    """Mail the link; or show it once, where no mail can be sent."""

    permission_required = "core.add_user"

    def get_success_url(self):
        return reverse("accounts:invitation_list")

    get_cancel_url = get_success_url

    def send(self, form) -> tuple[Invitation, str]:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            with self.saving_once() as sent:
                invitation, secret = self.send(form)
                if sent:
                    sent.remember(url=self.get_success_url(), record=invitation)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except ValidationError as error:
            self.add_errors(form, error)
            return self.form_invalid(form)
        return self.deliver(invitation, secret)

    def deliver(self, invitation: Invitation, secret: str):
        note = ""
        if can_mail():
            url = settings.SITE_URL + reverse("accounts:invitation_accept", args=[secret])
            if mail_invitation(invitation, url):
                Invitation.objects.filter(pk=invitation.pk).update(mailed_at=timezone.now())
                words = _("%(who)s har fått ett mejl med en länk som gäller i en vecka.") % {"who": invitation}
                messages.success(self.request, words)
                return self.saved(self.get_success_url())
            note = _("Mejlet gick inte att skicka. Ge länken till %(who)s själv i stället.") % {"who": invitation}
        back = self.get_success_url()
        page = once_shown(self.request, "accounts:invitation_accept", secret, who=invitation, url=back, note=note)
        return self.without_draft(page)


@method_decorator(never_cache, name="dispatch")
class InvitationCreate(RecentLoginMixin, Inviting, CreatePage):
    model = Invitation
    form_class = InvitationForm
    title = _("Bjud in")
    submit_label = _("Bjud in")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def send(self, form):
        return invite(by=self.request.user, **form.cleaned_data)


@method_decorator(never_cache, name="dispatch")
class InvitationRenew(RecentLoginMixin, Inviting, ActionPage):
    model = Invitation
    form_class = StyledForm
    title = _("Ny länk till")
    intro = _("Den gamla länken slutar gälla, och den nya gäller i en vecka.")
    submit_label = _("Gör en ny länk")

    def send(self, form):
        return renew_invitation(self.object, by=self.request.user)


class InvitationRevoke(ButtonView):
    permission_required = "core.add_user"
    message = _("Inbjudan är återkallad. Länken gäller inte längre.")

    def press(self, request, pk):
        revoke_invitation(get_object_or_404(Invitation, pk=pk), by=request.user)

    def get_home_url(self):
        return reverse("accounts:invitation_list")


# --- What the links lead to -----------------------------------------------------------------------


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class LinkPage(FormView):
    """A page for who has the secret link. A link that has ended is told of, whatever the reason."""

    link_model: type

    def dispatch(self, request, *args, **kwargs):
        self.link = opened(self.link_model, kwargs["token"])
        if self.link is None:
            return render(request, "accounts/link_ended.html", status=410)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(link=self.link, **kwargs)

    def use(self, form):
        raise NotImplementedError

    def form_valid(self, form):
        try:
            self.use(form)
        except Refusal:
            return render(self.request, "accounts/link_ended.html", status=410)
        except ValidationError as error:
            for name, words in error.update_error_dict({}).items():
                form.add_error(name if name in form.fields else None, words)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.get_success_url())


class InvitationAccept(LinkPage):
    """The invited chooses a user name and a password, and is in."""

    link_model = Invitation
    template_name = "accounts/invitation_accept.html"
    form_class = AcceptForm
    success_url = "/"

    def get_initial(self):
        return {"username": self.link.email.partition("@")[0].lower()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asks_name": self.link.lacks_name}

    def use(self, form):
        chosen = dict(form.cleaned_data)
        del chosen["password2"]
        user = accept_invitation(self.kwargs["token"], password=chosen.pop("password1"), **chosen)
        login(self.request, user, backend=MODEL_BACKEND)
        messages.success(self.request, _("Välkommen! Så här ser dagen ut."))


class PasswordChoose(LinkPage):
    """A new password by an administrator's link. It does not log in: a second factor is asked for at the login."""

    link_model = PasswordLink
    template_name = "accounts/password_choose.html"
    form_class = PasswordForm

    def get_success_url(self):
        return resolve_url("core:login")

    def use(self, form):
        user = choose_password(self.kwargs["token"], password=form.cleaned_data["password1"])
        forget_failures(self.request, user.get_username())
        messages.success(self.request, _("Lösenordet är bytt. Logga in med det nya."))
