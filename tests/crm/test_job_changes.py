"""A person changes jobs: roles, main contact, addresses and steps."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from core.form_tokens import ONCE_FIELD
from crm.models import Affiliation, Contact, NextStep
from crm.services.people import move_contact, save_affiliation
from inbox.mailreader import Mail, Person
from inbox.queries import recognise
from tests.clock import travel
from tests.crm.ways_to_reach import about_to_move, form_of, reachable
from tests.factories import AffiliationFactory, CompanyFactory, NextStepFactory, contact_at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def moving():
    return about_to_move()


def test_change_of_jobs_asks_for_the_new_address_and_the_new_main_contact(client_for, moving):
    eva, bo, old, new = moving
    client, url = client_for("Partneransvarig"), reverse("crm:contact_move", args=[eva.pk])
    form = client.get(url).context["form"]
    successor = f"successor_{old.pk}"
    assert (form["email"].value(), form["phone"].value()) == (None, eva.phone)
    assert "eva@akeri.example slutar gälla" in str(form.fields["email"].help_text)
    assert list(form.fields[successor].queryset) == [bo]
    sent = {"email": "eva@nya.example", "phone": "070-174 06 05", "is_primary": "on", successor: bo.pk}
    client.post(url, form_of(new, **sent))
    eva.refresh_from_db()
    assert (eva.email, eva.phone.as_e164) == ("eva@nya.example", "+46701740605")
    main = {role.company: role.contact for role in Affiliation.objects.filter(is_primary=True)}
    assert main == {old: bo, new: eva}
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert Affiliation.objects.get(contact=eva, company=old).ends == yesterday
    assert NextStep.objects.get().contact == bo


def test_private_address_is_kept_and_a_successor_is_optional(client_for):
    eva, new = reachable(email="eva@gmail.com"), CompanyFactory(name="Nya AB")
    client, url = client_for("Partneransvarig"), reverse("crm:contact_move", args=[eva.pk])
    form = client.get(url).context["form"]
    assert form["email"].value() == "eva@gmail.com"
    assert [name for name in form.fields if name.startswith("successor")] == []
    client.post(url, form_of(new, email="eva@gmail.com"))
    eva.refresh_from_db()
    assert eva.email == "eva@gmail.com"


@pytest.mark.parametrize("days", [0, 1, 2000])
def test_first_day_that_is_not_after_the_last_role_began_is_refused_by_its_field(client_for, moving, days):
    eva, _bo, old, new = moving
    began = timezone.localdate() - dt.timedelta(days=30)
    eva.affiliations.update(starts=began)
    page = client_for(PARTNER_MANAGER).post(
        reverse("crm:contact_move", args=[eva.pk]),
        form_of(new, on=(began - dt.timedelta(days=days)).isoformat(), email="ny@nya.example"),
    )
    words = f"Uppdraget på {old} började {began}. Den första dagen på det nya ligger efter det."
    assert page.context["form"].errors == {"on": [words]}
    eva.refresh_from_db()
    assert (eva.email, eva.affiliations.get().ends) == ("eva@akeri.example", None)


@pytest.mark.parametrize("role", ["current", "to come"])
@pytest.mark.parametrize("ahead", [0, 30])
def test_nobody_changes_jobs_to_a_company_where_they_have_a_role(client_for, moving, role, ahead):
    eva, _bo, old, new = moving
    on = timezone.localdate() + dt.timedelta(days=ahead)
    if role == "to come":
        AffiliationFactory(contact=eva, company=new, starts=timezone.localdate() + dt.timedelta(days=60))
    to = old if role == "current" else new
    sent = form_of(to, on=on.isoformat())
    page = client_for(PARTNER_MANAGER).post(reverse("crm:contact_move", args=[eva.pk]), sent)
    words = f"Eva Ek har redan ett uppdrag på {to}. Ändra det i stället."
    assert page.context["form"].errors == {"company": [words]}
    assert eva.affiliations.filter(company=to).count() == 1


def test_who_comes_back_to_a_company_may_have_a_new_role_there(client_for, moving):
    eva, _bo, old, _new = moving
    today = timezone.localdate()
    save_affiliation(eva.affiliations.get(), ends=today + dt.timedelta(days=5))
    sent = form_of(old, on=(today + dt.timedelta(days=30)).isoformat())
    client_for(PARTNER_MANAGER).post(reverse("crm:contact_move", args=[eva.pk]), sent)
    assert eva.affiliations.filter(company=old).count() == 2


def test_role_that_is_ended_by_hand_is_no_main_contact_and_takes_the_mark_from_nobody(client_for, api_client_for):
    today = timezone.localdate()
    company = CompanyFactory()
    role = contact_at(company).affiliations.get()
    save_affiliation(role, is_primary=True)
    yesterday = (today - dt.timedelta(days=1)).isoformat()
    form = {"version": role.version, "company_0": company.pk, "role": "Inköpschef", "ends": yesterday}
    client_for(PARTNER_MANAGER).post(reverse("crm:affiliation_edit", args=[role.pk]), form | {"is_primary": "on"})
    role.refresh_from_db()
    assert (role.ends.isoformat(), role.is_primary) == (yesterday, False)

    main = contact_at(company).affiliations.get()
    save_affiliation(main, is_primary=True)
    path, version = f"/api/v1/affiliations/{role.pk}/", {"If-Match": f'"{role.version}"'}
    told = api_client_for(PARTNER_MANAGER).patch(path, {"is_primary": True}, headers=version)
    main.refresh_from_db()
    assert (told.json()["is_primary"], main.is_primary) == (False, True)


def test_role_that_a_day_set_ahead_has_ended_is_shown_without_the_mark(client_for):
    contact = contact_at(CompanyFactory())
    last = timezone.localdate() + dt.timedelta(days=7)
    save_affiliation(contact.affiliations.get(), is_primary=True, ends=last)
    for day, has_mark in ((last, True), (last + dt.timedelta(days=1), False)):
        with travel(day):
            page = client_for(PARTNER_MANAGER).get(contact.get_absolute_url()).content.decode()
            assert ("Huvudkontakt" in page, contact.affiliations.get().is_main_contact) == (has_mark, has_mark)


def test_step_says_that_the_person_has_left_unless_somebody_takes_over(client_for, moving):
    _eva, bo, old, new = moving
    client = client_for(PARTNER_MANAGER)
    NextStepFactory(company=old, contact=bo, what="Fråga Bo", due_on=timezone.localdate(), assignee=client.user)
    url = reverse("crm:contact_move", args=[bo.pk])
    assert f"successor_{old.pk}" in client.get(url).context["form"].fields
    client.post(url, form_of(new))
    words = "Bo Al är inte kvar på Gamla AB."
    asked = [
        (old.get_absolute_url(), {}),
        (reverse("reports:today"), {}),
        (reverse("crm:company_handover", args=[old.pk]), {}),
    ]
    for url, query in asked:
        assert client.get(url, query).content.decode().count(words) == 1


def mail_from(address: str) -> Mail:
    return Mail(sender=Person(address, "Eva Ek"), sent_at=timezone.now() - dt.timedelta(days=20), text="Hej")


def test_mail_from_before_a_change_of_jobs_is_recognised_by_the_old_address(client_for, moving):
    eva, _bo, old, new = moving
    move_contact(contact=eva, to_company=new, on=timezone.localdate(), reached_at={"email": "", "phone": ""})
    eva.refresh_from_db()
    assert (eva.emails[:1], eva.former_emails) == (["eva.ek@hemma.example"], "eva@akeri.example")
    guess = recognise(mail_from("eva@akeri.example"))
    assert (guess.contacts, guess.colleagues, guess.companies) == ([eva], [], [old])


def test_stranger_with_the_name_of_somebody_at_the_company_is_not_chosen_as_a_new_person():
    company = CompanyFactory(website="https://akeri.example")
    eva = contact_at(company, first_name="Eva", last_name="Ek")
    guess = recognise(mail_from("eva.ek@akeri.example"))
    assert (guess.contacts, guess.companies, guess.colleagues) == ([eva], [company], [])
    assert [person.email for person in guess.strangers] == ["eva.ek@akeri.example"]


@pytest.mark.parametrize("page", ["create", "edit"])
def test_mark_that_was_taken_by_mistake_is_given_back(client_for, moving, page):
    eva, bo, old, _new = moving
    save_affiliation(eva.affiliations.get(), is_primary=True)  # as history knows it, by which it is put back
    who, role = (contact_at(CompanyFactory()), None) if page == "create" else (bo, bo.affiliations.get())
    sent = {"company_0": old.pk, "starts": timezone.localdate().isoformat(), "is_primary": "on"}
    version = {"version": role.version} if role else {}
    client = client_for(PARTNER_MANAGER)

    def stands() -> list:
        return list(Affiliation.objects.order_by("pk").values_list("contact", "company", "starts", "is_primary"))

    before = stands()
    url = reverse(f"crm:affiliation_{page}", args=[role.pk if role else who.pk])
    message = list(get_messages(client.post(url, sent | version).wsgi_request))[-1]
    assert [each.contact for each in old.affiliations.filter(is_primary=True)] == [who]
    client.post(message.extra_tags, {"next": "/"})
    assert stands() == before


@pytest.mark.parametrize("ahead", [0, 30])
def test_change_of_jobs_made_by_mistake_is_undone_with_all_that_it_did(client_for, moving, ahead):
    eva, bo, old, new = moving
    ida = contact_at(new, first_name="Ida", last_name="Ny")
    save_affiliation(ida.affiliations.get(), is_primary=True)
    save_affiliation(eva.affiliations.get(), is_primary=True)  # as history knows it, by which it is put back

    def stands() -> tuple:
        person = Contact.objects.get(pk=eva.pk)
        roles = Affiliation.objects.order_by("pk").values_list("contact", "company", "ends", "is_primary", "at_start")
        return person.email, person.phone, person.former_emails, list(roles), NextStep.objects.get().contact

    before, client = stands(), client_for(PARTNER_MANAGER)
    on = (timezone.localdate() + dt.timedelta(days=ahead)).isoformat()
    sent = form_of(new, on=on, email="eva@nya.example", is_primary="on", **{f"successor_{old.pk}": bo.pk})
    url = reverse("crm:contact_move", args=[eva.pk])
    for time in range(2):  # what is undone may be done again
        answer = client.post(url, sent | {ONCE_FIELD: f"token-{time}"})
        message = list(get_messages(answer.wsgi_request))[-1]
        assert stands() != before
        undone = client.post(message.extra_tags, {"next": "/"})
        assert [str(each) for each in get_messages(undone.wsgi_request)][-1] == "Ångrat. Det är som det var."
        assert stands() == before
