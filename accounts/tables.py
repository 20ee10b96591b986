import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Invitation
from core.markup import joined, markup
from core.models import ApiToken, User
from core.row_urls import route_to
from core.tables import DateColumn, EditColumn, MadeColumn

TABULAR = {"td": {"class": "text-tabular"}}


def badge(kind: str, words: str):
    return markup('<span class="badge {}">{}</span>', kind, words)


def roles_of(row) -> str:
    return joined([badge("", role) for role in row.groups.all()], " ")


def state_of(user: User) -> str:
    return badge("status-active", _("Aktiv")) if user.is_active else badge("status-paused", _("Pausad"))


def link_state(link) -> str:
    if link.used_at:
        return badge("status-active", _("Använd"))
    if link.revoked_at:
        return badge("status-ended", _("Återkallad"))
    if link.expires_at <= timezone.now():
        return badge("status-ended", _("Har gått ut"))
    return badge("status-prospect", _("Väntar"))


class UserTable(tables.Table):
    name = MadeColumn(
        lambda user: markup('<a href="{}">{}</a>', route_to("accounts:user_detail", user.pk), user),
        verbose_name=gettext_lazy("Namn"),
        order_by="sort_key",
    )
    roles = MadeColumn(roles_of, verbose_name=gettext_lazy("Roller"), orderable=False)
    state = MadeColumn(state_of, verbose_name=gettext_lazy("Läge"), order_by="-is_active")
    seen_at = DateColumn(attrs=TABULAR)

    class Meta:
        model = User
        fields = ("name", "username", "email", "roles", "state", "seen_at")
        order_by = "name"


class InvitationTable(tables.Table):
    name = MadeColumn(str, verbose_name=gettext_lazy("Namn"), order_by="sort_key")
    roles = MadeColumn(
        lambda invitation: joined([badge("", role) for role in invitation.roles.all()], " "),
        verbose_name=gettext_lazy("Roller"),
        orderable=False,
    )
    state = MadeColumn(link_state, verbose_name=gettext_lazy("Läge"), orderable=False)
    made_at = DateColumn(attrs=TABULAR, verbose_name=gettext_lazy("Senast inbjuden"))
    expires_at = DateColumn(attrs=TABULAR)
    actions = EditColumn(template_name="accounts/_invitation_actions.html", orderable=False)

    class Meta:
        model = Invitation
        fields = ("name", "email", "roles", "state", "made_at", "made_by", "expires_at", "actions")
        order_by = "-made_at"


def key_ends(key: ApiToken) -> str:
    if key.expiry is None:
        return _("aldrig")
    day = timezone.localdate(key.expiry).isoformat()
    return badge("status-ended", _("Gick ut %(day)s") % {"day": day}) if key.has_expired else day


class KeyTable(tables.Table):
    user = MadeColumn(
        lambda key: markup('<a href="{}">{}</a>', route_to("accounts:user_detail", key.user_id), key.user),
        verbose_name=gettext_lazy("Användare"),
        order_by="user__sort_key",
    )
    may_write = MadeColumn(
        lambda key: _("läsa och skriva") if key.may_write else _("läsa"),
        verbose_name=pgettext_lazy("om en nyckel", "Får"),
        order_by="may_write",
    )
    addresses = MadeColumn(lambda key: ", ".join(key.addresses.split()), order_by="addresses")
    created = DateColumn(attrs=TABULAR, verbose_name=gettext_lazy("Gjord"))
    expiry = MadeColumn(key_ends, verbose_name=gettext_lazy("Gäller till"), attrs=TABULAR, order_by="expiry")
    used_at = DateColumn(attrs=TABULAR)
    actions = MadeColumn(
        lambda key: markup(
            '<a class="btn btn-sm btn-outline-danger" href="{}">{}<span class="visually-hidden"> {}</span></a>',
            reverse("accounts:key_revoke", args=[key.token_key]),
            _("Återkalla"),
            key.name,
        ),
        verbose_name=gettext_lazy("Återkalla"),
        orderable=False,
    )

    class Meta:
        model = ApiToken
        fields = ("name", "user", "may_write", "addresses", "created", "expiry", "used_at", "actions")
        order_by = "-created"
