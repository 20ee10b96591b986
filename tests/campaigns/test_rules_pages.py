import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.urls import reverse
from lxml import html

from campaigns.fairness import LEVELS
from campaigns.forms.jury import MARKS
from campaigns.forms.rules import RulesForm
from campaigns.models import Competition, Mark
from campaigns.queries.overview import preview_of
from campaigns.scoring import (
    HIGHEST_MARK,
    Rules,
    RuleSet,
    TeamFacts,
    Weights,
    decimals,
    exact_formula,
    example_of,
    formula,
)
from campaigns.scoring.rules import MARK_POINTS
from tests.campaigns.factories import make_competition, make_team, running_duel

pytestmark = pytest.mark.django_db
WEIGHTS = ("participation", "money", "creativity", "engagement")


def page(name: str, competition: Competition) -> str:
    return reverse(f"campaigns:{name}", args=[competition.pk])


def rules_form(competition: Competition, kind: str, *weights: str, **fields) -> dict:
    """The submitted form of the competition's rules, with another kind or weights."""
    form = RulesForm(rules=competition.rules)
    data = {name: form[name].value() for name in form.fields}
    data |= {f"weight_{name}": weight for name, weight in zip(WEIGHTS, weights, strict=False)}
    return {**data, "kind": kind, "version": competition.version, **fields}


def text_content(response) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def draft_duel(*heads: int) -> Competition:
    competition = make_competition()
    for each in heads:
        make_team(competition, heads=each)
    return competition


def test_saving_the_form_unchanged_changes_no_rule(client_for):
    draft = draft_duel(8, 240)
    response = client_for("Tävlingsledare").post(page("competition_rules", draft), rules_form(draft, "fair"))
    assert response.status_code == 302
    assert Competition.objects.get().rules == Rules()


@pytest.mark.parametrize("kind", ["total", "per_head", "participation"])
def test_simple_rule_set_is_chosen(client_for, kind):
    draft = draft_duel(8, 240)
    client_for("Tävlingsledare").post(page("competition_rules", draft), rules_form(draft, kind))
    assert Competition.objects.get().rules.kind == RuleSet(kind)


def test_own_weights_are_exact_and_shown_as_own_afterwards(client_for):
    draft = draft_duel(8, 240)
    client = client_for("Tävlingsledare")
    url = page("competition_rules", draft)
    client.post(url, rules_form(draft, "own", "33,5", "16,5", "30", "20", step_points="12"))
    rules = Competition.objects.get().rules
    assert rules.weights == Weights(Decimal("0.335"), Decimal("0.165"), Decimal("0.30"), Decimal("0.20"))
    assert rules.step_points == 12
    assert client.get(url).context["form"].initial["kind"] == "own"


def test_weights_that_do_not_sum_to_a_hundred_are_refused_and_kept(client_for):
    draft = draft_duel(8, 240)
    response = client_for("Tävlingsledare").post(
        page("competition_rules", draft), rules_form(draft, "own", "50", "16,5", "30", "20")
    )
    form = response.context["form"]
    assert form.errors["weight_participation"] == ["Vikterna blir 116,5 procent. De ska bli 100 tillsammans."]
    assert form["weight_participation"].value() == "50"
    assert Competition.objects.get().rules == Rules()


def test_rules_that_no_competition_could_be_scored_by_are_refused(client_for):
    draft = draft_duel(8, 240)
    response = client_for("Tävlingsledare").post(
        page("competition_rules", draft), rules_form(draft, "fair", large_from="20", medium_from="20")
    )
    assert response.context["form"].non_field_errors() == ["Stora lag ska vara större än mellanstora."]


def test_trying_rules_shows_their_chances_and_saves_nothing(client_for):
    draft = draft_duel(8, 240)
    client = client_for("Tävlingsledare")
    response = client.post(
        page("competition_rules", draft),
        rules_form(draft, "own", "10", "70", "10", "10", preview="1"),
        headers={"HX-Request": "true"},
    )
    assert "Tävlingens egna regler" in response.content.decode()
    assert "Provas, inte sparat" in response.content.decode()
    assert Competition.objects.get().rules == Rules()


def test_preview_says_who_is_favoured_in_a_sentence(client_for):
    draft = draft_duel(8, 240)
    client = client_for("Läsare")
    text = client.get(page("competition_rules", draft)).content.decode()
    assert str(preview_of(draft, draft.teams.all(), draft.rules).sentence) in text
    assert "Spara reglerna" not in text
    alone = draft_duel(8)
    assert "Fyll i antalet personer i minst två lag" in client.get(page("competition_rules", alone)).content.decode()


def test_preview_shows_each_team_s_chance_at_every_level(client_for):
    draft = draft_duel(8, 240)
    shown = html.fromstring(client_for("Läsare").get(page("competition_rules", draft)).content)
    levels = [f"{decimals(100 * Decimal(rate), 0)} % deltar" for rate in LEVELS]
    tables = shown.xpath("//table[@class='fair-table']")
    assert len(levels) > 1
    assert len(tables) > 1
    for table in tables:
        assert table.xpath("./thead/tr/th/text()") == ["Lag", *levels]
        assert [len(row.xpath("./td")) for row in table.xpath("./tbody/tr")] == [len(levels)] * 2


@pytest.mark.parametrize("name", ["rules_sheet", "competition_rules"])
def test_rules_have_a_worked_example_with_the_teams_of_the_contest(name, client_for):
    draft = draft_duel(8, 240)
    first = draft.teams.first()
    text = text_content(client_for("Läsare").get(page(name, draft)))
    assert f"Ett påhittat exempel med lagen i tävlingen: {first.name}" in text
    facts = [TeamFacts(each.pk, each.name, each.heads) for each in draft.teams.all()]
    example = example_of(facts, draft.rules)
    assert len(example.score.components) > 1
    for words in [*(line.reason for line in example.score.components), example.score.reason]:
        assert " ".join(str(words).split()) in text


def test_highest_mark_is_stated_once():
    """Model, form and texts use the constant, and no template contains the number."""
    assert MARKS[-1][0] == str(HIGHEST_MARK)
    assert MaxValueValidator(HIGHEST_MARK) in Mark._meta.get_field("value").validators
    assert MARK_POINTS * HIGHEST_MARK == 100
    said = " ".join(map(str, [*formula(Rules()), *exact_formula(Rules())]))
    assert f"0 till {HIGHEST_MARK}, gånger {decimals(MARK_POINTS)}." in said
    templates = (settings.BASE_DIR / "templates" / "campaigns").rglob("*.html")
    again = rf"0\s*(–|-|till|to)\s*{HIGHEST_MARK}\b"
    assert [file.name for file in templates if re.search(again, file.read_text())] == []


def test_preview_of_many_teams_takes_fewer_runs_each():
    draft = draft_duel(*range(10, 50))
    assert preview_of(draft, draft.teams.all(), draft.rules).runs == 1000


def test_reader_may_not_choose_rules(client_for):
    draft = draft_duel(8, 240)
    response = client_for("Läsare").post(page("competition_rules", draft), rules_form(draft, "total"))
    assert response.status_code == 403
    assert Competition.objects.get().rules == Rules()


def test_rules_of_an_open_competition_are_amended_by_administrators_with_a_reason(client_for):
    duel, _first, _second = running_duel()
    refused = client_for("Tävlingsledare").post(page("competition_rules", duel), rules_form(duel, "total"))
    assert "Reglerna låstes när tävlingen öppnade." in refused.content.decode()
    assert Competition.objects.get().rules == Rules()
    url = page("competition_rules_amend", duel)
    client = client_for("Administratör")
    assert client.post(url, rules_form(duel, "total")).context["form"].errors.keys() == {"reason"}
    assert client.post(url, rules_form(duel, "total", reason="Lagen bad om det.")).status_code == 302
    assert Competition.objects.get().rules.kind == RuleSet.TOTAL
    assert "Lagen bad om det." in client.get(page("competition_rules", duel)).content.decode()


def test_stale_rules_are_refused(client_for):
    draft = draft_duel(8, 240)
    first, second = client_for("Tävlingsledare"), client_for("Administratör")
    data = rules_form(draft, "total")
    assert first.post(page("competition_rules", draft), data).status_code == 302
    response = second.post(page("competition_rules", draft), data | {"kind": "per_head"})
    assert "Någon annan har ändrat" in response.content.decode()
    assert Competition.objects.get().rules.kind == RuleSet.TOTAL
