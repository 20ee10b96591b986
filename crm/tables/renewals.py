import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import DateColumn, EditColumn, MadeColumn, MoneyColumn, SmallTable, Table, TemplateColumn, WholeColumn
from crm.models import LapseReason, Sponsorship
from crm.tables import cells


class FollowedTable(Table):
    """Common columns of the lists of renewals and lapses."""

    company = TemplateColumn(
        template_name="crm/renewals/_company_agreement.html",
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by="company",
    )
    goal = MadeColumn(
        cells.goal_and_tier,
        verbose_name=_("Mål och nivå"),
        order_by=("goal__number", "tier__rank"),
    )
    amount = MoneyColumn(accessor="final_yearly", verbose_name=_("Per år"), order_by="final_amount")
    owner = tables.Column(order_by=("owner__first_name", "owner__last_name"))


class RenewalTable(FollowedTable):
    notice_on = TemplateColumn(
        template_name="crm/renewals/_notice.html", verbose_name=_("Besked senast"), order_by=("notice_on", "ends")
    )
    ends = DateColumn(verbose_name=_("Slutar"))
    renewal = TemplateColumn(template_name="crm/renewals/_renewal.html", verbose_name=_("Förnyelse"), orderable=False)

    class Meta:
        model = Sponsorship
        fields = ("notice_on", "company", "goal", "ends", "amount", "owner", "renewal")
        order_by = "notice_on"


class LapseTable(FollowedTable):
    last_on = DateColumn(verbose_name=_("Tog slut"), order_by=("last_on", "pk"))
    reason = TemplateColumn(
        template_name="crm/renewals/_lapse.html",
        verbose_name=_("Varför"),
        order_by=("lapse_reason__position", "lapse_reason"),
    )
    win_back = TemplateColumn(
        template_name="crm/renewals/_renewal.html",
        verbose_name=_("Ny dialog"),
        orderable=False,
        extra_context={"over": True},
    )

    class Meta:
        model = Sponsorship
        fields = ("last_on", "company", "goal", "amount", "owner", "reason", "win_back")
        order_by = "-last_on"


class AmendmentTable(SmallTable):
    """Amended yearly amounts with their first days."""

    starts = DateColumn(verbose_name=_("Från och med"))
    reason = TemplateColumn(template_name="crm/sponsorships/_amendment_reason.html", verbose_name=_("Skäl"))
    amount = MoneyColumn(verbose_name=_("Belopp per år"))
    remove = TemplateColumn(
        template_name="crm/sponsorships/_amendment_remove.html",
        verbose_name=_("Ta bort"),
        attrs={"td": {"class": "text-end"}},
    )
    caption = _("Beloppet ändras")

    def __init__(self, *args, may_remove: bool, **kwargs):
        super().__init__(*args, exclude=() if may_remove else ("remove",), **kwargs)


class LapseReasonTable(Table):
    number = WholeColumn(verbose_name=_("Avtal"))
    actions = EditColumn(template_name="crm/renewals/_lapse_reason_actions.html")

    class Meta:
        model = LapseReason
        fields = ("position", "name", "name_en", "number", "actions")
        orderable = False
