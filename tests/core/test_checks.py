"""A model's checks are asked of the database as one question, and answered as if each were asked."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from core.models import Record
from core.models.checks import gathered
from crm.models import Interaction, Sponsorship, Stage
from tests.factories import InteractionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CHECKED = [
    model
    for model in apps.get_models()
    if issubclass(model, Record) and any(isinstance(each, models.CheckConstraint) for each in model._meta.constraints)
]


def said(constraints, record: Record, exclude=None) -> list[str]:
    words = []
    for constraint in constraints:
        try:
            constraint.validate(type(record), record, exclude=exclude)
        except ValidationError as error:
            words += error.messages
    return words


def checks_of(model: type[models.Model]) -> list[models.CheckConstraint]:
    return [each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]


@pytest.mark.parametrize("model", CHECKED)
def test_checks_together_are_a_question_that_the_database_understands(model):
    """One that it refused would be asked check by check, which costs more and looks the same."""
    [checks, *_others] = gathered(model)
    sql, parameters = checks.together.compile(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(None for _field in checks.together.fields), *parameters])


@pytest.mark.parametrize("model", CHECKED)
def test_checks_say_together_what_each_says(model):
    """Of a row with nothing in it, and of one whose numbers and texts are as small as can be."""
    least = {
        field.name: -1 if isinstance(field, models.IntegerField) else ""
        for field in model._meta.concrete_fields
        if isinstance(field, models.IntegerField | models.CharField) and not field.primary_key
    }
    for record in (model(), model(**least)):
        assert said(gathered(model)[:1], record) == said(checks_of(model), record)


def test_every_broken_check_is_told():
    record = Sponsorship(stage=Stage.SIGNED, ended_on=dt.date(2027, 1, 1))
    with pytest.raises(ValidationError) as refused:
        record.validate_constraints()
    assert refused.value.message_dict[NON_FIELD_ERRORS] == said(checks_of(Sponsorship), record)
    assert len(refused.value.messages) == 2


def test_check_of_an_excluded_field_is_not_asked():
    record = Sponsorship(stage=Stage.SIGNED, ended_on=dt.date(2027, 1, 1))
    assert len(said(gathered(Sponsorship)[:1], record, exclude={"starts"})) == 1
    record.validate_constraints(exclude={"starts", "stage"})


@pytest.mark.parametrize(
    ("kept", "new", "words"),
    [
        ({"message_id": "a"}, {"message_id": "a"}, ["Mejlet är redan loggat."]),
        ({"message_id": "a"}, {"message_id": "b"}, []),
        ({"message_id": "a"}, {"message_id": "a", "logged_again": True}, []),
        ({}, {}, []),
        ({"mail_fingerprint": "a"}, {"mail_fingerprint": "a"}, ["Mejlet är redan loggat."]),
        ({"mail_fingerprint": "a"}, {"mail_fingerprint": "a", "message_id": "b"}, []),
    ],
)
def test_what_may_be_there_once_is_looked_for_where_the_row_meets_the_condition(kept, new, words):
    InteractionFactory(**kept)
    record = Interaction(**new)
    assert said(gathered(Interaction), record) == said(Interaction._meta.constraints, record) == words


def test_row_that_does_not_meet_a_condition_searches_no_table():
    with CaptureQueriesContext(connection) as asked:
        Interaction(text="Ett samtal").validate_constraints()
    assert [query for query in asked if f' FROM "{Interaction._meta.db_table}"' in query["sql"]] == []


def test_row_whose_checks_hold_asks_once():
    record = Sponsorship(starts=dt.date(2027, 1, 1), ends=dt.date(2027, 12, 31))
    assert len(checks_of(Sponsorship)) == 4
    with CaptureQueriesContext(connection) as asked:
        record.validate_constraints()
    assert len([query for query in asked if query["sql"].startswith("SELECT")]) == 1
