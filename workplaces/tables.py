import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, DateColumn, MadeColumn, Table
from workplaces.models import Proposal


def changed_fields(proposal: Proposal) -> str:
    labels = [str(label) for label, _before, _after in proposal.shown_changes]
    return ", ".join([*labels, *([str(_("logotyp"))] if proposal.logo else [])])


class ProposalTable(Table):
    about = tables.Column(linkify=True, verbose_name=_("Gäller"), accessor="pk", orderable=False)
    kind = tables.Column(verbose_name=_("Från"), accessor="link__get_kind_display", order_by="link__kind")
    what = MadeColumn(changed_fields, verbose_name=_("Vill ändra"), orderable=False)
    made_at = DateColumn()
    state = BadgeColumn()
    decided_by = tables.Column(order_by=("decided_by__first_name", "decided_by__last_name"))

    class Meta:
        model = Proposal
        fields = ("about", "kind", "what", "made_at", "state", "decided_by")
        order_by = "-made_at"

    def render_about(self, record):
        return str(record.link.about)
