"""What was undone or removed may be done again, by the same form and by another; what stands is not done twice."""

from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone

from config.roles import PARTNER_MANAGER
from core.form_tokens import ONCE_FIELD
from core.models import ApiToken, Changeset
from crm.models import Company, Document, Interaction, Merge, NextStep, Proof
from crm.services.deliveries import ProofContent, add_proof, reopen_delivery
from crm.services.documents import remove_document
from duplicates.services.merging import undo_merge
from inbox.models import MailDraft
from tests.crm.test_delivery_pages import snap
from tests.crm.test_documents import form_data, upload
from tests.factories import CompanyFactory, make_document, signed_sponsorship
from tests.papers import mail

pytestmark = pytest.mark.django_db

_tokens = count()


@pytest.fixture
def client(client_for):
    return client_for(PARTNER_MANAGER)


def both_ways(send, number, undo):
    """Each time the form is sent again, by Back and as a fresh one, once what it did is taken back."""
    token = f"t{next(_tokens)}"
    send(token)
    for again in (token, token, f"{token}-fresh"):
        assert number() == 1
        send(token)
        assert number() == 1  # it stands
        undo()
        assert number() == 0
        send(again)
    assert number() == 1


def test_a_mail_is_read_again_when_its_draft_is_gone(client):
    content = mail(b"Hej")

    def send(token):
        return client.post(reverse("inbox:mail_create"), {"file": upload("a.eml", content), ONCE_FIELD: token})

    def throw_away():
        client.post(reverse("inbox:mail_discard", args=[MailDraft.objects.get().pk]))

    both_ways(send, MailDraft.objects.count, throw_away)


def test_a_document_is_added_again_when_it_was_removed(client):
    company = CompanyFactory()

    def remove():
        remove_document(Document.objects.get(removed_at=None), by=client.user, reason="Fel")

    both_ways(
        lambda token: client.post(reverse("crm:document_create"), form_data(company, **{ONCE_FIELD: token})),
        Document.objects.filter(removed_at=None).count,
        remove,
    )


def test_two_are_merged_again_when_their_merge_was_undone(client):
    one, other = CompanyFactory(name="Åkeriet AB"), CompanyFactory(name="Åkeriet")
    url = reverse("duplicates:company_merge", args=[one.pk, other.pk])
    form = client.get(url).context["form"].initial
    both_ways(
        lambda token: client.post(url, form | {ONCE_FIELD: token}),
        Merge.objects.count,
        lambda: undo_merge(Merge.objects.get(), by=client.user),
    )


def test_many_are_changed_again_when_the_change_was_undone(client):
    company = CompanyFactory()
    url = f"{reverse('crm:company_bulk')}?rows={company.pk}"

    def send(token):
        shown = client.post(url, {"status": "paused"}).context
        preview = shown and shown["preview"]
        sent["digest"] = preview.digest if preview else sent["digest"]
        return client.post(url, {"status": "paused", "digest": sent["digest"], ONCE_FIELD: token})

    sent = {}
    both_ways(
        send,
        Changeset.objects.filter(undone_at=None).count,
        lambda: client.post(reverse("core:changeset", args=[Changeset.objects.get(undone_at=None).pk])),
    )


def test_a_call_that_nobody_took_is_logged_again_when_it_was_taken_back(client):
    company = CompanyFactory()
    both_ways(
        lambda token: client.post(reverse("crm:no_answer", args=[company.pk]), {ONCE_FIELD: token}),
        Interaction.objects.count,
        lambda: client.post(reverse("crm:interaction_take_back", args=[Interaction.objects.get().pk])),
    )


def test_what_comes_next_is_decided_again_when_it_was_taken_back(client):
    company = CompanyFactory()
    decide = {"what_next": "Ring", "when": "week", "assignee": client.user.pk}
    both_ways(
        lambda token: client.post(reverse("crm:company_next", args=[company.pk]), decide | {ONCE_FIELD: token}),
        NextStep.objects.count,
        lambda: NextStep.objects.get().delete(),
    )


def test_a_key_is_made_again_when_it_was_revoked(client):
    both_ways(
        lambda token: client.post(reverse("accounts:key_create"), {"name": "Webb", "days": "365", ONCE_FIELD: token}),
        ApiToken.objects.count,
        ApiToken.objects.all().delete,
    )


def test_a_delivery_is_photographed_again_when_it_was_taken_back(client):
    delivery = signed_sponsorship(starts=timezone.localdate()).deliveries.filter(quantity=1).first()
    both_ways(
        lambda token: client.post(reverse("crm:delivery_snap"), snap(delivery, text="Så", **{ONCE_FIELD: token})),
        delivery.parts.count,
        lambda: reopen_delivery(type(delivery).objects.get(pk=delivery.pk)),
    )


def test_an_edit_that_was_put_back_is_told_of_and_made_again(client):
    """Its version tells: what is sent again goes on top of the putting back once somebody has seen that."""
    document = make_document(title="Avtal")
    url = reverse("crm:document_edit", args=[document.pk])
    data = {
        "title": "Avtal 2027",
        "kind": "offer",
        "dated_on": "2026-11-02",
        "version": document.version,
        ONCE_FIELD: "t",
    }
    assert [client.post(url, data).status_code for _ in range(2)] == [302, 302]  # by a double click
    changed = Document.objects.get()
    changed.title = "Avtal"
    changed.save()
    told = client.post(url, data)
    assert told.status_code == 409
    client.post(url, data | {"version": changed.version})
    assert Document.objects.get().title == "Avtal 2027"


def test_a_row_is_removed_again_when_it_was_put_back(client):
    delivery = signed_sponsorship().deliveries.first()
    add_proof(delivery=delivery, proof=ProofContent(text="Så"))
    kept = Proof.objects.get()
    url = reverse("crm:proof_delete", args=[kept.pk])
    both_ways(
        lambda token: client.post(url, {ONCE_FIELD: token}),
        lambda: 1 - Proof.objects.count(),
        lambda: Proof.objects.bulk_create([kept]),
    )


def test_two_files_of_one_name_and_size_are_two(client):
    company = CompanyFactory()
    for content in (b"ett", b"tva", b"tva"):
        data = form_data(company, upload("a.txt", content), **{ONCE_FIELD: content.decode()})
        client.post(reverse("crm:document_create"), data)
    assert Document.objects.count() == 2
    assert Company.objects.count() == 1


def test_a_form_that_is_sent_twice_with_another_file_is_asked_about(client):
    company = CompanyFactory()
    send = [form_data(company, upload("a.txt", content), **{ONCE_FIELD: "t"}) for content in (b"ett", b"tva")]
    client.post(reverse("crm:document_create"), send[0])
    asked = client.post(reverse("crm:document_create"), send[1])
    assert "Formuläret är redan sparat" in asked.context["form"].non_field_errors()[0]
