"""How people and companies are reached: several addresses and numbers, a company's own, and a change of jobs."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from core.services import save_record
from core.tokens import ONCE_FIELD
from crm.models import Affiliation, Company, Contact, NextStep
from crm.queries.recognition import known_people
from crm.services.companies import begin_roles, move_contact, save_affiliation
from duplicates.queries import similar_companies, similar_contacts
from duplicates.services.merging import merge
from duplicates.services.pairs import scan_companies, scan_contacts
from imports.models import ImportKind, RowStatus
from inbox.mailreader import Mail, Person, read_mail
from inbox.queries import recognise
from tests.clock import travel
from tests.factories import AffiliationFactory, CompanyFactory, NextStepFactory, UserFactory, contact_at
from tests.imports.drafts import draft, faults, read_in, seen
from tests.papers import mail

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def reachable(company=None, **fields) -> Contact:
    """At work, at home, on the mobile and through the switchboard."""
    several = {
        "email": "eva@akeri.example",
        "phone": "070-174 06 05",
        "other_emails": "eva.ek@hemma.example\nEVA@akeri.example, eva@styrelsen.example",
        "other_phones": "021-12 34 56; +46 (0)70 174 06 05",
    }
    return contact_at(company or CompanyFactory(), first_name="Eva", last_name="Ek", **several | fields)


def test_further_ones_are_kept_one_a_line_without_the_first():
    person = reachable()
    person.refresh_from_db()
    assert person.other_emails == "eva.ek@hemma.example\neva@styrelsen.example"
    assert person.other_phones == "+46 21 12 34 56"
    assert [phone.as_e164 for phone in person.phones] == ["+46701740605", "+4621123456"]
    assert person.emails == ["eva@akeri.example", "eva.ek@hemma.example", "eva@styrelsen.example"]


def test_form_takes_several_and_says_which_is_wrong(client_for):
    person, client = reachable(), client_for("Partneransvarig")
    url = reverse("crm:contact_edit", args=[person.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "phone": "070-174 06 05",
        "other_emails": "eva@hemma.example\ninte en adress",
        "other_phones": "12",
    }
    errors = client.post(url, sent).context["form"].errors
    assert errors["other_emails"] == ["inte en adress är ingen e-postadress."]
    assert errors["other_phones"] == ["12 stämmer inte. Skriv numret som 070-123 45 67 eller +46 70 123 45 67."]
    client.post(url, sent | {"other_emails": "ny@hemma.example", "other_phones": "08-12 34 56"})
    person.refresh_from_db()
    assert (person.other_emails, person.other_phones) == ("ny@hemma.example", "+46 8 12 34 56")
    for page in (person, person.companies.get()):
        shown = client.get(page.get_absolute_url()).content.decode()
        assert ("mailto:ny@hemma.example" in shown, "tel:+468123456" in shown) == (True, True)


@pytest.mark.parametrize("typed", ["eva.ek@hemma.example", "styrelsen.example", "021-123456", "+46 (0)21 12 34 56"])
def test_person_is_found_by_any_of_them(typed):
    person = reachable()
    contact_at(CompanyFactory(), first_name="Bo", last_name="Al", email="bo@al.example")
    assert list(Contact.objects.matching(typed)) == [person]


def test_doubles_are_found_by_any_of_them():
    person = reachable()
    for typed in (
        Contact(first_name="E", last_name="K", email="EVA.EK@hemma.example"),
        Contact(first_name="E", last_name="K", other_phones="+46 21 12 34 56"),
    ):
        assert [similar.record for similar in similar_contacts(typed)] == [person]
    contact_at(CompanyFactory(), first_name="E", last_name="K", other_emails="eva@styrelsen.example")
    assert scan_contacts() == 1


def test_mail_from_any_of_them_is_recognised_and_a_first_address_goes_before_a_second():
    person = reachable()
    sent = mail().replace(b"Kim <kim@bolaget.example>", b"Eva Ek <Eva.Ek@Hemma.example>")
    assert recognise(read_mail(sent)).contacts == [person]
    owner = contact_at(CompanyFactory(), first_name="Hem", last_name="Ma", email="eva.ek@hemma.example")
    assert known_people(["eva.ek@hemma.example"]) == [owner]


def test_merge_keeps_those_of_both():
    kept = reachable(other_emails="", other_phones="")
    lost = contact_at(CompanyFactory(), email="ek@annan.example", phone="08-12 34 56", other_emails="e@tredje.example")
    merge(lost=lost, kept=kept, by=UserFactory())
    kept.refresh_from_db()
    assert kept.emails == ["eva@akeri.example", "ek@annan.example", "e@tredje.example"]
    assert [phone.as_e164 for phone in kept.phones] == ["+46701740605", "+468123456"]


def test_list_brings_several_and_finds_the_person_by_any():
    CompanyFactory(name="Åkeri AB")
    user = UserFactory(role="Partneransvarig")
    header = ["Förnamn", "Efternamn", "Företag", "E-post", "Fler e-postadresser", "Fler telefonnummer"]
    row = ["Eva", "Ek", "Åkeri AB", "eva@akeri.example", "eva@hemma.example; e@tredje.example", "021-12 34 56"]
    read_in(ImportKind.CONTACT, [header, row], by=user)
    person = Contact.objects.get()
    assert (person.other_emails, person.other_phones) == ("eva@hemma.example\ne@tredje.example", "+46 21 12 34 56")
    assert [status for _n, status, _m in seen(draft(ImportKind.CONTACT, [header, row], by=user))] == [RowStatus.SAME]
    batch = draft(ImportKind.CONTACT, [["Förnamn", "Efternamn", "E-post"], ["Eva", "Ek", "e@tredje.example"]], by=user)
    assert batch.rows.get(number=2).target == person.pk
    lacking = draft(ImportKind.CONTACT, [header, [*row[:4], "nej", "12"]], by=user).rows.get()
    assert (lacking.status, len(faults(lacking))) == (RowStatus.SAME, 2)


def test_api_tells_and_takes_lists(api_client_for):
    client, company = api_client_for("Partneransvarig"), CompanyFactory()
    body = {"first_name": "Eva", "company": company.pk, "email": "eva@akeri.example"}
    several = {"other_emails": ["e@hem.example"], "other_phones": ["021-12 34 56"]}
    made = client.post("/api/v1/contacts/", body | several)
    assert made.status_code == 201
    assert (made.data["other_emails"], made.data["other_phones"]) == (["e@hem.example"], ["+46 21 12 34 56"])
    refused = client.post("/api/v1/contacts/", body | {"other_emails": ["nej"]})
    assert (refused.status_code, list(refused.json())) == (400, ["other_emails"])


# --- A company's own number -----------------------------------------------------------------------


def test_company_has_a_number_in_form_page_search_list_and_api(client_for, api_client_for):
    user = UserFactory(role="Partneransvarig")
    read_in(ImportKind.COMPANY, [["Namn", "Telefon"], ["Åkeri AB", "021-12 34 56"]], by=user)
    company = Company.objects.get()
    assert company.phone.as_e164 == "+4621123456"
    assert list(Company.objects.matching("021-123456")) == [company]
    client = client_for("Partneransvarig")
    assert "tel:+4621123456" in client.get(company.get_absolute_url()).content.decode()
    assert client.get(reverse("crm:company_edit", args=[company.pk])).context["form"]["phone"].value() == company.phone
    assert api_client_for("Läsare").get(f"/api/v1/companies/{company.pk}/").data["phone"] == "+4621123456"


def test_companies_with_one_number_may_be_the_same():
    company = CompanyFactory(name="Åkeri AB", phone="021-12 34 56")
    assert [each.record for each in similar_companies(Company(name="Frakt HB", phone="+4621123456"))] == [company]
    CompanyFactory(name="Frakt HB", phone="021-12 34 56")
    assert scan_companies() == 1


# --- A change of jobs -----------------------------------------------------------------------------


@pytest.fixture
def moving():
    """Eva, main contact at Gamla AB with a step there, and her colleague Bo."""
    old = CompanyFactory(name="Gamla AB", website="https://akeri.example")
    eva = reachable(old)
    Affiliation.objects.filter(contact=eva).update(is_primary=True)
    bo = contact_at(old, first_name="Bo", last_name="Al")
    NextStepFactory(company=old, contact=eva)
    return eva, bo, old, CompanyFactory(name="Nya AB")


def form_of(company, **fields) -> dict:
    named = {"company_0": company.pk, "company_1": company.name}
    return named | {"on": timezone.localdate().isoformat()} | fields


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


def test_private_address_goes_along_and_nobody_need_take_over(client_for):
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


def test_change_of_jobs_ahead_changes_nothing_until_the_day(client_for, moving):
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
def test_change_of_jobs_ahead_leaves_what_was_changed_on_the_person_since(client_for, moving, changed):
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
def test_last_day_moves_with_the_first_day_of_a_change_of_jobs_ahead(moving, waiting, api_client_for, by, days):
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


def test_change_of_jobs_ahead_moves_to_no_day_before_the_role_that_it_ends(moving, waiting):
    eva, _bo, old, new = moving
    client, role = waiting
    eva.affiliations.filter(company=old).update(starts=timezone.localdate())
    sent = {"version": role.version, "company_0": new.pk, "starts": timezone.localdate().isoformat()}
    page = client.post(reverse("crm:affiliation_edit", args=[role.pk]), sent)
    assert list(page.context["form"].errors) == ["starts"]
    assert eva.affiliations.get(company=old).ends == role.starts - dt.timedelta(days=1)


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("before", [None, 90])
def test_role_goes_on_as_before_once_the_change_of_jobs_ahead_is_thrown_away(client_for, moving, changed, before):
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


def test_list_that_names_another_company_says_that_it_is_added_to_those_of_before():
    eva = reachable(CompanyFactory(name="Gamla AB"))
    CompanyFactory(name="Nya AB")
    rows = [["Förnamn", "Efternamn", "E-post", "Företag"], ["Eva", "Ek", eva.email, "Nya AB"]]
    batch = draft(ImportKind.CONTACT, rows, by=UserFactory(role=PARTNER_MANAGER))
    assert batch.rows.get(number=2).changes == [["Företag", "", "+ Nya AB"]]


@pytest.mark.parametrize("held", ["Personalansvarig", ""])
def test_list_gives_the_role_at_a_new_company_also_if_it_is_called_as_before(held):
    eva, new = reachable(CompanyFactory(name="Gamla AB")), CompanyFactory(name="Nya AB")
    eva.affiliations.update(role=held)
    rows = [["E-post", "Förnamn", "Företag", "Roll"], [eva.email, "Eva", "Nya AB", "Personalansvarig"]]
    read_in(ImportKind.CONTACT, rows, by=UserFactory(role=PARTNER_MANAGER))
    roles = {role.company: role.role for role in eva.affiliations.all()}
    assert (roles[new], len(roles), eva.affiliations.get(company__name="Gamla AB").role) == (
        "Personalansvarig",
        2,
        held,
    )


@pytest.mark.parametrize("role", ["Personalansvarig", "Vd", ""])
def test_list_knows_the_role_that_is_to_come_at_a_company(role):
    eva, new = reachable(CompanyFactory(name="Gamla AB")), CompanyFactory(name="Nya AB")
    eva.affiliations.update(role="Personalansvarig")
    move_contact(contact=eva, to_company=new, on=timezone.localdate() + dt.timedelta(days=30))
    rows = [["E-post", "Förnamn", "Företag", "Roll", "Telefon"], [eva.email, "Eva", "Nya AB", role, "08-11 22 33"]]
    user = UserFactory(role=PARTNER_MANAGER)
    read_in(ImportKind.CONTACT, rows, by=user)
    roles = sorted((each.company.name, each.role) for each in eva.affiliations.all())
    assert roles == [("Gamla AB", "Personalansvarig"), ("Nya AB", role)]
    assert draft(ImportKind.CONTACT, rows, by=user).rows.get().status == RowStatus.SAME
