"""Eight users save one row concurrently: one succeeds, and the others get their input back."""

import threading
from collections import Counter

import pytest
from django.db import connection
from django.urls import reverse

from crm.models import Company
from tests.factories import CompanyFactory
from tests.racing import PATIENCE, ROUNDS

EDITORS = 8

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database("core.views.generic")]


def edit_at_once(save, rounds: int, *wrappers) -> list[dict[str, tuple[int, str]]]:
    """For every round, (status, text) of the response by what each editor submitted.

    All submit the version at the start of the round. Each thread has its own connection with `wrappers` as execute
    wrappers.
    """
    company = CompanyFactory(trade="Före")
    seen = {}

    def look():
        seen["version"] = Company.objects.values_list("version", flat=True).get(pk=company.pk)
        connection.close()

    start = threading.Barrier(EDITORS, action=look)
    answers: list[dict] = [{} for _ in range(rounds)]

    def edit(place: int):
        try:
            for number in range(rounds):
                start.wait(PATIENCE)
                typed = f"Bransch {number} av {place}"
                for wrapper in wrappers:
                    connection.execute_wrappers.append(wrapper)
                answers[number][typed] = save(place, company, typed, seen["version"])
                connection.execute_wrappers.clear()
                start_next.wait(PATIENCE)
        finally:
            connection.close()

    start_next = threading.Barrier(EDITORS)
    threads = [threading.Thread(target=edit, args=[place]) for place in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def by_page(client_for):
    clients = [client_for("Partneransvarig") for _ in range(EDITORS)]

    def save(place: int, company: Company, typed: str, version: int) -> tuple[int, str]:
        response = clients[place].post(
            reverse("crm:company_field", args=[company.pk, "trade"]),
            {"trade": typed, "version": version},
            headers={"HX-Request": "true"},
        )
        return response.status_code, response.content.decode()

    return save


@pytest.fixture
def by_api(api_client_for):
    clients = [api_client_for("Partneransvarig") for _ in range(EDITORS)]

    def save(place: int, company: Company, typed: str, version: int) -> tuple[int, str]:
        response = clients[place].patch(
            reverse("api:company-detail", args=[company.pk]), {"trade": typed}, headers={"if-match": f'"{version}"'}
        )
        return response.status_code, response.content.decode()

    return save


def told_both(answers: dict[str, tuple[int, str]], winner: str, refused: int) -> bool:
    """Whether every refused response shows both the submitted and the stored text."""
    return all(typed in text and winner in text for typed, (code, text) in answers.items() if code == refused)


@pytest.mark.parametrize(("way", "refused"), [("by_page", 409), ("by_api", 412)])
def test_one_of_eight_is_first_and_the_others_see_both_values(way, refused, request):
    answers = edit_at_once(request.getfixturevalue(way), ROUNDS)
    codes = [Counter(code for code, _text in one.values()) for one in answers]
    assert codes == [Counter({200: 1, refused: EDITORS - 1})] * ROUNDS
    winners = [typed for one in answers for typed, (code, _text) in one.items() if code == 200]
    assert all(told_both(one, winner, refused) for one, winner in zip(answers, winners, strict=True))
    company = Company.objects.get()
    assert (company.trade, company.version) == (winners[-1], ROUNDS + 1)
    kept = [row.trade for row in company.history.order_by("history_id")]
    assert kept == ["Före", *winners]


def whatever_the_version(execute, sql, params, many, context):
    """Remove the condition on the version from the UPDATE that claims it."""
    return execute(sql.replace('"crm_company"."version" = %s)', "%s IS NOT NULL)"), params, many, context)


def test_without_the_version_in_the_update_all_eight_write_and_seven_are_lost(by_page):
    """Negative control: the condition in that UPDATE is what prevents lost updates."""
    rounds = 3
    answers = edit_at_once(by_page, rounds, whatever_the_version)
    assert [Counter(code for code, _text in one.values()) for one in answers] == [Counter({200: EDITORS})] * rounds
