"""The numbers on the way to a competition's scales, for whoever recalculates them by the published formula."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from django.utils.translation import gettext

from campaigns.scoring.rules import EXACT, FULL, Rules, decimals, in_words, percent
from campaigns.scoring.scales import Scale, field_of
from campaigns.scoring.teams import TeamFacts
from core.money import format_amount

FIGURES = 4  # significant ones: variances may be millionths or millions


def _significant(value: Decimal) -> str:
    return decimals(value, max(0, FIGURES - 1 - value.adjusted())) if value else "0"


@in_words
def _participation(teams: Sequence[TeamFacts], scale: Scale) -> str:
    with localcontext(EXACT):
        people, heads = sum(team.taking_part for team in teams), sum(team.heads for team in teams)
        names = {
            "people": decimals(people),
            "heads": decimals(heads),
            "share": _significant(Decimal(people) / heads),
            "chance": _significant(scale.chance),
            "spread": decimals(FULL * scale.spread.sqrt(), 1),
            "mean": percent(scale.mean, 1),
        }
        words = gettext(
            "Deltagande: snittandelen är %(people)s ÷ %(heads)s = %(share)s, och slump² är %(share)s × (1 − %(share)s) "
            "= %(chance)s, ÷ lagets antal personer."
        )
        end = gettext("Roten ur det är %(spread)s procentenheter. Snittet, vägt med 1 ÷ steg², är %(mean)s.")
        return f"{words % names} {_spread(scale)} {end % names}"


@in_words
def _money(teams: Sequence[TeamFacts], scale: Scale, rules: Rules) -> str:
    with localcontext(EXACT):
        raised, heads = sum(team.counted for team in teams), sum(team.heads for team in teams)
        gifts = max(sum(team.gifts for team in teams), sum(team.taking_part for team in teams), 1)
        names = {
            "raised": format_amount(raised),
            "heads": decimals(heads),
            "per_head": format_amount(raised / heads),
            "gifts": decimals(gifts),
            "gift": format_amount(raised / gifts),
            "variation": percent(rules.gift_variation),
            "chance": _significant(scale.chance),
            "usual_spread": percent(rules.usual_gift_spread),
            "usual": format_amount(scale.working.usual.sqrt()),
            "spread": format_amount(scale.spread.sqrt()),
            "mean": format_amount(scale.mean),
        }
        words = gettext(
            "Pengar: kronor per person är %(raised)s ÷ %(heads)s = %(per_head)s, snittgåvan %(raised)s ÷ %(gifts)s = "
            "%(gift)s, och slump² är %(variation)s × %(per_head)s × %(gift)s = %(chance)s, ÷ lagets antal personer. "
            "Det tänkta lagets skillnad är %(usual_spread)s av %(per_head)s = %(usual)s."
        )
        end = gettext("Roten ur det är %(spread)s. Snittet, vägt med 1 ÷ steg², är %(mean)s.")
        return f"{words % names} {_spread(scale)} {end % names}"


def _spread(scale: Scale) -> str:
    working = scale.working
    names = {
        "teams": decimals(working.teams),
        "others": decimals(working.teams - 1),
        "weights": _significant(working.weights),
        "squares": _significant(working.squares),
        "apart": _significant(working.apart),
        "found": _significant(working.found),
        "usual": _significant(working.usual),
        "result": _significant(scale.spread),
    }
    if working.teams == 1:
        return gettext("Bara ett lag räknas, så skillnad² är det tänkta lagets: %(usual)s.") % names
    first = gettext(
        "Vikterna är tillsammans %(weights)s, deras kvadrater delade med den summan %(squares)s, och vikterna gånger "
        "avstånden i kvadrat %(apart)s. Första ledet: (%(apart)s − %(teams)s + 1) ÷ (%(weights)s − %(squares)s), minst "
        "0, är %(found)s. Andra ledet, med det tänkta laget: (%(others)s × %(found)s + %(usual)s) ÷ %(teams)s = "
        "%(result)s, som är skillnad²."
    )
    return first % names


def workings(teams: Sequence[TeamFacts], rules: Rules) -> list[str]:
    """A paragraph for participation and one for money, of those that the rules weigh and some team has."""
    weighed, field = rules.weighed(), field_of(teams, rules)
    paragraphs = []
    if "participation" in weighed and field.participation:
        paragraphs.append(_participation([team for team in teams if team.taking_part], field.participation))
    if "money" in weighed and field.money:
        paragraphs.append(_money([team for team in teams if team.counted], field.money, rules))
    return paragraphs
