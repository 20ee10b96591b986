"""An app above imports has a list of its own read in: it subclasses and registers, and imports knows nothing of it."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.bulk_save import Unsaved, save_records
from goals.models import KeyFigure
from imports.models import LABELS, Import, RowStatus
from imports.services import fields
from imports.services.fields import ImportColumn
from imports.services.model_resource import ModelResource
from imports.services.registry import RESOURCES, register
from imports.services.shared_columns import GOAL
from imports.services.undo import undo_import
from tests.factories import get_goal
from tests.imports.drafts import draft, read_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class KeyFigureResource(ModelResource):
    kind = "keyfigure"
    label = "Nyckeltal"
    template = "mall-nyckeltal"
    hints = ("Ett nyckeltal känns igen på målet och vad som mäts.",)
    model = KeyFigure
    columns = (
        replace(GOAL, required=True),
        ImportColumn("name", "Vad som mäts", fields.one_line, fields.of_text("name"), required=True, decides=True),
        ImportColumn("unit", "Enhet", fields.one_line, fields.of_text("unit"), example="personer"),
    )
    titled_by = ("name",)

    def find(self, row):
        goal = self.value(row, "goal")
        there = KeyFigure.objects.filter(goal=goal, name=row.values.get("name", ""))
        row.instance_pk = there.values_list("pk", flat=True).first()

    def save(self, rows, recorder):
        unsaved = []
        for row in rows:
            figure = KeyFigure.objects.get(pk=row.instance_pk) if row.instance else KeyFigure()
            recorder.about(figure, row.number)
            unsaved.append(Unsaved(figure, row.diff))
        save_records(unsaved)


@pytest.fixture(autouse=True)
def _registered():
    register(KeyFigureResource)
    yield
    del RESOURCES["keyfigure"], LABELS["keyfigure"]


TABLE = [["Mål", "Vad som mäts", "Enhet"], ["1", "Hemlösa", "personer"], ["Nej", "Barn", "st"], ["1", "Alla", ""]]


def figures() -> set[tuple]:
    """But those that every database has."""
    return set(KeyFigure.objects.filter(name__in=["Hemlösa", "Alla"]).values_list("goal", "name", "unit"))


def test_rows_of_a_registered_resource_are_read_in_and_taken_back(make_user):
    by, goal = make_user("Administratör"), get_goal(1)
    KeyFigure.objects.create(goal=goal, name="Alla", unit="%")
    batch = draft("keyfigure", [*TABLE[:3], ["1", "Alla", "st"]], by=by)
    assert seen(batch) == [
        (2, RowStatus.NEW, []),
        (3, RowStatus.WRONG, [("Mål", "Nej", "Inget mål heter Nej.")]),
        (4, RowStatus.CHANGE, [("Enhet", "%", "st")]),
    ]
    batch = read_in("keyfigure", [*TABLE[:2], ["1", "Alla", "st"]], by=by)
    assert figures() == {(goal.pk, "Hemlösa", "personer"), (goal.pk, "Alla", "st")}
    undo_import(batch, by=by)
    assert figures() == {(goal.pk, "Alla", "%")}


def test_pages_read_a_registered_resource_for_those_who_may_write_its_rows(client_for):
    client = client_for("Administratör")
    page = client.get(reverse("imports:import_list"))
    address = reverse("imports:import_create", args=["keyfigure"])
    assert (address in page.content.decode(), page.context["kinds"][-1]) == (True, ("keyfigure", "Nyckeltal"))
    assert KeyFigureResource.hints[0] in client.get(address).content.decode()
    assert client.get(reverse("imports:import_template", args=["keyfigure"])).getvalue()[:2] == b"PK"
    file = SimpleUploadedFile("tal.csv", "\n".join(";".join(row) for row in TABLE[:2]).encode())
    batch = Import.objects.get(pk=client.post(address, {"file": file}).url.split("/")[2])
    assert batch.get_kind_display() == "Nyckeltal"
    client.post(
        reverse("imports:import_columns", args=[batch.pk]), {"column_0": "goal", "column_1": "name", "column_2": "unit"}
    )
    client.post(reverse("imports:import_commit", args=[batch.pk]))
    assert figures() == {(get_goal(1).pk, "Hemlösa", "personer")}
    assert client.get(reverse("imports:import_list"), {"kind": "keyfigure"}).context["count"] == 1


def test_those_who_may_not_see_its_rows_see_no_list_of_a_registered_resource(client_for, make_user):
    batch = read_in("keyfigure", TABLE[:2], by=make_user("Administratör"))
    who = make_user("Partneransvarig")
    who.groups.get().permissions.remove(Permission.objects.get(codename="view_keyfigure"))
    client, address = client_for(who), reverse("imports:import_create", args=["keyfigure"])
    page = client.get(reverse("imports:import_list"))
    assert (address in page.content.decode(), page.context["count"]) == (False, 0)
    pages = ["imports:import_detail", "imports:import_progress", "api:import-detail", "imports:import_columns"]
    assert [client.get(reverse(name, args=[batch.pk])).status_code for name in pages] == [404] * 4
    assert client.get(address).status_code == 403
