"""A flood of enquiries: filtered by what they share, dismissed together with one reason, and undone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import COMPETITION_LEADER, PARTNER_MANAGER, READER
from core.models import Changeset, KeptKind
from core.retention import days_kept
from core.undo import TouchedSince
from crm.services.bulk import Edit, change_all, preview, undo_bulk
from inbox.models import Dismissal, Enquiry
from inbox.services.enquiries import EnquiryRules, accept_enquiry, dismiss_enquiry, erase_enquiries
from tests.factories import CompanyFactory, UserFactory, make_enquiry

pytestmark = pytest.mark.django_db

SPAM = Edit({"dismissal": Dismissal.SPAM, "dismissal_note": "Samma robot som i fredags"}, rules=EnquiryRules)


@pytest.fixture
def by():
    return UserFactory(role=PARTNER_MANAGER)


def dismiss_all(by) -> Changeset:
    rows = Enquiry.objects.all()
    return change_all(rows, SPAM, by=by, digest=preview(rows, SPAM, by=by).digest)


def names_in(page) -> list[str]:
    return sorted(str(row) for row in page.context["table"].data.data)


def test_the_list_finds_those_of_the_same_domain_address_sender_and_day(client_for):
    client = client_for(PARTNER_MANAGER)

    def listed(**asked) -> list[str]:
        return names_in(client.get(reverse("inbox:enquiry_list"), asked))

    one = make_enquiry(company_name="Ett", email="a@robot.example", address="192.0.2.1")
    make_enquiry(company_name="Två", email="b@ROBOT.example", address="192.0.2.2")
    make_enquiry(company_name="Tre", email="a@inte-robot.example", address="192.0.2.1")
    old = make_enquiry(company_name="Fyra", email="c@annan.example", message="a@robot.example")
    Enquiry.objects.filter(pk=old.pk).update(received_at=timezone.now() - dt.timedelta(days=3))
    assert listed(email="@robot.example") == ["Ett", "Två"]
    assert listed(email="A@robot.example") == ["Ett"]
    assert listed(same_sender=one.pk) == ["Ett", "Tre"]
    assert listed(same_sender=old.pk) == []
    alike = client.get(one.get_absolute_url()).context["alike"]
    assert [(str(words), number) for words, number, _url in alike] == [
        ("Samma e-postdomän", 1),
        ("Samma nätadress", 1),
        ("Samma dag", 2),
    ]
    assert [names_in(client.get(url)) for _words, _number, url in alike] == [
        ["Ett", "Två"],
        ["Ett", "Tre"],
        ["Ett", "Tre", "Två"],
    ]


def test_filtered_enquiries_are_dismissed_on_the_page_and_undone(client_for):
    client = client_for(COMPETITION_LEADER)
    flood = [make_enquiry(company_name=f"Robot {number}", email=f"{number}@robot.example") for number in range(3)]
    honest = make_enquiry(company_name="Åkeriet AB", email="kim@akeriet.example")
    page = client.get(reverse("inbox:enquiry_list"), {"email": "@robot.example"})
    url = f"{page.context['bulk_url']}?{page.context['bulk_all_query']}"
    assert str(page.context["bulk_all_label"]) == "Avfärda eller tilldela alla 3 som filtret visar"
    asked = {"dismissal": "spam", "dismissal_note": "Robot"}
    shown = client.post(url, asked).context["preview"]
    assert (shown.changing, [each.state for each in Enquiry.objects.all()]) == (3, ["new"] * 4)
    done = client.post(url, asked | {"digest": shown.digest})
    change = Changeset.objects.get()
    assert done.url == change.get_absolute_url()
    stored = Enquiry.objects.filter(pk__in=[each.pk for each in flood])
    assert {(each.state, each.dismissal, each.dismissal_note, each.closed_by) for each in stored} == {
        ("dismissed", "spam", "Robot", client.user)
    }
    honest.refresh_from_db()
    assert honest.is_new
    assert client.get(change.get_absolute_url()).status_code == 200
    client.post(reverse("core:changeset", args=[change.pk]))
    assert {(each.state, each.dismissal, each.closed_at) for each in Enquiry.objects.all()} == {("new", "", None)}


def test_enquiry_handled_meanwhile_is_skipped_and_reported(by):
    taken, waits = make_enquiry(), make_enquiry(company_name="Robot")
    accept_enquiry(taken, by=by, company=CompanyFactory(), person=None, log=False)
    found = preview(Enquiry.objects.all(), SPAM, by=by)
    assert {outcome.row: outcome.refusal for outcome in found.outcomes} == {
        taken: "Någon annan har redan tagit hand om förfrågan.",
        waits: "",
    }
    dismiss_all(by)
    taken.refresh_from_db()
    assert taken.state == "accepted"


def test_a_note_needs_a_reason_and_readers_do_not_get_in(client_for):
    url = f"{reverse('inbox:enquiry_bulk')}?rows={make_enquiry().pk}"
    form = client_for(PARTNER_MANAGER).post(url, {"dismissal_note": "Robot"}).context["form"]
    assert form.errors == {"dismissal": ["Välj ett skäl, eller ta bort anteckningen."]}
    assert client_for(READER).get(url).status_code == 403


def test_enquiries_changed_since_are_not_undone(by):
    make_enquiry(company_name="Robot")
    change = dismiss_all(by)
    Enquiry.objects.get().save()
    with pytest.raises(TouchedSince):
        undo_bulk(change, by=by)


def test_erasing_takes_names_and_notes_from_the_change_too(by, settings, client_for):
    make_enquiry(company_name="Kim Karlssons Åkeri", email="kim@karlsson.example")
    change = dismiss_all(by)
    later = timezone.localdate() + dt.timedelta(days=days_kept(KeptKind.ENQUIRIES) + 2)
    dismiss_enquiry(make_enquiry(company_name="Alva"), by=by, reason=Dismissal.SPAM)
    assert erase_enquiries(on=later) == 2
    page = client_for(PARTNER_MANAGER).get(change.get_absolute_url())
    shown = page.content.decode()
    assert ("Karlsson" in shown, "Samma robot" in shown) == (False, False)
    (row,) = page.context["rows"]
    assert [each.new for each in row.fields if each.label == "Skäl"] == ["Skräp"]
