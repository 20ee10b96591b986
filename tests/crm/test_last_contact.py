import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from config.roles import ADMINISTRATOR
from crm.models import Company, Outcome
from crm.services.companies import save_company
from crm.services.interactions import log_interaction, log_no_answer, save_interaction
from crm.services.last_contact import recount_last_contact
from crm.services.removals import remove_interaction
from tests.factories import A_MOMENT, CompanyFactory, InteractionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = A_MOMENT + dt.timedelta(days=3)


def last(company: Company) -> dt.datetime | None:
    return Company.objects.get(pk=company.pk).last_contact_at


def test_logged_contact_is_the_last_one_of_all_its_companies():
    one, two, other = CompanyFactory.create_batch(3)
    log_interaction(by=UserFactory(), companies=[one, two], happened_at=A_MOMENT)
    assert [last(company) for company in (one, two, other)] == [A_MOMENT, A_MOMENT, None]


def test_older_contact_logged_afterwards_moves_nothing():
    company = CompanyFactory()
    for moment in (LATER, A_MOMENT):
        InteractionFactory(companies=[company], happened_at=moment)
    assert last(company) == LATER


def test_unanswered_call_is_no_contact():
    company = CompanyFactory()
    InteractionFactory(companies=[company])
    log_no_answer(by=UserFactory(), company=company)
    assert last(company) == A_MOMENT


def test_edit_recounts_for_the_companies_before_and_after():
    one, two = CompanyFactory.create_batch(2)
    interaction = InteractionFactory(companies=[one])
    save_interaction(interaction, companies=[two], happened_at=LATER)
    assert (last(one), last(two)) == (None, LATER)
    save_interaction(interaction, companies=[two], outcome=Outcome.NO_ANSWER)
    assert last(two) is None


def test_delete_recounts():
    company = CompanyFactory()
    InteractionFactory(companies=[company])
    wrong = InteractionFactory(companies=[company], happened_at=LATER)
    remove_interaction(wrong, by=UserFactory(role=ADMINISTRATOR))
    assert last(company) == A_MOMENT


def test_company_read_before_the_call_does_not_put_the_old_day_back():
    company = CompanyFactory()
    stale = Company.objects.get(pk=company.pk)
    InteractionFactory(companies=[company])
    save_company(stale, name="Nytt namn AB")
    assert (last(company), Company.objects.get(pk=company.pk).name) == (A_MOMENT, "Nytt namn AB")


def test_last_contact_is_no_part_of_the_history():
    assert "last_contact_at" not in {field.name for field in Company.history.model._meta.fields}
    company = CompanyFactory()
    assert company.history.first().instance.last_contact_at is None


def test_recount_finds_what_differs_and_corrects_it(capsys):
    right, late, never, lost = CompanyFactory.create_batch(4)
    for company in (right, late, lost):
        InteractionFactory(companies=[company])
    call_command("recount_last_contact")
    assert capsys.readouterr().out == "All companies agree.\n"
    Company.objects.filter(pk__in=[late.pk, never.pk]).update(last_contact_at=LATER)
    Company.objects.filter(pk=lost.pk).update(last_contact_at=None)
    with pytest.raises(CommandError, match="3 companies differ"):
        call_command("recount_last_contact")
    assert [difference.company for difference in recount_last_contact()] == [late, never, lost]
    call_command("recount_last_contact", "--fix")
    assert [last(company) for company in (right, late, never, lost)] == [A_MOMENT, A_MOMENT, None, A_MOMENT]
    assert list(recount_last_contact()) == []
