"""The formula in words for lay readers, with one team's arithmetic as an example."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext

from campaigns.scoring.rules import (
    AVERAGE,
    FULL,
    HIGHEST_MARK,
    MARK_POINTS,
    Rules,
    RuleSet,
    decimals,
    in_words,
    percent,
)
from campaigns.scoring.scores import Score, team_scores
from campaigns.scoring.teams import TeamFacts
from campaigns.scoring.workings import workings

# The invented example: a third of all take part, one and a half times as many in the example team; 100 kronor each.
INVENTED_SHARE, INVENTED_MORE, INVENTED_GIFT = Decimal(1) / 3, Decimal("1.5"), Decimal(100)


@in_words
def _weighted(rules: Rules) -> str:
    return gettext("Poängen är 0 till 100 och vägs samman: %(parts)s.") % {"parts": rules.weighed_words}


@in_words
def _steps(rules: Rules) -> str:
    names = {"average": decimals(AVERAGE), "step_points": decimals(rules.step_points)}
    return (
        gettext(
            "Deltagande: den andel av laget som deltar jämförs med tävlingens snitt. Ett lag mitt på snittet får "
            "%(average)s poäng, och för varje steg över eller under snittet kommer %(step_points)s poäng till eller "
            "går bort, dock aldrig under 0 eller över 100."
        )
        % names
    )


@in_words
def _why_steps(_rules: Rules) -> str:
    return gettext(
        "Ett steg är så långt som slumpen och vanliga skillnader mellan arbetsplatser brukar flytta ett lag av den "
        "storleken. I ett litet lag flyttar en enda person andelen långt, i ett stort nästan inte alls; därför är "
        "steget längre för ett litet lag, och små och stora lag har samma möjlighet att vinna."
    )


@in_words
def _step_formula(rules: Rules) -> str:
    return gettext(
        "Bara lag som har något i en del räknas i den. Ett lags steg är roten ur slump² + skillnad². Andelar är här "
        "tal mellan 0 och 1, och 1 procentenhet är 0,01. Slump² är snittandelen × (1 − snittandelen), minst en "
        "biljondel, ÷ lagets antal personer, där snittandelen är alla som deltar delat med alla personer i de lag som "
        "räknas."
    )


@in_words
def _spread_formula(rules: Rules) -> str:
    return gettext(
        "Skillnad² är densamma för alla lag och räknas i två led. Det första är hur mycket längre ifrån varandra lagen "
        "ligger än slumpen förklarar (metoden är DerSimonian och Lairds från 1986). Varje lag väger 1 ÷ slump². Ta "
        "summan av vikt × (lagets andel − snittandelen)², minus antalet lag, plus 1. Dela med summan av vikterna minus "
        "summan av vikternas kvadrater delad med summan av vikterna. Blir det mindre än 0 är det 0. Det andra ledet är "
        "ett medel med ett tänkt lag, vars skillnad är %(spread)s. Det räknas som ett av lagen: ta antalet lag minus "
        "1, gånger det första ledet, plus det tänkta lagets skillnad i kvadrat, och dela med antalet lag. I en duell "
        "väger det tänkta laget alltså hälften, bland tio lag en tiondel, och är ett lag ensamt i en del gäller bara "
        "det."
    ) % {"spread": gettext("%(points)s procentenheter") % {"points": decimals(rules.usual_spread * FULL)}}


@in_words
def _mean_formula(_rules: Rules) -> str:
    return gettext(
        "Snittet som laget jämförs med är också vägt, men med 1 ÷ steg²: summan av vikt × andel delad med summan av "
        "vikterna. Antalet steg är lagets andel minus det snittet, delat med lagets steg."
    )


@in_words
def _money(rules: Rules) -> str:
    if "participation" in rules.weighed():
        return gettext("Pengar: medarbetarnas kronor per person, efter återbetalningar, räknas i steg på samma sätt.")
    names = {"average": decimals(AVERAGE), "step_points": decimals(rules.step_points)}
    return (
        gettext(
            "Pengar: medarbetarnas kronor per person, efter återbetalningar, jämförs med tävlingens snitt. Ett lag "
            "mitt på snittet får %(average)s poäng, och för varje steg över eller under snittet kommer "
            "%(step_points)s poäng till eller går bort, dock aldrig under 0 eller över 100."
        )
        % names
    )


@in_words
def _money_formula(rules: Rules) -> str:
    names = {"variation": percent(rules.gift_variation), "spread": percent(rules.usual_gift_spread)}
    return (
        gettext(
            "I pengar räknas allt likadant, med kronor per person i stället för andelar: lagets, och i stället för "
            "snittandelen tävlingens, som är alla kronor delade med alla personer i de lag som räknas. Slump² är där "
            "%(variation)s × tävlingens kronor per person × snittgåvan ÷ lagets antal personer, där snittgåvan är alla "
            "kronor delade med antalet gåvor eller antalet som deltar, det som är störst. Det tänkta lagets skillnad "
            "är %(spread)s av tävlingens kronor per person."
        )
        % names
    )


@in_words
def _creativity(rules: Rules) -> str:
    names = {
        "highest": decimals(HIGHEST_MARK),
        "scale": decimals(MARK_POINTS),
        "least": decimals(rules.least_jurors),
        "trim": decimals(rules.trim_from),
    }
    return (
        gettext(
            "Kreativitet: medlet av juryns betyg, 0 till %(highest)s, gånger %(scale)s. Är de %(trim)s eller fler "
            "räknas den högsta och den lägsta bort. Poängen räknas när minst %(least)s har bedömt varje lag."
        )
        % names
    )


@in_words
def _engagement(rules: Rules) -> str:
    return gettext(
        "Engagemang: summan av poängen för lagets godkända aktiviteter, högst 100. Av samma slag räknas högst så "
        "många som står vid aktiviteten, annars %(per_kind)s."
    ) % {"per_kind": decimals(rules.per_kind)}


@in_words
def _own_mean(_rules: Rules) -> str:
    return gettext(
        "Snittet är tävlingens eget: ett lag som kommer till eller går ur kan flytta de andra lite. Det som är avgjort "
        "flyttas inte. Lika per person i alla lag är lika poäng. Den del där ett lag inte har något än ger laget inga "
        "poäng och räknas inte in i snittet, och ett lag som inte har något alls har ingen plats."
    )


@in_words
def _simple(kind: RuleSet) -> str:
    return {
        RuleSet.TOTAL: gettext("Det lag vinner vars medarbetare samlar in mest pengar."),
        RuleSet.PER_HEAD: gettext("Det lag vinner vars medarbetare samlar in mest pengar per person."),
        RuleSet.PARTICIPATION: gettext("Det lag vinner där störst andel av medarbetarna deltar."),
    }[kind]


def formula(rules: Rules) -> list[str]:
    """Paragraphs on what decides a score under these rules; the arithmetic is in exact_formula."""
    if rules.kind != RuleSet.FAIR:
        return [_simple(rules.kind)]
    weighed = rules.weighed()
    paragraphs = [
        (_weighted, weighed),
        (_steps, "participation" in weighed),
        (_money, "money" in weighed),
        (_why_steps, weighed.keys() & {"participation", "money"}),
        (_creativity, "creativity" in weighed),
        (_engagement, "engagement" in weighed),
        (_own_mean, weighed),
    ]
    return [paragraph(rules) for paragraph, counts in paragraphs if counts]


def exact_formula(rules: Rules) -> list[str]:
    """Paragraphs with the exact arithmetic of a step and of the mean. Empty under the simple rules."""
    weighed = rules.weighed()
    steps = weighed.keys() & {"participation", "money"}
    paragraphs = [
        (_step_formula, steps),
        (_spread_formula, steps),
        (_mean_formula, steps),
        (_money_formula, "money" in weighed),
    ]
    return [paragraph(rules) for paragraph, counts in paragraphs if counts]


@dataclass(frozen=True)
class Example:
    """One team's whole arithmetic; `is_invented` while the competition has no figures of its own.

    `workings` are the numbers that all teams share: see campaigns.scoring.workings.
    """

    score: Score
    workings: list[str]
    is_invented: bool


def example_of(teams: Sequence[TeamFacts], rules: Rules) -> Example | None:
    """One team's arithmetic, from the competition's figures or, before there are any, from invented ones.

    Choose the first of the teams with most components; of the invented ones the first. None with fewer than two teams.
    """
    teams = list(teams)
    if len(teams) < 2:
        return None
    scores = team_scores(teams, rules)
    if placed := [score for score in scores if score.is_placed]:
        return Example(max(placed, key=_parts_there), workings(teams, rules), is_invented=False)
    shares = [INVENTED_SHARE * INVENTED_MORE, *(INVENTED_SHARE for _team in teams[1:])]
    teams = [_invented(team, share) for team, share in zip(teams, shares, strict=True)]
    return Example(team_scores(teams, rules)[0], workings(teams, rules), is_invented=True)


def _parts_there(score: Score) -> int:
    return sum(each.points is not None for each in score.components)


def _invented(team: TeamFacts, share: Decimal) -> TeamFacts:
    number = int((team.heads * share).to_integral_value(ROUND_HALF_UP))
    return replace(team, participants=number, raised=number * INVENTED_GIFT, gifts=number)
