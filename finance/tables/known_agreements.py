import datetime as dt

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.markup import SafeString, markup
from core.tables import DateColumn, MadeColumn, MoneyColumn, SmallTable, Table
from core.text import period_words
from crm.models import SponsorshipEvent
from finance.queries.known_agreements import Changed


def agreement(event: SponsorshipEvent) -> SafeString:
    return markup('<a href="{}">{}</a>', event.get_absolute_url(), event.agreement_no)


def company(event: SponsorshipEvent) -> SafeString:
    return markup('{}<br><span class="text-body-secondary small">{}</span>', event.company_name, event.orgnr)


def goal_and_tier(event: SponsorshipEvent) -> SafeString:
    return markup('{}<br><span class="text-body-secondary small">{}</span>', event.goal_label, event.tier_name)


def period(event: SponsorshipEvent) -> SafeString:
    return markup('<span class="text-tabular">{} – {}</span>', event.starts, event.last_day)


class KnownTable(Table):
    agreement_no = MadeColumn(agreement, verbose_name=_("Avtal"), order_by="agreement_no")
    company_name = MadeColumn(company, verbose_name=pgettext_lazy("ett", "Företag"), order_by="company_name")
    goal = MadeColumn(goal_and_tier, verbose_name=_("Mål och nivå"), order_by=("goal__number", "tier__rank"))
    period = MadeColumn(period, verbose_name=_("Period"), order_by=("starts", "ends"))
    amount = MoneyColumn(verbose_name=_("Per år"), empty_values=(), orderable=False)
    in_period = MoneyColumn(verbose_name=_("I perioden"), empty_values=(), orderable=False)
    act = tables.Column(verbose_name=_("Senast"))
    recorded_at = DateColumn(verbose_name=_("Registrerat"))

    class Meta:
        model = SponsorshipEvent
        fields = ("agreement_no", "company_name", "goal", "period", "amount", "in_period", "act", "recorded_at")
        order_by = "agreement_no"

    def __init__(self, *args, period: tuple[dt.date, dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        self.period = period
        if "in_period" in self.columns:
            self.columns["in_period"].column.verbose_name = _("Kronor %(period)s") % {"period": period_words(*period)}

    def render_amount(self, record, column):
        return column.render(record.yearly_on(self.period[1]))

    def render_in_period(self, record, column):
        return column.render(record.amount_between(*self.period))


def change_of(row: Changed) -> SafeString:
    return markup('<span class="badge text-bg-light border">{}</span>', row.kind.label)


def told(row: Changed) -> SafeString:
    """What the last act of the later list was, and why."""
    event = row.event
    return markup('{} {}<br><span class="small">{}</span>', event.get_act_display(), event.applies_on, event.reason)


class ChangedTable(SmallTable):
    """Rows are finance.queries.known_agreements.Changed."""

    agreement = MadeColumn(lambda row: agreement(row.event), verbose_name=_("Avtal"))
    company = tables.Column(accessor="event__company_name", verbose_name=pgettext_lazy("ett", "Företag"))
    goal = tables.Column(accessor="event__goal_label", verbose_name=pgettext_lazy("ett", "Mål"))
    kind = MadeColumn(change_of, verbose_name=_("Ändring"))
    before = MoneyColumn(verbose_name=_("Före"))
    after = MoneyColumn(verbose_name=_("Efter"))
    difference = MoneyColumn(verbose_name=_("Skillnad"))
    told = MadeColumn(told, verbose_name=_("Senaste händelse"))
    caption = _("Avtal som skiljer sig")
