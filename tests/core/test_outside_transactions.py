"""Slow reading happens outside transactions: on SQLite an open one blocks all other writers."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import ImageFile

from campaigns.models import EntryPicture
from campaigns.services.activities import add_picture
from campaigns.services.competitions import update_competition
from config.roles import ADMINISTRATOR
from core.form_tokens import ONCE_FIELD, new_token
from crm.models import Company, Proof
from crm.services.companies import save_company
from crm.services.deliveries import ProofContent, add_proof, deliver
from imports.models import Import
from tests.campaigns.boards import contest, photo
from tests.campaigns.factories import make_competition
from tests.campaigns.jury_factories import make_entry
from tests.campaigns.test_competition_pages import edit_form
from tests.core.test_stored_files import picture
from tests.crm.delivery_factories import owed
from tests.factories import CompanyFactory, UserFactory
from tests.imports.gift_lists import SWISH_HEAD, swish_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def depths(monkeypatch) -> list[int]:
    """The number of the product's open transactions whenever a picture is decoded or a list is parsed."""
    found, outside = [], len(connection.atomic_blocks)
    unpack, take_apart = ImageFile.ImageFile.load, csv.reader

    def unpack_watched(image):
        found.append(len(connection.atomic_blocks) - outside)
        return unpack(image)

    def take_apart_watched(*args, **kwargs):
        found.append(len(connection.atomic_blocks) - outside)
        return take_apart(*args, **kwargs)

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpack_watched)
    monkeypatch.setattr(csv, "reader", take_apart_watched)
    return found


def post(client, name: str, key, /, **data):
    """POST with the token by which the form is saved once, in a transaction."""
    return client.post(reverse(name, args=[key]), {ONCE_FIELD: new_token(), **data})


def post_proof(client):
    post(client, "crm:proof_add", owed().pk, image=photo())
    return Proof.objects.get().image


def post_delivery(client):
    delivery = owed()
    today = delivery.sponsorship.starts.isoformat()
    sent = {"quantity": 1, "delivered_on": today, "version": delivery.version, "image": photo()}
    post(client, "crm:delivery_deliver", delivery.pk, **sent)
    return Proof.objects.get().image


def post_entry_picture(client):
    _competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    entry = make_entry(team)
    post(client, "campaigns:entry_picture_add", entry.pk, image=photo(), alt="En kaka")
    return EntryPicture.objects.get().image


def post_competition(client):
    draft = make_competition()
    post(client, "campaigns:competition_edit", draft.pk, **edit_form(draft, picture=photo()))
    draft.refresh_from_db()
    return draft.picture


def post_logo(client):
    company = CompanyFactory()
    sent = {"name": company.name, "status": company.status, "version": company.version, "logo": picture(turned=True)}
    post(client, "crm:company_edit", company.pk, **sent)
    return Company.objects.get(pk=company.pk).logo


@pytest.mark.parametrize("posted", [post_proof, post_delivery, post_entry_picture, post_competition, post_logo])
def test_picture_of_a_form_is_unpacked_while_no_transaction_is_open(posted, depths, client_for):
    assert posted(client_for(ADMINISTRATOR)).name
    assert set(depths) == {0}


@pytest.mark.parametrize(
    "store",
    [
        lambda: add_proof(delivery=owed(), proof=ProofContent(image=photo())),
        lambda: deliver(
            delivery := owed(), by=UserFactory(), on=delivery.sponsorship.starts, proof=ProofContent(image=photo())
        ),
        lambda: add_picture(entry=make_entry(contest("Åkeriet", "Bageriet")[1][0]), image=photo(), alt="En kaka"),
        lambda: update_competition(make_competition(), picture=photo()),
        lambda: save_company(CompanyFactory(), logo=picture(turned=True)),
    ],
    ids=["proof", "delivery", "entry", "competition", "logo"],
)
def test_picture_that_no_form_made_ready_is_unpacked_before_the_transaction_of_the_service(store, depths):
    store()
    assert set(depths) == {0}


def test_register_is_read_while_no_transaction_is_open(depths, client_for):
    file = SimpleUploadedFile("lista.csv", "Namn;Ort\nÅkeriet AB;Sala\n".encode())
    post(client_for(ADMINISTRATOR), "imports:import_create", "company", file=file)
    assert (Import.objects.count(), set(depths)) == (1, {0})


@pytest.mark.parametrize("step", ["gift_list_create", "gift_list_preview", "gift_list_commit"])
def test_list_of_gifts_is_read_while_no_transaction_is_open(step, depths, client_for):
    competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    text = SWISH_HEAD + swish_row(1, "100.00", team.code, reference="R-1")
    client = client_for(ADMINISTRATOR)
    page = post(client, "imports:gift_list_create", competition.pk, text=text)
    if step != "gift_list_create":
        form = page.context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        depths.clear()
        post(client, f"imports:{step}", competition.pk, digest=page.context["preview"].digest, **sent)
        assert competition.batches.count() == (step == "gift_list_commit")
    assert set(depths) == {0}
