import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import EditColumn, Table, TemplateColumn
from duplicates.models import CompanyPair, ContactPair


class PairTable(Table):
    one = tables.Column(linkify=True, verbose_name=_("Den ena"), order_by="one__sort_key")
    other = tables.Column(linkify=True, verbose_name=_("Den andra"), order_by="other__sort_key")
    likelihood = TemplateColumn(
        template_name="duplicates/_likelihood.html", verbose_name=_("Samma?"), order_by=("points", "pk")
    )
    reasons = TemplateColumn(template_name="duplicates/_pair_reasons.html", verbose_name=_("Varför"), orderable=False)

    class Meta:
        fields = ("one", "other", "likelihood", "reasons", "actions")
        order_by = "-likelihood"


def _actions(kind: str) -> EditColumn:
    return EditColumn(template_name="duplicates/_pair_actions.html", extra_context={"kind": kind}, orderable=False)


class CompanyPairTable(PairTable):
    actions = _actions("company")

    class Meta(PairTable.Meta):
        model = CompanyPair


class ContactPairTable(PairTable):
    actions = _actions("contact")

    class Meta(PairTable.Meta):
        model = ContactPair
