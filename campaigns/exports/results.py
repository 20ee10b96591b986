from collections.abc import Callable
from decimal import Decimal

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition
from campaigns.queries.results import Line, Result, ResultPart, by_company, daily, result_of
from campaigns.scoring import COMPONENTS, RuleSet
from core.money import format_amount
from core.spreadsheets import Column, Export, Kind, Sheet

# The figure that ranks, by rule set: its heading and kind of number.
VALUES = {
    RuleSet.FAIR: (_("Slutpoäng"), Kind.DECIMAL),
    RuleSet.TOTAL: (_("Kronor som ger placering"), Kind.MONEY),
    RuleSet.PER_HEAD: (_("Kronor per person"), Kind.MONEY),
    RuleSet.PARTICIPATION: (_("Procent som deltar"), Kind.DECIMAL),
}


def _share(participants: int | None, heads: int | None) -> Decimal | None:
    """Participants as a share of the heads, at most 1; None until reported."""
    return Decimal(min(participants, heads)) / heads if heads and participants is not None else None


class ResultExport(Export):
    """Every team's result with its components, the daily course, and a summary per company.

    Employees' money, the company's paid money and the match due are separate columns.
    """

    title = _("Resultat")
    filename = "resultat"

    def __init__(self, *, competition: Competition, **kwargs):
        super().__init__(**kwargs)
        self.competition = competition
        self.result: Result = result_of(competition)
        day = timezone.localdate(self.made_at).isoformat()
        self.filename = f"{type(self).filename}-{slugify(competition.name) or competition.code.lower()}-{day}.xlsx"
        if not self.result.is_decided:
            self.title = gettext("Preliminärt resultat")
        self.filters = [*self._facts(), *self.result.rules.published()]

    def _facts(self):
        competition, result = self.competition, self.result
        yield gettext("Tävling"), f"{competition} ({competition.code})"
        yield gettext("Period"), f"{competition.opens_on} – {competition.closes_on}"
        if result.is_decided:
            yield gettext("Läge"), gettext("Avgjort %(day)s") % {"day": timezone.localdate(competition.finalised_at)}
            yield gettext("Resultatets kontrollsumma"), competition.checksum
            yield gettext("Kommentar vid avgörandet"), competition.final_comment
            if later := result.since:
                yield gettext("Efter avgörandet, inte i resultatet"), " ".join(later.words)
        else:
            yield gettext("Läge"), gettext("Preliminärt: tävlingen är inte avgjord, och siffrorna kan ändras.")
            if left := competition.contributions.left_over().count():
                yield gettext("Bidrag utan lag, som inte är med"), str(left)
        if apart := sum(match.paid_apart for match in result.matches):
            words = gettext("%(amount)s, som står i de andra bladen men inte på något lag")
            yield gettext("Företagets pengar från givare utan lag"), words % {"amount": format_amount(apart)}
        if result.trophy:
            yield gettext("Pris som inte delas"), f"{result.trophy.team.name}. {result.trophy.reason}"
        yield gettext("Poängregel"), result.rules.label

    def columns(self):
        header, kind = VALUES[self.result.rules.kind]
        return [
            Column(_("Plats"), "place", Kind.WHOLE),
            Column(_("Delad plats"), lambda line: None if line.place is None else line.shared, Kind.YES_NO, width=12),
            Column(_("Lag"), "name", width=32),
            Column(_("Företag"), "company", width=32),
            Column(_("Kod"), "code", width=10),
            Column(_("Har gått ur"), "withdrawn", Kind.YES_NO, width=12),
            Column(header, "value", kind),
            Column(_("Antal personer"), "heads", Kind.WHOLE, total=True),
            Column(_("Antal som deltagit"), "participants", Kind.WHOLE, total=True),
            Column(_("Andel som deltagit"), lambda line: _share(line.participants, line.heads), Kind.PERCENT),
            Column(_("Antal gåvor"), "gifts", Kind.WHOLE, total=True),
            Column(_("Medarbetarnas pengar"), "employees", Kind.MONEY, total=True),
            Column(_("Företagets pengar, mottagna"), "company_money", Kind.MONEY, total=True),
            *(column for key in self._keys() for column in self._component(key)),
            *(self._why(key) for key in self._keys()),
        ]

    def _keys(self) -> list[str]:
        """The components that any team has, in the rules' order."""
        if self.result.rules.kind == RuleSet.FAIR:
            return list(COMPONENTS)
        return ["participation" if self.result.rules.kind == RuleSet.PARTICIPATION else "money"]

    @classmethod
    def _component(cls, key: str) -> list[Column]:
        names = {"component": COMPONENTS[key]}
        return [
            Column(gettext("%(component)s: poäng") % names, cls._of(key, "points"), Kind.DECIMAL),
            Column(gettext("%(component)s: vikt") % names, cls._of(key, "weight"), Kind.DECIMAL),
            Column(gettext("%(component)s: bidrag") % names, cls._of(key, "contribution"), Kind.DECIMAL),
        ]

    @classmethod
    def _why(cls, key: str) -> Column:
        return Column(
            gettext("%(component)s: varför") % {"component": COMPONENTS[key]}, cls._of(key, "reason"), width=60
        )

    @staticmethod
    def _of(key: str, name: str) -> Callable[[Line], object]:
        def read(line):
            part: ResultPart | None = next((part for part in line.parts if part.key == key), None)
            return part and getattr(part, name)

        return read

    def rows(self):
        return self.result.lines

    def extra_sheets(self):
        return [self._daily(), self._companies()]

    def _daily(self) -> Sheet:
        columns = [
            Column(_("Dag"), "on", Kind.DATE),
            Column(_("Lag"), "team", width=32),
            Column(_("Antal gåvor"), "gifts", Kind.WHOLE, total=True),
            Column(_("Medarbetarnas pengar"), "employees", Kind.MONEY, total=True),
            Column(_("Medarbetarnas pengar hittills"), "employees_so_far", Kind.MONEY),
            Column(_("Företagets pengar, mottagna"), "company_money", Kind.MONEY, total=True),
        ]
        if self.result.is_decided:
            columns.append(Column(_("Efter avgörandet"), "is_after", Kind.YES_NO, width=16))
        return Sheet(gettext("Daglig utveckling"), columns, daily(self.competition))

    def _companies(self) -> Sheet:
        columns = [
            Column(_("Företag eller annan givare"), "name", width=36),
            Column(_("Antal lag"), "teams", Kind.WHOLE, total=True),
            Column(_("Bästa plats"), "best_place", Kind.WHOLE),
            Column(_("Antal personer"), "heads", Kind.WHOLE, total=True),
            Column(_("Antal som deltagit"), "participants", Kind.WHOLE, total=True),
            Column(_("Andel som deltagit"), lambda each: _share(each.participants, each.heads), Kind.PERCENT),
            Column(_("Antal gåvor"), "gifts", Kind.WHOLE, total=True),
            Column(_("Medarbetarnas pengar"), "employees", Kind.MONEY, total=True),
            Column(_("Företagets pengar, mottagna"), "company_money", Kind.MONEY, total=True),
            Column(_("Matchning enligt löfte"), "match_due", Kind.MONEY, total=True),
        ]
        return Sheet(gettext("Sammanfattning per företag"), columns, by_company(self.result))
