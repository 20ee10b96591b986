from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.markup import markup
from core.tables import DateColumn, MadeColumn, MoneyColumn, Table
from finance.models import Instalment
from finance.queries.invoice_basis import customer_of, lacking
from finance.tables.instalments import company_link, covered, goal_chip, reference_link


def customer_link(row: Instalment):
    """The customer number, or what is lacking for the invoice; both lead to the form."""
    company = row.sponsorship.company
    lacks, customer = lacking(row), customer_of(company)
    url = reverse("finance:customer_edit", args=[company.pk])
    if not lacks:
        return markup('<a class="text-tabular" href="{}">{}</a>', url, customer.number)
    words = gettext("Saknar %(what)s") % {"what": lacks}
    return markup('<a class="badge badge-warning" href="{}">{}</a>', url, words)


class BasisTable(Table):
    reference = MadeColumn(reference_link, verbose_name=_("Referens"), order_by=("sponsorship__agreement_no", "number"))
    company = MadeColumn(
        company_link,
        verbose_name=pgettext_lazy("ett", "Företag"),
        order_by=("sponsorship__company__sort_key", "planned_on"),
    )
    customer = MadeColumn(customer_link, verbose_name=_("Kundnummer"), orderable=False)
    goal = MadeColumn(
        goal_chip, verbose_name=pgettext_lazy("ett", "Mål"), order_by=("sponsorship__goal__number", "planned_on")
    )
    planned_on = DateColumn(verbose_name=_("Faktureras"))
    covers = MadeColumn(covered, verbose_name=_("Avser"), order_by=("covers_from", "covers_to"))
    gift = MoneyColumn(verbose_name=_("Gåva"))
    counterpart = MoneyColumn(verbose_name=_("Motprestation"))
    vat = MoneyColumn(verbose_name=_("Moms"))
    gross = MoneyColumn(verbose_name=_("Att betala"))

    class Meta:
        model = Instalment
        fields = (
            "reference",
            "company",
            "customer",
            "goal",
            "planned_on",
            "covers",
            "gift",
            "counterpart",
            "vat",
            "gross",
        )
        order_by = "company"
