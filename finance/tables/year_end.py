from django.utils.translation import gettext_lazy as _

from core.markup import markup
from core.tables import MadeColumn, MoneyColumn, SmallTable
from finance.queries.year_end import YearEndRow


def _what(row: YearEndRow) -> str:
    instalment = row.instalment
    days = f"{instalment.covers_from} – {instalment.covers_to}"
    link = markup('<a href="{}">{}</a>', instalment.get_absolute_url(), instalment)
    return markup('{}<span class="cell-more">{} {}</span>', row.company_name, link, days)


class YearEndTable(SmallTable):
    caption = _("Delbetalningar")
    what = MadeColumn(_what, verbose_name=_("Vad"))
    gift = MoneyColumn(verbose_name=_("Gåva mottagen i året"))
    claimed = MoneyColumn(verbose_name=_("Motprestation, fakturerad eller betald"))
    earned_before = MoneyColumn(verbose_name=_("Intjänat före året"))
    earned = MoneyColumn(verbose_name=_("Intjänat i året"))
    prepaid = MoneyColumn(verbose_name=_("Förutbetald intäkt"))
    accrued = MoneyColumn(verbose_name=_("Upplupen intäkt"))

    class Meta:
        fields = ("what", "gift", "claimed", "earned_before", "earned", "prepaid", "accrued")
