import django_tables2 as tables
from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, DateColumn, MadeColumn, Table, WholeColumn
from crm.models import Company
from crm.tables import cells

OPTIONAL_COLUMNS = ("employees", "phone", "website", "invoice_email", "created_at")


class CompanyTable(Table):
    name = tables.Column(linkify=True, order_by="sort_key")
    orgnr = tables.Column(
        accessor="orgnr_masked",
        verbose_name=_("Org.nr"),
        attrs={"td": {"class": "text-tabular"}},
    )
    status = BadgeColumn()
    city = tables.Column()
    trade = tables.Column()
    owner = tables.Column(order_by=("owner__first_name", "owner__last_name"))
    tags = MadeColumn(cells.tags, verbose_name=_("Etiketter"), orderable=False)
    employees = WholeColumn()
    phone = MadeColumn(cells.phone, verbose_name=_("Telefon"), orderable=False)
    website = tables.URLColumn(attrs={"a": {"rel": "noreferrer"}})
    invoice_email = tables.EmailColumn()
    created_at = DateColumn()
    last_contact_at = DateColumn(verbose_name=_("Senaste kontakt"))

    class Meta:
        model = Company
        fields = ("name", "orgnr", "status", "trade", "city", "owner", "tags", "last_contact_at", *OPTIONAL_COLUMNS)
        order_by = "name"

    def order_orgnr(self, queryset, is_descending):
        """Sort sole traders last, as if without number: their position would reveal the hidden number."""
        shown = Case(When(is_sole_trader=False, then="orgnr"))
        number = shown.desc(nulls_last=True) if is_descending else shown.asc(nulls_last=True)
        return queryset.order_by(number, "sort_key", "pk"), True

    def order_last_contact_at(self, queryset, is_descending):
        """Sort companies never reached as the oldest, equal on both databases."""
        at = F("last_contact_at")
        first = at.desc(nulls_last=True) if is_descending else at.asc(nulls_first=True)
        return queryset.order_by(first, "sort_key", "pk"), True
