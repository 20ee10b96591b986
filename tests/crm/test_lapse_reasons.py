"""The reasons to choose from when a sponsorship is not renewed: an administrator's list."""

import pytest
from django.urls import reverse

from crm.models import LapseReason
from crm.services.renewals import record_lapse
from tests.crm.test_lapse_pages import over

pytestmark = pytest.mark.django_db
LIST = reverse("crm:lapse_reason_list")


def told(client) -> list[tuple[str, int]]:
    return [(row.name, row.number) for row in client.get(LIST).context["object_list"]]


def test_administrator_adds_renames_and_removes_a_reason(client_for):
    client = client_for("Administratör")
    LapseReason.objects.all().delete()
    assert "Inga skäl än" in client.get(LIST).content.decode()
    client.post(reverse("crm:lapse_reason_create"), {"name": "Flyttar", "name_en": "Moves", "position": 2})
    reason = LapseReason.objects.get()
    edit = {"name": "Flyttar härifrån", "name_en": "Moves away", "position": 1, "version": reason.version}
    client.post(reverse("crm:lapse_reason_edit", args=[reason.pk]), edit)
    assert told(client) == [("Flyttar härifrån", 0)]
    client.post(reverse("crm:lapse_reason_delete", args=[reason.pk]))
    assert told(client) == []


def test_reason_that_agreements_have_stays(client_for):
    client, reason = client_for("Administratör"), LapseReason.objects.first()
    record_lapse(over(name="Borta"), reason=reason)
    delete = reverse("crm:lapse_reason_delete", args=[reason.pk])
    assert (dict(told(client))[reason.name], delete in client.get(LIST).content.decode()) == (1, False)
    assert "Byt namn på det i stället." in client.post(delete).content.decode()
    assert LapseReason.objects.filter(pk=reason.pk).exists()


def test_others_read_the_reasons_and_change_none(client_for):
    client, reason = client_for("Partneransvarig"), LapseReason.objects.first()
    page = client.get(LIST).content.decode()
    assert (reason.name in page, "En administratör ändrar dem." in page) == (True, True)
    assert client.get(reverse("crm:lapse_reason_edit", args=[reason.pk])).status_code == 403
