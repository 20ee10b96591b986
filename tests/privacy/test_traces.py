"""What is left of somebody in places that no row of theirs points at: undone acts, removed rows, lists, namesakes."""

import json
import unicodedata

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.models import AuditEntry, AuditKind, SavedView
from crm.models import Affiliation, Company, Contact, Interaction
from crm.services.discarding import discard
from crm.services.removals import remove_interaction, restore_interaction
from duplicates.services.merging import merge, undo_merge
from finance.models import BankFileDraft
from finance.services.bank_files import keep_draft
from imports.models import ImportKind
from imports.services.drafts import start_import
from imports.services.undo import undo_import
from inbox.mailreader import Mail, Person
from inbox.models import Enquiry
from mailing.models import Enclosure, Letter, LetterState
from mailing.services.delivering import deliver_waiting
from mailing.services.mailings import enclose
from privacy.models import DataRequest
from privacy.services.erasing import Gone, Removal, erase
from privacy.services.extracts import extract
from privacy.services.holds import Held, put_hold
from privacy.services.people import removed_parties, removed_party, subject_of
from privacy.services.requests import answer_request, change_request, register_request, reopen_request
from privacy.services.scanning import find
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    InboundFactory,
    InteractionFactory,
    contact_at,
    make_document,
    make_enquiry,
)
from tests.finance.factories import pay
from tests.imports.drafts import draft, read_in
from tests.website.factories import make_section, make_way, write_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database("privacy.services.erasing", "privacy.services.people"),
]
HEAD = ["Förnamn", "Efternamn", "E-post", "Telefon", "Företag", "Roll"]
NAMES = {"first_name": "Anna-Karin", "last_name": "Kvillersson"}


@pytest.fixture
def user(make_user):
    return make_user("Administratör")


@pytest.fixture
def anna():
    return contact_at(CompanyFactory(name="Ett"), **NAMES, email="anna.k@kvillersson.example", phone="+46701740605")


def left(*words: str) -> set[str]:
    """Every table that still has one of the words."""
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        if any(word in " ".join(map(str, row.values())).casefold() for word in words)
    }


def gone(contact: Contact, *, by) -> Contact:
    erase(subject_of(contact), by=by, reason="Bad om det")
    return contact


def test_import_is_undone_without_the_person_who_was_erased(user, anna):
    rows = [["Anna-Karin", "Kvillersson", "anna.k@kvillersson.example", "", "Ett", "Chef"], ["Bo", "Ek", "", "", "Ett"]]
    batch = read_in(ImportKind.CONTACT, [HEAD, *rows], by=user)
    gone(anna, by=user)
    undo_import(batch, by=user)
    assert (list(Contact.objects.all()), left("kvillersson")) == ([], set())


def test_merge_of_companies_is_shown_and_undone_without_the_person_who_was_erased(user, anna, client_for):
    other = CompanyFactory(name="Två", orgnr=None)
    AffiliationFactory(contact=anna, company=other)
    AffiliationFactory(contact=anna, company=other, role="Vd")
    merged = merge(lost=other, kept=Company.objects.get(name="Ett"), by=user)
    gone(anna, by=user)
    assert client_for("Administratör").get(merged.changeset.get_absolute_url()).status_code == 200
    undo_merge(merged, by=user)
    assert (Company.objects.count(), list(Affiliation.objects.all())) == (2, [])


def test_removed_log_is_about_the_person_with_its_history(user, anna):
    log = InteractionFactory(companies=[Company.objects.get()], contacts=[anna], text="Anna-Karin och Kvilla.")
    removed = remove_interaction(log, by=user)
    gone(anna, by=user)
    assert left("anna-karin") == set()
    assert restore_interaction(removed, by=user).text == "[raderat] och Kvilla."


def test_person_who_was_thrown_away_is_found_and_erased(user, anna, client_for):
    key, page = anna.pk, client_for("Administratör")
    discard(anna, by=user)
    assert [person.pk for person in removed_parties(Contact, "kvillersson anna")] == [key]
    found = page.get("/personuppgifter/personer/?q=Kvillersson").content.decode()
    assert f"/personuppgifter/om/contact/{key}/" in found
    assert "Kvillersson" in page.get(f"/personuppgifter/om/contact/{key}/").content.decode()
    typed = {"reason": "Bad om det", "name": "Anna-Karin Kvillersson"}
    assert page.post(f"/personuppgifter/om/contact/{key}/radera/", typed).status_code == 302
    assert left("kvillersson") == set()
    assert (removed_parties(Contact, "kvillersson"), removed_party(Contact, key)) == ([], None)
    with pytest.raises(Gone):
        gone(anna, by=user)


def test_person_of_a_list_that_was_taken_back_is_erased(user):
    CompanyFactory(name="Ett")
    undo_import(read_in(ImportKind.CONTACT, [HEAD, ["Anna-Karin", "Kvillersson", "", "", "Ett"]], by=user), by=user)
    (person,) = removed_parties(Contact, "Kvillersson")
    gone(person, by=user)
    assert left("kvillersson") == set()


def test_merged_person_is_no_removed_one(user, anna):
    other = contact_at(Company.objects.get(), first_name="Anna", last_name="Kvillersson")
    merge(lost=other, kept=anna, by=user)
    assert (removed_parties(Contact, "kvillersson"), removed_party(Contact, other.pk)) == ([], None)


def test_names_in_two_cells_of_a_list_are_the_persons(user, anna):
    mine, theirs = ["anna-karin", "KVILLERSSON", "", "", "Okänd AB"], ["Anna-Karin", "Ek", "", "", "Okänd AB"]
    batch = draft(ImportKind.CONTACT, [HEAD, mine, theirs], by=user)
    gone(anna, by=user)
    assert [row.cells[1] for row in batch.rows.order_by("number")] == ["Ek"]


@pytest.mark.parametrize("theirs", [{"last_name": "Berg"}, {"last_name": "Gift", "other_names": "Anna Berg"}])
def test_name_that_the_person_had_and_somebody_else_has_is_left_alone(theirs, user, make_user):
    anna = contact_at(CompanyFactory(), first_name="Anna", last_name="Berg", other_names="Lena Ek")
    anna.last_name = "Kvillersson"
    anna.save()
    make_user("Läsare", first_name="Lena", last_name="Ek")
    other = contact_at(CompanyFactory(), first_name="Anna", **theirs)
    log = InteractionFactory(companies=[CompanyFactory()], contacts=[other], text="Anna Berg och Lena Ek.")
    gone(anna, by=user)
    assert Interaction.objects.get(pk=log.pk).text == "Anna Berg och Lena Ek."


def test_number_and_addresses_that_others_have_too_are_left_alone(user):
    company = CompanyFactory(invoice_email="faktura@akeriet.example")
    anna = contact_at(
        company, **NAMES, email="faktura@akeriet.example", other_emails="info@akeriet.example", phone="0701740605"
    )
    contact_at(company, first_name="Bo", phone="0701740605", other_emails="info@akeriet.example")
    note = InteractionFactory(companies=[company], text="info@akeriet.example, 070-174 06 05")
    gone(anna, by=user)
    assert Interaction.objects.get(pk=note.pk).text == "info@akeriet.example, 070-174 06 05"
    assert Company.objects.get(pk=company.pk).invoice_email == "faktura@akeriet.example"


def test_address_for_invoices_with_the_persons_name_is_struck(user):
    company = CompanyFactory(invoice_email="anna.kvillersson@akeriet.example")
    gone(contact_at(company, **NAMES, email="anna.kvillersson@akeriet.example"), by=user)
    assert Company.objects.get(pk=company.pk).invoice_email == ""


def test_first_of_several_given_names_is_the_persons(user):
    anna = contact_at(CompanyFactory(), first_name="Anna Maria", last_name="Kvillersson")
    paper = make_document(name="CV_Anna_Kvillersson.txt")
    gone(anna, by=user)
    paper.refresh_from_db()
    assert paper.file_name == "CV_[raderat].txt"


# --- Around an erasure ----------------------------------------------------------------------------


def test_removed_log_is_told_in_words(user, anna):
    log = InteractionFactory(companies=[Company.objects.get()], contacts=[anna], text="Hon hade semester.")
    remove_interaction(log, by=user)
    text = json.dumps(extract(subject_of(anna)).to_json(), ensure_ascii=False)
    assert ("Hon hade semester." in text, "'values'" in text, "ogged again" in text) == (True, False, False)


def test_what_the_person_wrote_got_and_gave_is_told_whole(user, anna):
    name, email = "Anna-Karin Kvillersson", anna.email
    make_enquiry(person_name=name, email=email, message="Vi vill hjälpa till.")
    letter = Mail(sender=Person(email), subject="Hej", text="Vi ses på onsdag.", rest="Sagt förut")
    InboundFactory(sender=email, subject="Hej", parsed=letter.to_json(), file="")
    Letter.objects.create(kind="x", basis="errand", to_email=email, subject="Tack", text="Vi tackar.", made_by=user)
    pay(50, by=user, payer="Kvillersson Anna-Karin", payer_account="8327-9,1234567")
    draft(ImportKind.CONTACT, [HEAD, ["Anna-Karin", "Kvillersson", "", "", "Okänd AB"]], by=user)
    InteractionFactory(companies=[CompanyFactory()], text=f"{name} nämndes.")
    told = {section.title: section.rows for section in extract(subject_of(anna)).sections}
    words = {
        "Förfrågningar": "Vi vill hjälpa till.",
        "Inkomna mejl": "Vi ses på onsdag.",
        "Mejl": "Vi tackar.",
        "Inbetalningar": "8327-9,1234567",
        "Importrader": "Anna-Karin; Kvillersson; Okänd AB",
    }
    assert {title: sought in str(told.get(title)) for title, sought in words.items()} == dict.fromkeys(words, True)
    assert {row.title for row in told["Nämns i andra uppgifter"]} >= {"Kontakt: vad som sades"}
    assert not {"Mejl: till", "Förfrågan: e-post"} & {row.title for row in told["Nämns i andra uppgifter"]}


@pytest.mark.django_db(transaction=True)
def test_letters_to_who_is_erased_never_leave_and_are_gone(user, anna):
    papers = [enclose("Kvillersson.txt", b"Till dig")]
    for state in (LetterState.WAITING, LetterState.DRAFT):
        row = Letter.objects.create(
            kind="x", basis="errand", to_email=anna.email, to_name="Anna", subject="Hej Anna", text="Hej.", state=state
        )
        row.enclosures.set(papers)
    other = Letter.objects.create(
        kind="x", basis="errand", to_email="bo@akeriet.example", subject="Möte", text="Anna-Karin Kvillersson kommer."
    )
    stored = papers[0].file
    gone(anna, by=user)
    assert [(row.pk, row.text) for row in Letter.objects.all()] == [(other.pk, "[raderat] kommer.")]
    assert (deliver_waiting(), [message.to for message in mail.outbox]) == (1, [["bo@akeriet.example"]])
    assert (Enclosure.objects.exists(), stored.storage.exists(stored.name)) == (False, False)


def test_how_to_reach_and_know_the_person_goes_with_the_name(user, anna):
    make_enquiry(person_name="Anna-Karin Kvillersson", email="annan@adress.example", phone="0701111222")
    own = pay(50, by=user, payer="Kvillersson Anna-Karin", payer_account="8327-9,1234567", payer_orgnr="811218-9876")
    firms = pay(60, by=user, payer="Ett AB, Anna-Karin Kvillersson", payer_account="5050-1055")
    gone(anna, by=user)
    enquiry = Enquiry.objects.get()
    assert (enquiry.person_name, enquiry.email, str(enquiry.phone), enquiry.state) == ("", "", "", "new")
    for payment in (own, firms):
        payment.refresh_from_db()
    assert (own.payer, own.payer_account, own.payer_orgnr, own.amount) == ("", "", "", 50)
    assert (firms.payer, firms.payer_account) == ("Ett AB, [raderat]", "5050-1055")


def test_extract_by_command_is_in_the_audit_log(user, anna, capsys):
    call_command("person", extract=f"contact:{anna.pk}", by=user.username)
    call_command("person", extract=f"contact:{anna.pk}", json=True)
    told = AuditEntry.objects.filter(kind=AuditKind.EXTRACT, person_id=anna.pk).order_by("number")
    assert [entry.user for entry in told] == [user, None]
    with pytest.raises(CommandError, match="no active user"):
        call_command("person", extract=f"contact:{anna.pk}", by="ingen")


def test_erasure_offers_the_persons_own_requests_and_tells_of_the_unanswered(client_for, anna):
    today, page = timezone.localdate(), client_for("Administratör")
    own = register_request(kind="erasure", contact=anna, received_on=today)
    unknown = register_request(kind="erasure", sender="Någon", received_on=today)
    theirs = register_request(kind="erasure", contact=contact_at(CompanyFactory()), received_on=today)
    url = reverse("privacy:person_erase", args=["contact", anna.pk])
    form = page.get(url).context["form"]
    assert (set(form.fields["request"].queryset), form.fields["request"].initial) == ({own, unknown}, own)
    assert "väntar på svar" not in page.get(url).content.decode()
    register_request(kind="access", contact=anna, received_on=today)
    assert "Personen väntar på svar om: få veta" in page.get(url).content.decode()
    typed = {"reason": "Bad om det", "name": "Anna-Karin Kvillersson", "request": theirs.pk}
    assert page.post(url, typed).status_code == 200
    assert Contact.objects.filter(pk=anna.pk).exists()


def test_request_of_who_was_erased_is_opened_and_changed_without_asking_who(user, anna):
    request = register_request(kind="erasure", contact=anna, received_on=timezone.localdate())
    erase(subject_of(anna), by=user, reason="Bad om det", request=request)
    request = answer_request(DataRequest.objects.get(), by=user, answer="Raderad")
    request = change_request(reopen_request(request), wish="Allt")
    assert (request.is_open, request.person, request.wish) == (True, None, "Allt")


def test_hold_on_a_company_holds_who_had_a_role_that_was_thrown_away(user, anna):
    put_hold(by=user, reason="Tvist", company=Company.objects.get())
    discard(anna.affiliations.get(), by=user)
    with pytest.raises(Held):
        gone(anna, by=user)


def test_sole_trader_and_the_person_lead_to_each_other(client_for):
    trader = CompanyFactory(name="Måleriet", orgnr="8112189876")
    anna = contact_at(trader, **NAMES)
    page = client_for("Administratör")
    urls = [reverse("privacy:person_erase", args=who) for who in (("contact", anna.pk), ("company", trader.pk))]
    for here, there in (urls, reversed(urls)):
        assert f'href="{there}"' in page.get(here).content.decode()


def test_search_for_the_last_name_is_an_unsure_place(user, anna):
    view = SavedView.objects.create(owner=user, name="Mina", list_name="crm.contact", query="q=x")
    view.query = "q=Kvillersson&visa=alla"
    view.save()
    SavedView.objects.create(owner=user, name="Andras", list_name="crm.contact", query="q=Anna-Karin")
    audit.record(AuditKind.EXPORT, by=user, words="Personer; Sök: Kvillersson")
    subject = subject_of(anna)
    assert {(each.model._meta.label, each.is_sure) for each in find(subject)} == {
        ("core.SavedView", False),
        ("core.HistoricalSavedView", False),
        ("core.AuditWords", False),
    }
    erase(subject, by=user, reason="Bad om det", removal=Removal(unsure=True))
    assert left("kvillersson") == set()
    assert SavedView.objects.get(name="Mina").query == "q=[raderat]&visa=alla"


def test_sole_trader_that_was_thrown_away_is_found_and_erased(user, client_for):
    trader = CompanyFactory(name="Kvillerssons Måleri", orgnr="8112189876")
    key = trader.pk
    discard(trader, by=user)
    page = client_for("Administratör").get("/personuppgifter/personer/?q=8112189876").content.decode()
    assert f"/personuppgifter/om/company/{key}/" in page
    (trader,) = removed_parties(Company, "måleri kvillerssons")
    erase(subject_of(trader), by=user, reason="Bad om det")
    assert (left("kvillersson", "8112189876"), removed_parties(Company, "måleri")) == (set(), [])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_row_of_a_list_whose_cells_are_the_names_is_erased_however_its_letters_are_written(user, form):
    cells = [unicodedata.normalize(form, cell) for cell in ("ÅSA", "Kvillström", "", "", "Annat AB", "")]
    table = [HEAD, cells, ["Bo", "Kvillström", "", "", "Annat AB", ""]]
    batch = start_import(kind=ImportKind.CONTACT, source="lista.xlsx", table=table, by=user)  # no columns chosen yet
    gone(contact_at(CompanyFactory(), first_name="Åsa", last_name="Kvillström"), by=user)
    assert [row.cells[0] for row in batch.rows.all()] == ["Bo"]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_files_of_the_bank_that_wait_are_thrown_away_however_they_are_written(user, encoding):
    keep_draft("Betalare;Åsa Kvillström".encode(encoding), name="bank.csv", by=user)
    gone(contact_at(CompanyFactory(), first_name="Åsa", last_name="Kvillström"), by=user)
    assert BankFileDraft.objects.count() == 0


def test_who_is_quoted_on_a_goals_public_page_is_erased_there_too(user, anna, client):
    write_page(background="Anna-Karin Kvillersson på Ett var först.")
    section = make_section(heading="Anna-Karin Kvillersson", text="”Det **känns** rätt”, säger Anna-Karin Kvillersson.")
    way = make_way(link="mailto:anna.k@kvillersson.example", button="Skriv", text="Till Anna-Karin Kvillersson.")
    mentions = {section.title: len(section.rows) for section in extract(subject_of(anna)).sections}
    assert mentions["Nämns i andra uppgifter"] == 6  # each now, and in its history
    gone(anna, by=user)
    page = client.get("/public/goals/1/").content.decode()
    assert ("villersson" in page, "[raderat] på Ett var först." in page) == (False, True)
    assert left("kvillersson") == set()
    for row in (section, way):
        row.refresh_from_db()
    assert (way.text, way.link, way.button) == ("Till [raderat].", "", "")
    assert (section.heading, section.text) == ("[raderat]", "”Det **känns** rätt”, säger [raderat].")
