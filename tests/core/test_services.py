from itertools import chain

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from core.errors import StaleVersion
from core.models import Sequence
from core.services import save_record
from crm.models import Company, Tag
from tests.factories import CompanyFactory
from tests.racing import at_once

pytestmark = pytest.mark.database


@pytest.mark.django_db
def test_save_record_validates_the_whole_row_before_it_writes():
    with pytest.raises(ValidationError) as caught:
        save_record(Company(), name="", orgnr="556703-7486", invoice_email="no address")
    assert set(caught.value.message_dict) == {"name", "orgnr", "invoice_email"}
    assert Company.objects.count() == 0


@pytest.mark.django_db
def test_save_record_sets_links_with_the_row():
    tag = Tag.objects.create(name="bygg")
    company = save_record(Company(), name="Åkeri AB", links={"tags": [tag]})
    assert list(Company.objects.get().tags.all()) == [tag]
    save_record(company, links={"tags": []})
    assert list(company.tags.all()) == []


@pytest.mark.django_db
def test_save_record_writes_nothing_when_a_link_cannot_be_set():
    with pytest.raises(ValueError, match="Field 'id' expected a number"):
        save_record(Company(), name="Åkeri AB", links={"tags": ["not a tag"]})
    assert Company.objects.count() == 0


@pytest.mark.django_db
def test_saving_a_copy_gone_stale_is_refused():
    first = CompanyFactory(name="Åkeri AB")
    second = Company.objects.get(pk=first.pk)
    save_record(first, name="Åkeriet AB")
    with pytest.raises(StaleVersion) as caught:
        save_record(second, name="Åkaren AB")
    assert caught.value.context == {"instance": second}
    assert Company.objects.get(pk=first.pk).name == "Åkeriet AB"


@pytest.mark.django_db
def test_saving_one_copy_many_times_is_never_stale():
    company = CompanyFactory()
    for city in ("Sala", "Köping", "Arboga"):
        save_record(company, city=city)
    assert Company.objects.get().version == company.version == 4


@pytest.mark.django_db
def test_a_save_that_the_database_refuses_can_be_tried_again():
    other, company = CompanyFactory(), CompanyFactory()
    orgnr, company.orgnr = company.orgnr, other.orgnr
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        company.save()
    save_record(company, orgnr=orgnr, city="Sala")
    assert Company.objects.get(pk=company.pk).city == "Sala"


@pytest.mark.django_db
def test_saving_a_row_that_somebody_deleted_is_refused():
    company = CompanyFactory()
    Company.objects.get(pk=company.pk).delete()
    with pytest.raises(StaleVersion):
        save_record(company, city="Sala")
    assert Company.objects.count() == 0


@pytest.mark.django_db
def test_every_save_is_kept_in_history():
    company = CompanyFactory(name="Åkeri AB")
    save_record(company, name="Åkeriet AB")
    assert list(company.history.values_list("history_type", "name")) == [("~", "Åkeriet AB"), ("+", "Åkeri AB")]


@pytest.mark.django_db
def test_sequence_starts_at_one_and_each_name_has_its_own():
    assert [Sequence.next("a"), Sequence.next("a"), Sequence.next("b"), Sequence.next("a")] == [1, 2, 1, 3]


@pytest.mark.django_db
def test_sequence_gives_back_a_number_that_was_not_used():
    Sequence.next("a")
    with pytest.raises(RuntimeError), transaction.atomic():
        Sequence.next("a")
        raise RuntimeError
    assert Sequence.next("a") == 2


@pytest.mark.django_db(transaction=True)
def test_sequence_is_gapless_and_unique_under_concurrent_use():
    threads, each = 16, 20

    def take() -> list[int]:
        return [Sequence.next("race") for _ in range(each)]

    taken = chain.from_iterable(at_once(*[take] * threads))
    assert sorted(taken) == list(range(1, threads * each + 1))
