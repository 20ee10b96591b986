import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.markup import markup
from core.tables import BadgeColumn, DateColumn, MadeColumn
from privacy.models import DataRequest, Erasure, LegalHold


def _who(request: DataRequest):
    person = request.person
    return markup('<a href="{}">{}</a>', person.get_absolute_url(), person) if person else request.sender


def _due(request: DataRequest):
    day = request.due_on.isoformat()
    if not request.is_open:
        return markup('<span class="text-tabular">{}</span>', day)
    if request.extended_on:
        day = markup('{} <span class="text-body-secondary">{}</span>', day, gettext("förlängd"))
    late = request.due_on < timezone.localdate()
    badge = markup(' <span class="badge badge-warning">{}</span>', gettext("Försenad")) if late else ""
    return markup('<span class="text-tabular">{}</span>{}', day, badge)


class DataRequestTable(tables.Table):
    kind = tables.Column(linkify=True)
    who = MadeColumn(_who, verbose_name=_("Från"), orderable=False)
    received_on = DateColumn()
    due_on = MadeColumn(_due, verbose_name=_("Senast"))
    assignee = tables.Column(order_by=("assignee__first_name", "assignee__last_name"))
    state = BadgeColumn()

    class Meta:
        model = DataRequest
        fields = ("kind", "who", "received_on", "due_on", "assignee", "state")
        order_by = "due_on"


def _extent(erasure: Erasure) -> str:
    return str(sum(erasure.counts.values()))


def _scrubbed(erasure: Erasure) -> str:
    return timezone.localdate(erasure.scrubbed_at).isoformat() if erasure.scrubbed_at else gettext("I natt")


class ErasureTable(tables.Table):
    erased_at = DateColumn(verbose_name=_("Raderad"))
    kind = tables.Column()
    key = tables.Column(attrs={"td": {"class": "text-tabular"}})
    reason = tables.Column()
    request = tables.Column(linkify=True, orderable=False)
    rows = MadeColumn(_extent, verbose_name=_("Rader"), orderable=False, attrs={"td": {"class": "text-tabular"}})
    erased_by = tables.Column(default=_("Gallringen"), order_by=("erased_by__first_name", "erased_by__last_name"))
    scrubbed_at = MadeColumn(_scrubbed, verbose_name=_("Utrymmet skrivet över"))

    class Meta:
        model = Erasure
        fields = ("erased_at", "kind", "key", "reason", "request", "rows", "erased_by", "scrubbed_at")
        order_by = "-erased_at"


def _held(hold: LegalHold):
    party = hold.contact or hold.company
    return markup('<a href="{}">{}</a>', party.get_absolute_url(), party)


def _lift(hold: LegalHold):
    if hold.lifted_at:
        return gettext("Hävd %(day)s av %(who)s") % {
            "day": timezone.localdate(hold.lifted_at).isoformat(),
            "who": hold.lifted_by,
        }
    return markup('<a href="{}">{}</a>', reverse("privacy:hold_lift", args=[hold.pk]), gettext("Häv"))


class LegalHoldTable(tables.Table):
    who = MadeColumn(_held, verbose_name=_("Vem"), orderable=False)
    reason = tables.Column()
    made_at = DateColumn(verbose_name=_("Sedan"))
    made_by = tables.Column(order_by=("made_by__first_name", "made_by__last_name"))
    lift = MadeColumn(_lift, verbose_name=_("Häv"), orderable=False)

    class Meta:
        model = LegalHold
        fields = ("who", "reason", "made_at", "made_by", "lift")
        order_by = "-made_at"
