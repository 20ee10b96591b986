import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.history import changes
from core.models import Changeset
from core.services import save_record
from core.undo import AlreadyUndone, TouchedSince
from crm.models import Company, Contact, Interaction, InteractionKind, Sponsorship, Stage, Tag
from crm.services import bulk
from crm.services.bulk import (
    ChangedSincePreview,
    Edit,
    NothingToChange,
    TooManyRows,
    change_all,
    preview,
    undo_bulk,
)
from crm.services.bulk_sponsorships import SponsorshipRules
from crm.services.tags import tag_company
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    signed_sponsorship,
)
from tests.racing import WRITES

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CHANGING = 27


@pytest.fixture
def by():
    return UserFactory(role="Partneransvarig")


def done(rows, edit: Edit, by) -> Changeset:
    return change_all(rows, edit, by=by, digest=preview(rows, edit, by=by).digest)


def stored(model) -> list[dict]:
    rows = [{k: v for k, v in row.items() if k != "version"} for row in model.objects.order_by("pk").values()]
    tags = list(Company.tags.through.objects.order_by("company", "tag").values_list("company", "tag"))
    return [*rows, tags]


def test_preview_shows_old_and_new_and_writes_nothing(by):
    CompanyFactory(name="Ett", status="prospect", tags=["frakt"])
    CompanyFactory(name="Två", status="paused")
    before = stored(Company)
    found = preview(Company.objects.all(), Edit({"status": "paused"}, add_tags=("ny",), remove_tags=("frakt",)), by=by)
    assert [outcome.changes for outcome in found.outcomes] == [
        [("Status", "Prospekt", "Vilande"), ("Etikett", "", "ny"), ("Etikett", "frakt", "")],
        [("Etikett", "", "ny")],
    ]
    assert (found.changing, found.refused) == (2, 0)
    assert stored(Company) == before
    assert not Tag.objects.filter(name="ny").exists()


def test_all_are_changed_with_history_and_put_back(by):
    companies = CompanyFactory.create_batch(3, tags=["frakt"])
    before = stored(Company)
    change = done(Company.objects.all(), Edit({"owner": by}, add_tags=("ny",), remove_tags=("Frakt", "frakt")), by)
    for company in companies:
        company.refresh_from_db()
        assert (company.owner, [tag.name for tag in company.tags.all()]) == (by, ["ny"])
    assert changes(companies[0])[0].fields[0].new == str(by)
    undo_bulk(change, by=by)
    assert stored(Company) == before
    assert changes(companies[0])[0].reason == "Massändringen ångrades"
    with pytest.raises(AlreadyUndone):
        undo_bulk(change, by=by)


def test_rows_with_services_of_their_own_are_never_saved_past_them():
    with pytest.raises(TypeError, match="Sponsorship is changed by services only"):
        preview(Sponsorship.objects.all(), Edit({"stage": Stage.SIGNED}), by=UserFactory())


def test_signed_sponsorships_allow_only_what_the_rules_allow(by):
    signed, lead = signed_sponsorship(), SponsorshipFactory()
    found = preview(Sponsorship.objects.all(), Edit({"stage": Stage.MEETING}, rules=SponsorshipRules), by=by)
    by_row = {outcome.row.pk: outcome for outcome in found.outcomes}
    assert by_row[signed.pk].refusal == "Sponsorskapet kan inte gå till det steget härifrån."
    assert by_row[lead.pk].changes == [("Steg", "Uppslag", "Möte")]
    before = stored(Sponsorship)
    change = done(Sponsorship.objects.all(), Edit({"stage": Stage.MEETING}, rules=SponsorshipRules), by)
    signed.refresh_from_db()
    lead.refresh_from_db()
    assert (signed.stage, lead.stage, change.changes.count()) == (Stage.SIGNED, Stage.MEETING, 1)
    undo_bulk(change, by=by)
    assert stored(Sponsorship) == before
    done(Sponsorship.objects.all(), Edit({"owner": by, "payment_note": "Autogiro"}, rules=SponsorshipRules), by)
    signed.refresh_from_db()
    assert (signed.owner, signed.payment_note) == (by, "Autogiro")


def test_row_that_does_not_hold_is_refused_and_the_others_are_changed(by):
    wrong, right = CompanyFactory(), CompanyFactory()
    Company.objects.filter(pk=wrong.pk).update(invoice_email="inte en adress")
    found = preview(Company.objects.all(), Edit({"trade": "Åkeri"}), by=by)
    assert [bool(outcome.refusal) for outcome in found.outcomes] == [True, False]
    done(Company.objects.all(), Edit({"trade": "Åkeri"}), by)
    assert list(Company.objects.filter(trade="Åkeri")) == [right]


def test_what_has_changed_since_the_preview_is_looked_at_again(by):
    company, other = CompanyFactory(), CompanyFactory()
    rows, edit = Company.objects.all(), Edit({"trade": "Åkeri"})
    digest = preview(rows, edit, by=by).digest
    save_record(company, city="Köping")
    with pytest.raises(ChangedSincePreview):
        change_all(rows, edit, by=by, digest=digest)
    digest = preview(rows, edit, by=by).digest
    CompanyFactory()
    with pytest.raises(ChangedSincePreview):
        change_all(rows, edit, by=by, digest=digest)
    assert not Company.objects.filter(trade="Åkeri").exists()
    other.refresh_from_db()
    assert other.version == 1


def test_what_comes_in_after_it_was_planned_is_looked_at_again(by):
    """Concurrent changes are detected under the lock: a row, a row's tag, and a row's agreements and steps."""
    company = CompanyFactory()
    rows, edit = Company.objects.all(), Edit({"status": "ended"}, add_tags=("frakt",))

    def meanwhile(happens):
        planned = preview(rows, edit, by=by)
        happens()
        with pytest.raises(ChangedSincePreview):
            change_all(rows, edit, by=by, digest=planned.digest, planned=planned)

    meanwhile(lambda: save_record(Company.objects.get(), city="Köping"))
    meanwhile(lambda: SponsorshipFactory(company=company))
    meanwhile(lambda: tag_company(company, name="frakt"))
    meanwhile(CompanyFactory)
    assert not Company.objects.filter(status="ended").exists()
    assert not Changeset.objects.exists()


def test_many_are_put_back_at_the_cost_of_two(by):
    def queries(number: int) -> int:
        CompanyFactory.create_batch(number, tags=["frakt"])
        change = done(Company.objects.exclude(owner=by), Edit({"owner": by}, ("ny",), ("frakt",)), by)
        with CaptureQueriesContext(connection) as asked:
            undo_bulk(change, by=by)
        assert Company.objects.exclude(owner=by).filter(tags__name="frakt").count() == number
        Company.objects.update(owner=by)
        return len(asked)

    by.get_all_permissions()  # cache the permissions
    assert queries(2) == queries(20)


@pytest.mark.parametrize("number", [2, 20])
def test_many_are_changed_at_the_cost_of_two(by, number, django_assert_num_queries):
    CompanyFactory.create_batch(number, tags=["frakt"])
    rows, edit = Company.objects.all(), Edit({"owner": by, "status": "paused"}, ("ny",), ("frakt",))
    planned = preview(rows, edit, by=by)
    with django_assert_num_queries(CHANGING):
        change_all(rows, edit, by=by, digest=planned.digest, planned=planned)
    assert (
        Company.objects.filter(owner=by, status="paused", tags__name="ny").exclude(tags__name="frakt").count() == number
    )


def test_preview_takes_no_lock_and_writes_nothing(by):
    CompanyFactory.create_batch(2, tags=["frakt"])
    edit = Edit({"owner": by}, add_tags=("ny",), remove_tags=("frakt",))
    with CaptureQueriesContext(connection) as asked:
        assert preview(Company.objects.all(), edit, by=by).changing == 2
    assert not any(query["sql"].startswith(WRITES) for query in asked)
    assert not any("FOR UPDATE" in query["sql"] for query in asked)


def test_ending_companies_shows_which_have_agreements_and_dialogues_left(by, client_for):
    today = timezone.localdate()
    signed, dialogue, both, neither = (CompanyFactory(name=name) for name in ("Ett", "Två", "Tre", "Fyra"))
    for company in (signed, both):
        signed_sponsorship(company=company, starts=today, ends=today + dt.timedelta(days=300))
    for company in (dialogue, both):
        SponsorshipFactory(company=company, goal=get_goal(2))
    rows = Company.objects.all()
    found = preview(rows, Edit({"status": "ended"}), by=by)
    assert ({*found.running}, {*found.open}, found.changing) == ({signed, both}, {dialogue, both}, 4)
    assert preview(rows, Edit({"status": "paused"}), by=by).running == []
    url = f"{reverse('crm:company_bulk')}?rows={signed.pk}&rows={neither.pk}"
    page = client_for("Partneransvarig").post(url, {"status": "ended"}).content.decode()
    assert ("Har avtal som löper:" in page, "Har dialoger som är öppna:" in page) == (True, False)


def test_nothing_to_change_is_said(by):
    CompanyFactory(status="paused")
    with pytest.raises(NothingToChange):
        done(Company.objects.all(), Edit({"status": "paused"}), by)


def test_too_many_rows_are_refused(by, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_ROWS", 2)
    CompanyFactory.create_batch(3)
    with pytest.raises(TooManyRows):
        preview(Company.objects.all(), Edit({"status": "paused"}), by=by)


def test_two_changes_are_undone_one_after_the_other(by):
    CompanyFactory.create_batch(2)
    before, rows = stored(Company), Company.objects.all()
    first, second = done(rows, Edit({"trade": "Bygg"}), by), done(rows, Edit({"trade": "Handel"}), by)
    with pytest.raises(TouchedSince):
        undo_bulk(first, by=by)
    undo_bulk(second, by=by)
    undo_bulk(first, by=by)
    assert stored(Company) == before


def test_undo_is_refused_by_the_rows_that_were_changed_since(by):
    one, other = CompanyFactory(name="Ett"), CompanyFactory(name="Två")
    change = done(Company.objects.all(), Edit({"trade": "Åkeri"}), by)
    one.refresh_from_db()
    save_record(one, city="Köping")
    Company.objects.filter(pk=other.pk).delete()
    with pytest.raises(TouchedSince) as refused:
        undo_bulk(change, by=by)
    assert str(refused.value) == (
        f"Det går inte att ångra, för detta har ändrats sedan dess: företag Ett, Företag {other.pk} (borttagen)."
    )
    one.refresh_from_db()
    assert one.trade == "Åkeri"


def test_chosen_rows_are_seen_through_changed_and_put_back_on_the_pages(client_for):
    chosen, left = CompanyFactory(name="Vald"), CompanyFactory(name="Kvar")
    client = client_for("Partneransvarig")
    url = f"{reverse('crm:company_bulk')}?rows={chosen.pk}"
    assert f'name="rows" value="{chosen.pk}"' in client.get(reverse("crm:company_list")).content.decode()
    assert client.get(url).context["number"] == 1
    shown = client.post(url, {"status": "paused"})
    assert [outcome.row for outcome in shown.context["preview"].outcomes] == [chosen]
    answer = client.post(url, {"status": "paused", "digest": shown.context["preview"].digest})
    change = Changeset.objects.get()
    assert answer.headers["Location"] == change.get_absolute_url()
    assert set(Company.objects.values_list("name", "status")) == {("Vald", "paused"), ("Kvar", "prospect")}
    assert "Ångra alltihop" in client.get(change.get_absolute_url()).content.decode()
    client.post(reverse("core:changeset", args=[change.pk]))
    assert not Company.objects.filter(status="paused").exists()
    assert left.status == "prospect"


def test_all_that_the_filter_shows_are_chosen(client_for):
    CompanyFactory.create_batch(2, status="active")
    CompanyFactory(status="paused")
    client = client_for("Partneransvarig")
    query = client.get(reverse("crm:company_list"), {"status": "active", "page": 1}).context["bulk_all_query"]
    assert client.get(f"{reverse('crm:company_bulk')}?{query}").context["number"] == 2


def test_stale_preview_is_shown_again_with_what_was_chosen(client_for):
    company = CompanyFactory()
    client = client_for("Partneransvarig")
    url = f"{reverse('crm:company_bulk')}?rows={company.pk}"
    response = client.post(url, {"status": "paused", "digest": "gammal"})
    assert response.context["form"].non_field_errors() == [str(ChangedSincePreview.message)]
    assert response.context["preview"].changing == 1
    assert response.context["form"]["status"].value() == "paused"


def test_nothing_chosen_says_what_to_do(client_for):
    client = client_for("Partneransvarig")
    assert "Inga rader är valda" in client.get(reverse("crm:company_bulk")).content.decode()
    company = CompanyFactory()
    response = client.post(f"{reverse('crm:company_bulk')}?rows={company.pk}", {})
    assert response.context["form"].non_field_errors() == ["Välj minst en sak att ändra."]


def test_tag_that_is_too_long_is_reported_at_its_field_and_the_rest_is_kept(client_for):
    company, client = CompanyFactory(), client_for("Partneransvarig")
    asked = {"trade": "Åkeri", "add_tags": f"frakt, {'x' * 41}"}
    form = client.post(f"{reverse('crm:company_bulk')}?rows={company.pk}", asked).context["form"]
    assert form.errors == {"add_tags": ["Säkerställ att detta värde har som mest 40 tecken (den har 41)."]}
    assert (form["trade"].value(), form["add_tags"].value()) == (asked["trade"], asked["add_tags"])


def test_people_are_changed_by_those_who_may(client_for):
    person = ContactFactory()
    url = f"{reverse('crm:contact_bulk')}?rows={person.pk}"
    client = client_for("Tävlingsledare")
    shown = client.post(url, {"do_not_contact": "yes"})
    client.post(url, {"do_not_contact": "yes", "digest": shown.context["preview"].digest})
    assert Contact.objects.get().do_not_contact
    change = Changeset.objects.get()
    assert client_for("Ekonomi").get(change.get_absolute_url()).status_code == 403
    assert client.get(change.get_absolute_url()).status_code == 200


def test_contacts_get_another_goal_or_none_and_it_is_put_back(client_for, by):
    rows = [InteractionFactory(goal=get_goal(1), kind=InteractionKind.CALL), InteractionFactory()]
    before = stored(Interaction)
    client = client_for("Tävlingsledare")
    url = f"{reverse('crm:interaction_bulk')}?all=1"
    asked = {"goal": get_goal(2).pk, "kind": "meeting", "logged_by": by.pk}
    shown = client.post(url, asked)
    assert {
        row: len(outcome.changes) for outcome in shown.context["preview"].outcomes for row in [outcome.row]
    } == dict.fromkeys(rows, 3)
    client.post(url, asked | {"digest": shown.context["preview"].digest})
    told = Interaction.objects.values_list("goal__number", "kind", "logged_by")
    assert set(told) == {(2, "meeting", by.pk)}
    client.post(reverse("core:changeset", args=[Changeset.objects.get().pk]))
    assert stored(Interaction) == before
    shown = client.post(url, {"goal": "none"})
    assert shown.context["preview"].changing == 1
    client.post(url, {"goal": "none", "digest": shown.context["preview"].digest})
    assert not Interaction.objects.exclude(goal=None).exists()
    assert client_for("Ekonomi").get(url).status_code == 403


def test_reader_has_nothing_to_choose_with(client_for):
    CompanyFactory()
    assert 'name="rows"' not in client_for("Läsare").get(reverse("crm:company_list")).content.decode()


def test_ten_of_the_companies_with_agreements_are_named_and_the_rest_when_asked(client_for):
    today = timezone.localdate()
    companies = CompanyFactory.create_batch(12)
    for company in companies:
        signed_sponsorship(company=company, starts=today, ends=today + dt.timedelta(days=300))
    url = f"{reverse('crm:company_bulk')}?{'&'.join(f'rows={company.pk}' for company in companies)}"
    page = client_for("Partneransvarig").post(url, {"status": "ended"}).content.decode()
    named, _summary, rest = page.partition("<summary>och 2 till</summary>")
    tenth, eleventh = (f'href="{companies[place].get_absolute_url()}">' for place in (9, 10))
    assert (named.count(tenth), named.count(eleventh)) == (1, 0)
    assert rest.partition("</details>")[0].count(eleventh) == 1


def test_tag_that_a_change_made_goes_with_it_unless_somebody_else_uses_it(by):
    CompanyFactory(tags=["frakt"])
    other = CompanyFactory()
    change = done(Company.objects.exclude(pk=other.pk), Edit(add_tags=("ny", "också ny")), by)
    other.tags.add(Tag.objects.get(name="också ny"))
    known = done(Company.objects.filter(pk=other.pk), Edit(add_tags=("frakt",)), by)
    Company.objects.exclude(pk=other.pk).get().tags.remove(Tag.objects.get(name="frakt"))
    for each in (known, change):
        undo_bulk(each, by=by)
    assert set(Tag.objects.values_list("name", flat=True)) == {"frakt", "också ny"}


@pytest.mark.parametrize("number", [1, 30])
def test_changes_are_listed_with_who_what_and_undo_at_a_constant_cost(client_for, number, django_assert_num_queries):
    client = client_for("Partneransvarig")
    company = CompanyFactory(status="prospect")
    for index in range(number):
        edit = Edit({"trade": f"Bransch {index}"}, add_tags=("ny",))
        done(Company.objects.filter(pk=company.pk), edit, UserFactory(role="Partneransvarig"))
    url = f"{reverse('core:changeset_list')}?subject=crm.Company"
    with django_assert_num_queries(11):
        page = client.get(url)
    rows = page.context["table"].rows
    assert [row.get_cell("fields_changed") for row in rows][-1] == "Bransch, Etiketter"
    links = [change.get_absolute_url() in page.content.decode() for change in Changeset.objects.all()]
    assert links == [True] * len(rows) == [True] * number
    assert url in client.get(reverse("crm:company_list")).content.decode()
    undo_bulk(Changeset.objects.first(), by=client.user)
    listed = [len(client.get(f"{url}&state={state}").context["table"].rows) for state in ("standing", "undone")]
    assert listed == [number - 1, 1]


def test_changes_are_listed_for_those_who_may_change_such_rows(client_for, by):
    sponsorship = SponsorshipFactory()
    done(Company.objects.all(), Edit({"trade": "Åkeri"}), by)
    done(Sponsorship.objects.filter(pk=sponsorship.pk), Edit({"owner": by}, rules=SponsorshipRules), by)
    seen = {role: client_for(role).get(reverse("core:changeset_list")) for role in ("Tävlingsledare", "Ekonomi")}
    assert "Inget är ändrat på en gång än" in seen["Tävlingsledare"].content.decode()
    finance = seen["Ekonomi"]
    assert sorted(row.record.subject for row in finance.context["table"].rows) == ["crm.Company", "crm.Sponsorship"]
    assert [change.get_absolute_url() in finance.content.decode() for change in Changeset.objects.all()] == [False] * 2
