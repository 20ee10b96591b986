"""A change of jobs that is set ahead waits for its day."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from core.services import save_record
from crm.models import Affiliation, Contact, NextStep
from crm.services.people import begin_roles, save_affiliation
from tests.clock import travel
from tests.crm.ways_to_reach import about_to_move, form_of
from tests.factories import AffiliationFactory, CompanyFactory, contact_at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def moving():
    return about_to_move()


@pytest.mark.parametrize("ahead", [0, 40])
def test_second_change_of_jobs_is_refused_while_one_waits(client_for, moving, ahead):
    eva, _bo, old, new = moving
    first, third = timezone.localdate() + dt.timedelta(days=30), CompanyFactory(name="Tredje AB")
    AffiliationFactory(contact=eva, company=CompanyFactory(), starts=first)  # beside the others, and no change of jobs
    client, url = client_for(PARTNER_MANAGER), reverse("crm:contact_move", args=[eva.pk])
    client.post(url, form_of(new, on=first.isoformat()))
    assert eva.affiliations.filter(company=new).exists()
    on = timezone.localdate() + dt.timedelta(days=ahead)
    page = client.post(url, form_of(third, on=on.isoformat()))
    words = f"Eva Ek byter redan till Nya AB {first}. Ändra eller ta bort det uppdraget i stället."
    assert page.context["form"].errors == {"company": [words]}
    with travel(first):
        begin_roles()
        assert not eva.affiliations.filter(company=third).exists()
        assert old not in [role.company for role in eva.affiliations.current_on(first)]


def test_planned_change_of_jobs_changes_nothing_until_the_day(client_for, moving):
    eva, bo, old, new = moving
    ida = contact_at(new, first_name="Ida", last_name="Ny")
    Affiliation.objects.filter(contact=ida).update(is_primary=True)
    first = timezone.localdate() + dt.timedelta(days=30)
    sent = {"on": first.isoformat(), "email": "eva@nya.example", "phone": "08-12 34 56", "is_primary": "on"}
    client = client_for(PARTNER_MANAGER)
    client.post(reverse("crm:contact_move", args=[eva.pk]), form_of(new, **sent | {f"successor_{old.pk}": bo.pk}))

    def stands() -> tuple:
        eva.refresh_from_db()
        today = timezone.localdate()
        main = {role.company: role.contact for role in Affiliation.objects.current_on(today) if role.is_main_contact}
        return eva.email, eva.phone.as_e164, main, NextStep.objects.get().contact

    before = ("eva@akeri.example", "+46701740605", {old: eva, new: ida}, eva)
    assert (begin_roles(), stands()) == (0, before)
    staff = client.get(new.get_absolute_url()).context["staff"]
    assert [[role.contact for role in roles] for roles in (staff.current, staff.coming, staff.former)] == [
        [ida],
        [eva],
        [],
    ]
    log = client.get(reverse("crm:interaction_create"), {"company": new.pk})
    assert log.context["form"].initial["contacts"] == [ida.pk]
    assert "eva@nya.example" in client.get(eva.get_absolute_url()).content.decode()

    with travel(first - dt.timedelta(days=1)):
        assert (begin_roles(), stands()) == (0, before)
    with travel(first):
        call_command("begin_roles")
        assert stands() == ("eva@nya.example", "+468123456", {old: bo, new: eva}, bo)
        assert begin_roles() == 0


@pytest.mark.parametrize("changed", [{"email": "eva@sedan.example"}, {"phone": "+4681112233"}])
def test_planned_change_of_jobs_keeps_later_edits_of_the_person(client_for, moving, changed):
    eva, _bo, _old, new = moving
    first, number = timezone.localdate() + dt.timedelta(days=30), "070-174 06 05"
    client = client_for(PARTNER_MANAGER)
    client.post(reverse("crm:contact_move", args=[eva.pk]), form_of(new, on=first.isoformat(), email="", phone=number))
    page = client.get(eva.get_absolute_url()).content.decode()
    assert ("E-posten slutar gälla den dagen." in page, "Telefon från den dagen" in page) == (True, False)
    save_record(Contact.objects.get(pk=eva.pk), **changed)
    page = client.get(eva.get_absolute_url()).content.decode()
    assert ("E-posten slutar gälla den dagen." in page) == ("email" not in changed)
    with travel(first):
        begin_roles()
    eva.refresh_from_db()
    told = {"email": eva.email, "phone": eva.phone.as_e164}
    assert told == {"email": "", "phone": "+46701740605"} | changed


@pytest.fixture
def waiting(client_for, moving):
    """Eva's change of jobs to Nya AB in thirty days, and who wrote it."""
    eva, _bo, _old, new = moving
    client, first = client_for(PARTNER_MANAGER), timezone.localdate() + dt.timedelta(days=30)
    client.post(reverse("crm:contact_move", args=[eva.pk]), form_of(new, on=first.isoformat()))
    return client, eva.affiliations.get(company=new)


@pytest.mark.parametrize("by", ["form", "api"])
@pytest.mark.parametrize("days", [-3, 0, 10, 60])
def test_last_day_moves_with_the_first_day_of_a_planned_change_of_jobs(moving, waiting, api_client_for, by, days):
    eva, _bo, old, new = moving
    client, role = waiting
    first = timezone.localdate() + dt.timedelta(days=days)
    if by == "form":
        sent = {"version": role.version, "company_0": new.pk, "starts": first.isoformat()}
        client.post(reverse("crm:affiliation_edit", args=[role.pk]), sent)
    else:
        path, version = f"/api/v1/affiliations/{role.pk}/", {"If-Match": f'"{role.version}"'}
        api_client_for(PARTNER_MANAGER).patch(path, {"starts": first.isoformat()}, headers=version)
    role.refresh_from_db()
    last = eva.affiliations.get(company=old).ends
    assert (role.starts, last) == (first, first - dt.timedelta(days=1))


def test_planned_change_of_jobs_moves_to_no_impossible_year(waiting, api_client_for):
    _client, role = waiting
    path, version = f"/api/v1/affiliations/{role.pk}/", {"If-Match": f'"{role.version}"'}
    answer = api_client_for(PARTNER_MANAGER).patch(path, {"starts": "0001-01-01"}, headers=version)
    assert (answer.status_code, list(answer.json())) == (400, ["starts"])


def test_planned_change_of_jobs_moves_to_no_day_before_the_role_that_it_ends(moving, waiting):
    eva, _bo, old, new = moving
    client, role = waiting
    eva.affiliations.filter(company=old).update(starts=timezone.localdate())
    sent = {"version": role.version, "company_0": new.pk, "starts": timezone.localdate().isoformat()}
    page = client.post(reverse("crm:affiliation_edit", args=[role.pk]), sent)
    assert list(page.context["form"].errors) == ["starts"]
    assert eva.affiliations.get(company=old).ends == role.starts - dt.timedelta(days=1)


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("before", [None, 90])
def test_role_is_restored_when_the_planned_change_of_jobs_is_deleted(client_for, moving, changed, before):
    eva, _bo, old, new = moving
    today, role = timezone.localdate(), eva.affiliations.get()
    ends = before and today + dt.timedelta(days=before)
    save_affiliation(role, ends=ends)
    client = client_for(PARTNER_MANAGER)
    client.post(
        reverse("crm:contact_move", args=[eva.pk]), form_of(new, on=(today + dt.timedelta(days=30)).isoformat())
    )
    if changed:  # since, by somebody who knows better
        ends = today + dt.timedelta(days=7)
        save_affiliation(eva.affiliations.get(company=old), ends=ends)
    coming = eva.affiliations.get(company=new)
    client.post(reverse("crm:affiliation_discard", args=[coming.pk]), {"version": coming.version})
    assert [(each.company, each.ends) for each in eva.affiliations.all()] == [(old, ends)]


@pytest.mark.parametrize("by", ["form", "api"])
def test_role_to_come_takes_the_mark_on_its_first_day(client_for, api_client_for, by):
    company = CompanyFactory()
    main, coming = contact_at(company), contact_at(CompanyFactory())
    save_affiliation(main.affiliations.get(), is_primary=True)
    first = timezone.localdate() + dt.timedelta(days=30)
    if by == "form":
        sent = {"company_0": company.pk, "starts": first.isoformat(), "is_primary": "on"}
        client_for(PARTNER_MANAGER).post(reverse("crm:affiliation_create", args=[coming.pk]), sent)
    else:
        told = {"contact": coming.pk, "company": company.pk, "starts": first.isoformat(), "is_primary": True}
        api_client_for(PARTNER_MANAGER).post("/api/v1/affiliations/", told)
    for day, who in ((timezone.localdate(), main), (first, coming)):
        with travel(day):
            begin_roles()
            roles = Affiliation.objects.current_on(day).filter(company=company)
            assert [role.contact for role in roles if role.is_main_contact] == [who]
