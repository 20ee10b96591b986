"""Users, as administrators see and change them."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.exports import UserExport
from accounts.filters import UserFilterSet
from accounts.notices import tell_later
from accounts.second_factor import has_factor
from accounts.services.handover import looked_after
from accounts.services.one_time_links import DAYS, make_password_link
from accounts.services.roles import all_roles, may_manage, set_roles
from accounts.services.users import (
    end_sessions,
    pause_user,
    remove_factors,
    resume_user,
    revoke_calendar_of,
    update_user,
)
from accounts.tables import UserTable
from accounts.user_forms import RolesForm, UserForm
from core.forms import StyledForm
from core.models import CalendarLink, User
from core.sessions import sessions_of
from core.views import ActionPage, ButtonView, DetailPage, ListPage, UpdatePage
from core.views.by_link import link_shown
from core.views.recent_login import RecentLoginMixin

TABS = (
    ("accounts:user_list", _("Användare")),
    ("accounts:invitation_list", _("Inbjudningar")),
    ("accounts:key_list", _("API-nycklar")),
)


class UserList(ListPage):
    permission_required = "core.view_user"
    title = _("Användare och roller")
    model = User
    table_class = UserTable
    filterset_class = UserFilterSet
    export_class = UserExport
    export_asks = True
    tabs = TABS
    create_url_name = "accounts:invitation_create"
    create_permission = "core.add_user"
    create_label = _("Bjud in")
    empty_title = _("Inga användare än")
    empty_text = _("Bjud in dem som ska arbeta här.")

    def get_queryset(self):
        return User.objects.prefetch_related("groups")


class UserDetail(DetailPage):
    permission_required = "core.view_user"
    template_name = "accounts/user_detail.html"
    model = User
    context_object_name = "person"  # `user` is who looks

    def get_context_data(self, **kwargs):
        person = self.object
        groups = {group.name for group in person.groups.all()}
        return super().get_context_data(
            roles=[(role, settings.ROLES_IN_WORDS[role]) for role in settings.ROLE_WORDS if role in groups],
            other_groups=sorted(groups - settings.ROLES_IN_WORDS.keys()),
            manages=self.request.user.has_perm("core.change_user") and may_manage(self.request.user, person),
            sessions=sessions_of(person, own=self.request.session.session_key),
            keys=person.auth_token_set.all(),
            calendar_link=CalendarLink.objects.filter(user=person).first(),
            has_factor=has_factor(person),
            password_link=person.password_links.open().first(),
            **kwargs,
        )


class OfUser:
    """Something done to a user, by who has all that they have."""

    model = User
    context_object_name = "person"  # `user` is who does it
    permission_required = "core.change_user"

    def has_permission(self):
        return super().has_permission() and may_manage(self.request.user, get_object_or_404(User, pk=self.kwargs["pk"]))

    def get_success_url(self):
        return reverse("accounts:user_detail", args=[self.kwargs["pk"]])

    get_cancel_url = get_home_url = get_success_url


class UserEdit(RecentLoginMixin, OfUser, UpdatePage):
    form_class = UserForm
    title = _("Ändra uppgifter om")
    success_message = _("Uppgifterna är sparade.")

    def save(self, form):
        stored = User.objects.get(pk=self.object.pk)
        return update_user(stored, by=self.request.user, **form.cleaned_data)


class UserRoles(RecentLoginMixin, OfUser, ActionPage):
    template_name = "accounts/user_roles.html"
    form_class = RolesForm
    title = _("Roller för")
    success_message = _("Rollerna är sparade.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user, "user": self.object}

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        offered = set(form.fields["roles"].queryset)
        kept = [role for role in all_roles().filter(user=self.object) if role not in offered]
        return super().get_context_data(**kwargs | {"form": form, "kept": kept})

    def save(self, form):
        return set_roles(self.object, roles=form.chosen(), by=self.request.user)


class UserPause(RecentLoginMixin, OfUser, ActionPage):
    template_name = "accounts/user_pause.html"
    form_class = StyledForm
    title = _("Pausa")
    submit_label = _("Pausa användaren")
    success_message = _("Användaren är pausad.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(parts=looked_after(self.object), **kwargs)

    def save(self, form):
        return pause_user(self.object, by=self.request.user)


class UserResume(RecentLoginMixin, OfUser, ButtonView):
    message = _("Användaren kan logga in igen. Inloggningar, nycklar och länkar från förut gäller inte.")

    def press(self, request, pk):
        resume_user(get_object_or_404(User, pk=pk), by=request.user)


@method_decorator(never_cache, name="dispatch")
class UserPasswordLink(RecentLoginMixin, OfUser, ActionPage):
    """Show the link once, for the administrator to hand over."""

    form_class = StyledForm
    title = _("Engångslänk för nytt lösenord till")
    intro = _(
        "Länken låter den som har den välja ett nytt lösenord. Ge den till rätt person, helst öga mot öga eller i ett "
        "samtal. Den visas bara en gång, och en tidigare länk slutar gälla."
    )
    submit_label = _("Gör en länk")

    def form_valid(self, form):
        with self.saving_once() as sent:
            _link, secret = make_password_link(self.object, by=self.request.user)
            if sent:
                sent.remember(url=self.get_success_url())
        return once_shown(self.request, "accounts:password_choose", secret, who=self.object, url=self.get_success_url())


def once_shown(request, name: str, secret: str, *, who, url: str, note: str = ""):
    """The page that shows a one-time link, the only time."""
    words = _(
        "Den går att använda en gång, inom %(days)s dagar. Ge den till rätt person, helst öga mot öga eller i ett "
        "samtal."
    ) % {"days": DAYS}
    return link_shown(request, name, secret, who=who, back=url, words=words, note=note)


class UserSessionsEnd(OfUser, ButtonView):
    message = _("Inloggningen är avslutad.")

    def press(self, request, pk):
        user = get_object_or_404(User, pk=pk)
        end_sessions(user, by=request.user, name=request.POST.get("name", ""))


class UserFactorsRemove(RecentLoginMixin, OfUser, ActionPage):
    form_class = StyledForm
    title = _("Ta bort andra steget för")
    intro = _(
        "För den som har blivit av med både telefonen och reservkoderna. Sedan räcker lösenordet, tills personen har "
        "lagt till ett nytt andra steg. Förvissa dig om att det är rätt person som ber om det."
    )
    submit_label = _("Ta bort andra steget")
    success_message = _("Det andra steget är borttaget.")

    def save(self, form):
        if remove_factors(self.object, by=self.request.user):
            tell_later("accounts/email/factors_removed", user=self.object, email=self.object.email)
        return self.object


class UserCalendarRevoke(OfUser, ActionPage):
    form_class = StyledForm
    title = _("Återkalla kalenderlänken för")
    intro = _("Kalenderprogram som använder länken slutar att visa kalendern. Den går inte att få tillbaka.")
    submit_label = _("Återkalla länken")
    success_message = _("Kalenderlänken är återkallad.")

    def save(self, form):
        revoke_calendar_of(self.object, by=self.request.user)
        return self.object
