"""Rows registered by mistake: deleted by their author or an administrator, refused if other rows depend on them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition, Team
from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER
from core.errors import StaleVersion
from crm.models import Affiliation, Company, Contact, NextStep, Pause, Sponsorship
from crm.services.discarding import NotYoursToDiscard, StandsInTheWay, discard, what_hangs_on
from crm.services.people import affiliate, move_contact, save_affiliation
from crm.services.removals import NowhereToRestore, remove_interaction, restore_interaction
from crm.services.sponsorships import decline_sponsorship
from crm.services.tags import tag_company
from crm.services.undo_signing import unsign_sponsorship
from duplicates.services.merging import merge
from inbox.models import Enquiry
from payroll.models import PayrollScheme
from tests.campaigns.factories import make_competition, make_team, promise, running_duel
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    make_document,
    make_enquiry,
    signed_sponsorship,
)
from tests.payroll.factories import make_month, make_scheme

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def made_by(user, record):
    """Record the user as the row's author in history."""
    record.history.filter(history_type="+").update(history_user=user)
    return record


def a_role() -> Affiliation:
    return contact_at(CompanyFactory()).affiliations.get()


def refusal(record) -> str:
    with pytest.raises(StandsInTheWay) as refused:
        discard(record, by=UserFactory(role=ADMINISTRATOR))
    assert type(record).objects.filter(pk=record.pk).exists()
    return str(refused.value)


# --- Permissions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (CompanyFactory, PARTNER_MANAGER),
        (CompanyFactory, COMPETITION_LEADER),
        (ContactFactory, PARTNER_MANAGER),
        (SponsorshipFactory, PARTNER_MANAGER),
        (NextStepFactory, COMPETITION_LEADER),
        (make_competition, COMPETITION_LEADER),
        (make_scheme, PARTNER_MANAGER),
    ],
)
def test_only_the_author_and_administrators_may_discard_it(make, role):
    own, other = UserFactory(role=role), UserFactory(role=role)
    for who, may in [(own, True), (other, False), (UserFactory(role=ADMINISTRATOR), True)]:
        record = made_by(own, make())
        if may:
            discard(record, by=who)
        else:
            with pytest.raises(NotYoursToDiscard):
                discard(record, by=who)


@pytest.mark.parametrize("role", [READER, FINANCE])
def test_author_without_permission_to_add_may_not_discard_it(role):
    maker = UserFactory(role=role)
    with pytest.raises(NotYoursToDiscard):
        discard(made_by(maker, CompanyFactory()), by=maker)


def test_who_changed_it_last_is_not_who_made_it():
    editor, company = UserFactory(role=PARTNER_MANAGER), CompanyFactory()
    company._history_user = editor
    company.save()
    with pytest.raises(NotYoursToDiscard):
        discard(company, by=editor)


# --- Rows deleted with it -------------------------------------------------------------------------


def test_company_goes_with_plans_roles_and_tags_and_history_keeps_all():
    by, company = UserFactory(role=ADMINISTRATOR), CompanyFactory(name="Av misstag AB")
    eva = contact_at(company)
    step, pause = NextStepFactory(company=company), PauseFactory(company=company)
    tag_company(company, name="Prov")
    found = what_hangs_on(company)
    assert sorted((each.words, each.number) for each in found.goes) == [
        ("Etikett", 1),
        ("Nästa steg", 1),
        ("Paus", 1),
        ("Uppdrag", 1),
    ]
    assert (found.stands, found.objections, found.may_go) == ([], [], True)
    role, key = company.affiliations.get(), company.pk
    rows = {Company: company.pk, NextStep: step.pk, Pause: pause.pk, Affiliation: role.pk}
    discard(company, by=by)
    assert [model for model in rows if model.objects.exists()] == []
    assert Contact.objects.get() == eva
    for model, pk in rows.items():
        trace = model.history.filter(id=pk).latest("history_id")
        assert (trace.history_type, trace.history_user) == ("-", by)
        assert trace.history_change_reason == "Borttaget som registrerat av misstag: Av misstag AB"
    assert Company.history.filter(id=key, history_type="+").get().name == "Av misstag AB"


def test_discarded_dialogue_is_in_the_companys_history():
    by, lead = UserFactory(role=ADMINISTRATOR), SponsorshipFactory()
    NextStepFactory(company=lead.company, sponsorship=lead)
    number, company, version = lead.agreement_no, lead.company, lead.company.version
    discard(decline_sponsorship(lead, reason="Fel företag"), by=by)
    company.refresh_from_db()
    latest = company.history.latest("history_id")
    assert (Sponsorship.objects.count(), NextStep.objects.count(), company.version) == (0, 0, version + 1)
    assert (number in latest.history_change_reason, latest.history_user) == (True, by)


def test_change_of_jobs_that_goes_says_where_the_person_stays(client_for):
    day = timezone.localdate() + dt.timedelta(20)
    person = contact_at(CompanyFactory(name="Ek"))
    ahead = move_contact(contact=person, to_company=CompanyFactory(name="Al"), on=day).role
    url, client = reverse("crm:affiliation_discard", args=[ahead.pk]), client_for(ADMINISTRATOR)
    told = f"{person}, Ek: slutar inte {day - dt.timedelta(1)}, utan fortsätter."
    assert client.get(url).context["found"].changes == [told]
    assert "Inget mer än uppgifterna" not in client.get(url).content.decode()
    client.post(url, {"version": ahead.version})
    assert person.affiliations.get().ends is None
    assert what_hangs_on(person).changes == []


@pytest.mark.parametrize("since", ["nothing", "left", "unmarked before", "another has it"])
def test_role_that_goes_gives_the_mark_back_to_who_had_it(client_for, since):
    company, by = CompanyFactory(name="Ek"), UserFactory(role=ADMINISTRATOR)
    before = save_affiliation(contact_at(company).affiliations.get(), is_primary=True)
    if since == "unmarked before":
        save_affiliation(before, is_primary=False)
    role = save_affiliation(contact_at(company).affiliations.get(), is_primary=True)
    before.refresh_from_db()
    if since == "left":
        save_affiliation(before, ends=timezone.localdate() - dt.timedelta(1))
    if since == "another has it":
        save_affiliation(contact_at(company).affiliations.get(), is_primary=True)
        role.refresh_from_db()
    url, client = reverse("crm:affiliation_discard", args=[role.pk]), client_for(ADMINISTRATOR)
    told = [f"{before}: blir huvudkontakt igen."] if since == "nothing" else []
    assert client.get(url).context["found"].changes == told
    discard(role, by=by)
    before.refresh_from_db()
    assert before.is_primary == (since == "nothing")


def test_person_who_goes_gives_the_mark_back_at_each_company_and_history_says_why():
    by, person = UserFactory(role=ADMINISTRATOR), ContactFactory()
    befores = [save_affiliation(contact_at(CompanyFactory()).affiliations.get(), is_primary=True) for _each in range(2)]
    for before in befores:
        affiliate(contact=person, company=before.company, is_primary=True)
    discard(person, by=by)
    for before in befores:
        latest = before.history.latest("history_id")
        assert (latest.is_primary, latest.history_user) == (True, by)


def test_draft_goes_with_its_teams_and_criteria():
    competition = make_competition()
    make_team(competition)
    discard(competition, by=UserFactory(role=ADMINISTRATOR))
    assert (Competition.objects.count(), Team.objects.count(), Company.objects.count()) == (0, 0, 1)
    assert Team.history.latest("history_id").history_type == "-"


def test_unopened_payroll_scheme_goes_and_its_company_stays():
    scheme = make_scheme()
    company = scheme.company
    discard(scheme, by=UserFactory(role=ADMINISTRATOR))
    told = company.history.latest("history_id").history_change_reason
    assert (PayrollScheme.objects.count(), scheme.reference in told) == (0, True)


def test_contact_removed_before_its_company_is_not_put_back_nowhere():
    by, company = UserFactory(role=ADMINISTRATOR), CompanyFactory()
    removed = remove_interaction(InteractionFactory(companies=[company]), by=by)
    company.refresh_from_db()
    discard(company, by=by)
    with pytest.raises(NowhereToRestore):
        restore_interaction(removed, by=by)


# --- Rows that prevent it -------------------------------------------------------------------------


def test_refusal_names_everything_that_prevents_discarding_a_company():
    company = CompanyFactory(name="Bruket")
    lead = SponsorshipFactory(company=company)
    InteractionFactory.create_batch(7, companies=[company])
    make_document(company=company, title="Avtalet")
    make_team(make_competition(), company=company, name="Laget")
    company.refresh_from_db()
    words = refusal(company)
    for named in ("7 kontakter (", ", …)", f"1 sponsorskap ({lead})", "1 dokument (Avtalet)", "1 lag (Laget)"):
        assert named in words


def test_completed_step_of_a_company_or_dialogue_prevents_discarding():
    lead = SponsorshipFactory()
    done = {"done_at": timezone.now(), "done_by": UserFactory()}
    step = NextStepFactory(company=lead.company, sponsorship=lead, what="Skicka förslag", **done)
    assert "1 nästa steg (Skicka förslag)" in refusal(lead)
    assert "Steget är avklarat." in refusal(step)


def test_signed_dialogue_stays_and_so_does_one_that_was_unsigned():
    signed, by = signed_sponsorship(), UserFactory(role=ADMINISTRATOR)
    assert f"{signed.agreement_no} är eller har varit tecknat." in refusal(signed)
    unsigned = unsign_sponsorship(signed, by=by, reason="Fel")
    assert f"{unsigned.agreement_no} är eller har varit tecknat." in refusal(Sponsorship.objects.get(pk=unsigned.pk))


@pytest.mark.parametrize(
    "hang",
    [
        lambda person: InteractionFactory(companies=[CompanyFactory()], contacts=[person]),
        lambda person: NextStepFactory(contact=person),
        lambda person: signed_sponsorship(signed_by=person),
        lambda person: make_team(make_competition(), coordinator=person),
        lambda person: make_scheme(coordinator=person),
        lambda person: Enquiry.objects.filter(pk=make_enquiry().pk).update(contact=person),
    ],
)
def test_person_with_history_stays(hang):
    person = ContactFactory()
    assert what_hangs_on(person).may_go
    hang(person)
    assert "Det här hänger på" in refusal(person)


def test_one_that_another_became_stays():
    kept = CompanyFactory()
    merge(lost=CompanyFactory(name="Gamla AB"), kept=kept, by=UserFactory())
    assert "Gamla AB har slagits ihop" in refusal(Company.objects.get(pk=kept.pk))


def test_competition_that_opened_or_has_promised_money_stays():
    competition, _team, _rival = running_duel()
    assert "Bara ett utkast går att ta bort." in refusal(competition)
    draft = make_competition(name="Utkastet")
    promise(draft)
    assert "Det här hänger på Utkastet" in refusal(draft)


def test_payroll_scheme_with_months_stays():
    scheme = make_scheme()
    make_month(scheme)
    assert "Det här hänger på" in refusal(PayrollScheme.objects.get(pk=scheme.pk))


def test_link_that_the_database_would_null_prevents_discarding():
    company, enquiry = CompanyFactory(), make_enquiry()
    Enquiry.objects.filter(pk=enquiry.pk).update(company=company)
    assert f"1 förfrågan ({enquiry})" in refusal(company)


def test_stale_row_is_not_discarded():
    by, company = UserFactory(role=ADMINISTRATOR), CompanyFactory()
    seen = Company.objects.get(pk=company.pk)
    company.save()
    with pytest.raises(StaleVersion):
        discard(seen, by=by)
    discard(Company.objects.get(pk=company.pk), by=by)
    with pytest.raises(StaleVersion):
        discard(company, by=by)


# --- Pages and API --------------------------------------------------------------------------------


def test_button_and_page_are_for_who_made_it(client_for):
    maker, other = client_for(PARTNER_MANAGER), client_for(PARTNER_MANAGER)
    maker.post(reverse("crm:company_create"), {"name": "Dubbelt AB", "status": "prospect"})
    company = Company.objects.get()
    url = reverse("crm:company_discard", args=[company.pk])
    shown = [url in who.get(company.get_absolute_url()).content.decode() for who in (maker, other)]
    assert (shown, other.get(url).status_code, other.post(url).status_code) == ([True, False], 403, 403)
    assert maker.get(url).context["found"].may_go
    InteractionFactory(companies=[company])
    refused = maker.post(url, {"version": Company.objects.get().version})
    assert (refused.status_code, "1 kontakt (" in " ".join(refused.context["form"].non_field_errors())) == (200, True)
    assert Company.objects.exists()


@pytest.mark.parametrize(
    ("make", "name", "leads_to"),
    [
        (CompanyFactory, "crm:company_discard", lambda _row: reverse("crm:company_list")),
        (ContactFactory, "crm:contact_discard", lambda _row: reverse("crm:contact_list")),
        (SponsorshipFactory, "crm:sponsorship_discard", lambda row: row.company.get_absolute_url()),
        (NextStepFactory, "crm:nextstep_discard", lambda row: row.company.get_absolute_url()),
        (a_role, "crm:affiliation_discard", lambda row: row.contact.get_absolute_url()),
        (make_competition, "campaigns:competition_discard", lambda _row: reverse("campaigns:competition_list")),
        (make_scheme, "payroll:discard", lambda _row: reverse("payroll:list")),
    ],
)
def test_page_discards_and_redirects(client_for, make, name, leads_to):
    client, record = client_for(ADMINISTRATOR), make()
    url, target = reverse(name, args=[record.pk]), leads_to(record)
    page = client.get(url)
    assert page.context["found"].may_go
    stale = client.post(url, {"version": record.version + 1})
    assert (stale.status_code, type(record).objects.filter(pk=record.pk).exists()) == (200, True)
    assert client.post(url, {"version": type(record).objects.get(pk=record.pk).version}).headers["Location"] == target
    assert not type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (CompanyFactory, "company"),
        (ContactFactory, "contact"),
        (SponsorshipFactory, "sponsorship"),
        (NextStepFactory, "nextstep"),
        (a_role, "affiliation"),
        (make_competition, "competition"),
    ],
)
def test_api_deletes_by_the_same_rule(api_client_for, make, name):
    client, record = api_client_for(ADMINISTRATOR), make()
    url = reverse(f"api:{name}-detail", args=[record.pk])
    assert api_client_for(PARTNER_MANAGER).delete(url).status_code == 403
    assert client.delete(url).status_code == 428
    assert client.delete(url, headers={"If-Match": f'"{record.version}"'}).status_code == 204
    assert not type(record).objects.filter(pk=record.pk).exists()


def test_api_refuses_with_dependents_and_allows_the_author(api_client_for):
    client = api_client_for(PARTNER_MANAGER)
    made = client.post(reverse("api:company-list"), {"name": "Av misstag AB"}, format="json").json()
    company = Company.objects.get()
    pause = PauseFactory(company=company, until=timezone.localdate() + dt.timedelta(days=9))
    document = make_document(company=company, title="Avtalet")
    url, seen = reverse("api:company-detail", args=[made["id"]]), {"If-Match": f'"{made["version"]}"'}
    refused = client.delete(url, headers=seen)
    assert (refused.status_code, refused.json()["code"]) == (409, "stands_in_the_way")
    assert "1 dokument (Avtalet)" in refused.json()["detail"]
    type(document).objects.all().delete()
    assert client.delete(url, headers=seen).status_code == 204
    assert not Pause.objects.filter(pk=pause.pk).exists()
