"""core.models.Record, Searchable and Sequence, beyond tests/core/test_services.py."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction

from core.errors import Refusal, StaleVersion
from core.models import Record, Sequence
from tests.factories import CompanyFactory

pytestmark = pytest.mark.database


@pytest.fixture
def company(db):
    return CompanyFactory(name="Åkeri AB")


def again(record):
    return type(record).objects.get(pk=record.pk)


def test_version_starts_at_one_and_counts_saves(company):
    assert again(company).version == 1
    company.save()
    company.save()
    assert company.version == again(company).version == 3


def test_stale_save_writes_neither_row_nor_history(company):
    stale = again(company)
    company.save()
    stale.name = "Skriver över"
    with pytest.raises(StaleVersion) as refused:
        stale.save()
    assert refused.value.context["instance"] is stale
    assert isinstance(refused.value, Refusal)
    assert (again(company).name, again(company).version) == ("Åkeri AB", 2)
    assert company.history.count() == 2


def test_stale_save_stays_stale_when_tried_again(company):
    stale = again(company)
    company.save()
    for _attempt in range(2):
        with pytest.raises(StaleVersion):
            stale.save()
    assert stale.version == 1


def test_part_of_a_row_is_saved_under_the_same_rule(company):
    stale = again(company)
    company.save(update_fields=["name"])
    assert again(company).version == company.version == 2
    with pytest.raises(StaleVersion):
        stale.save(update_fields=["name"])


def test_claimed_version_is_given_back_with_the_transaction(company):
    with transaction.atomic():
        company.claim_version()
        transaction.set_rollback(True)
    assert again(company).version == 1


def test_keys_are_saved_with_update_fields(company):
    company.name = "Öl & Bröd"
    company.save(update_fields=["name"])
    saved = again(company)
    assert saved.search_key.startswith("öl & bröd")
    assert saved.sort_key == company.sort_key == "z3l0brz3d"


@pytest.mark.django_db
def test_sequence_keeps_counting_across_transactions():
    with transaction.atomic():
        assert Sequence.next("avtal") == 1
    with transaction.atomic():
        assert [Sequence.next("avtal"), Sequence.next("avtal")] == [2, 3]


def dated() -> list:
    return [
        pytest.param(model, field.name, id=f"{model._meta.label}.{field.name}")
        for model in apps.get_models()
        if issubclass(model, Record)
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField) and not field.auto_now_add and not field.auto_now and field.editable
    ]


@pytest.mark.parametrize(("model", "name"), dated())
@pytest.mark.parametrize("year", [1, 1900, 2200, 9999])
def test_every_date_of_every_model_has_a_plausible_year(model, name, year):
    field = model._meta.get_field(name)
    day = dt.datetime(year, 6, 1, tzinfo=dt.UTC) if isinstance(field, models.DateTimeField) else dt.date(year, 6, 1)
    others = {each.name for each in model._meta.fields} - {name}
    with pytest.raises(ValidationError) as refused:
        model(**{name: day}).clean_fields(exclude=others)
    assert name in refused.value.message_dict


def counted() -> list:
    return [
        pytest.param(model, field.name, 2 ** (15 if isinstance(field, models.SmallIntegerField) else 31), id=str(field))
        for model in apps.get_models()
        if issubclass(model, Record)
        for field in model._meta.concrete_fields
        if isinstance(field, models.IntegerField) and not isinstance(field, models.BigIntegerField)
    ]


@pytest.mark.parametrize(("model", "name", "number"), counted())
def test_every_number_of_every_model_fits_both_databases(model, name, number):
    others = {each.name for each in model._meta.fields} - {name}
    with pytest.raises(ValidationError) as refused:
        model(**{name: number}).clean_fields(exclude=others)
    assert list(refused.value.message_dict) == [name]
