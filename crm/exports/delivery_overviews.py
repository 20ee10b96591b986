from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.money import format_amount
from core.spreadsheets import Column, Export, Kind, Sheet
from crm.queries.delivery_overviews import CounterPerformance
from goals.models import Goal


def _cell(text: str):
    def words(sponsorship) -> str:
        return ", ".join(
            " ".join(filter(None, [d.state_words, str(d.delivered_on or d.due_on or "")]))
            for d in sponsorship.promised
            if d.text == text
        )

    return words


class MatrixExport(Export):
    """Rows are from crm.queries.delivery_overviews.with_promises; one column per benefit."""

    title = _("Leveranser per sponsor")
    filename = "leveranser-per-sponsor"

    def __init__(self, *, goal: Goal, benefits: list[str], named=(), **kwargs):
        super().__init__(named=[str(goal), *named], **kwargs)
        self.filters.insert(0, (gettext("Mål"), str(goal)))
        self.benefits = benefits

    def columns(self):
        of_all = [
            Column(pgettext_lazy("ett", "Företag"), "company", width=36),
            Column(_("Avtal"), "agreement_no", width=12),
            Column(_("Nivå"), "tier_label", width=16, of="tier"),
        ]
        taken = {str(column.header).casefold() for column in of_all}
        return of_all + [
            Column(text if number == 1 else f"{text} ({number})", _cell(text), width=28)
            for text, number in _numbered(self.benefits, taken=taken)
        ]


def _parts(delivery) -> str:
    """Day, number and kronor of each part; empty if the quantity is 1."""
    parts = delivery.parts_with_worth() if delivery.quantity > 1 else []
    return "; ".join(f"{part.delivered_on} × {part.quantity}, {format_amount(part.worth)}" for part in parts)


def _numbered(texts: list[str], taken: set[str]) -> list[tuple[str, int]]:
    """Number repeated headers: Excel tables require unique headers, regardless of case."""
    numbered = []
    for text in texts:
        key = " ".join(text.casefold().split())
        numbered.append((text, 2 if key in taken else 1))
        taken.add(key)
    return numbered


class CertificateExport(Export):
    """A company's counter-performance in a year: one row per promise, and the sums per agreement."""

    title = _("Motprestationsbevis")
    filename = "motprestationsbevis"

    def __init__(self, *, facts: CounterPerformance, **kwargs):
        super().__init__(named=[facts.called.name], days=[str(facts.year)], **kwargs)
        self.facts = facts
        self.filters += [
            (gettext("Företag"), facts.called.name),
            (gettext("Org.nr"), facts.called.orgnr),
            (gettext("År"), str(facts.year)),
        ]

    def columns(self):
        return [
            Column(_("Avtal"), "sponsorship.agreement_no", width=12),
            Column(pgettext_lazy("ett", "Mål"), "sponsorship.goal", width=22),
            Column(_("Motprestation"), "text", width=44),
            Column(_("Antal"), "quantity", Kind.WHOLE),
            Column(_("Marknadsvärde"), "market_value", Kind.MONEY),
            Column(pgettext_lazy("dag", "Senast"), "due_on", Kind.DATE),
            Column(_("Läge"), "state_words", width=22),
            Column(_("Levererad den"), "delivered_on", Kind.DATE),
            Column(_("Levererat antal"), "delivered", Kind.WHOLE),
            Column(_("Delleveranser"), _parts, width=44),
            Column(_("Använd av företaget"), "used", Kind.YES_NO),
            Column(_("Skäl"), "reason", width=36),
            Column(_("Bevis"), lambda d: ", ".join(map(str, d.proofs.all())), width=44),
        ]

    def rows(self):
        return (delivery for agreement in self.facts.agreements for delivery in agreement.deliveries)

    def extra_sheets(self):
        money = {"kind": Kind.MONEY, "total": True}
        columns = [
            Column(_("Avtal"), "sponsorship.agreement_no", width=12),
            Column(_("Belopp under året"), "amount", **money),
            Column(_("Avtalat marknadsvärde"), "agreed.value", **money),
            Column(_("Levererat marknadsvärde"), "delivered.value", **money),
            Column(_("Använt marknadsvärde"), "used.value", **money),
        ]
        for name, words in (("agreed", _("avtalat")), ("delivered", _("levererat")), ("used", _("använt"))):
            columns += [
                Column(gettext("Motprestationsdel, %(basis)s") % {"basis": words}, f"{name}.counter", **money),
                Column(gettext("Gåvodel, %(basis)s") % {"basis": words}, f"{name}.gift", **money),
                Column(gettext("Över beloppet, %(basis)s") % {"basis": words}, f"{name}.over", **money),
            ]
        return [Sheet(gettext("Summor per avtal"), columns, self.facts.agreements)]
