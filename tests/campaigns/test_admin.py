"""The admin is read-only for competitions, whose rules are enforced by their own pages."""

import pytest
from django.contrib import admin
from django.urls import reverse

from campaigns.models import Activity, Competition, Contribution, Mark, Recusal
from config.roles import ADMINISTRATOR
from core.admin import FinalAdmin, ReadOnlyAdmin
from core.models import SavedView
from core.services import save_view
from imports.models import ImportKind
from tests.campaigns.factories import give, make_activity, promise, running_duel
from tests.campaigns.jury_factories import judged, make_entry
from tests.factories import UserFactory, make_enquiry
from tests.imports.drafts import read_in
from tests.payroll.factories import make_month, receive

READ_ONLY = [model for model, site in admin.site._registry.items() if isinstance(site, ReadOnlyAdmin | FinalAdmin)]


@pytest.fixture
def something_of_each(db):
    competition, team, _rival = running_duel()
    give(team)
    promise(competition)
    make_entry(team)
    receive(make_month(), 1)
    make_enquiry()
    read_in(ImportKind.COMPANY, [["Namn"], ["Från en lista"]], by=UserFactory())
    save_view(SavedView(owner=UserFactory(), list_name="crm:company_list", name="Vyn"))


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.model_name)
def test_history_critical_rows_are_read_and_never_written(model, something_of_each, client_for):
    client = client_for(ADMINISTRATOR)
    label = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    pages = [reverse(f"{label}_changelist")]
    row = model.objects.first()
    if row:
        pages += [reverse(f"{label}_{page}", args=[row.pk]) for page in ("change", "history")]
        if hasattr(row, "history"):
            pages.append(reverse(f"{label}_simple_history", args=[row.pk, row.history.latest().pk]))
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    refused = [reverse(f"{label}_add")]
    if row:
        refused += [reverse(f"{label}_{page}", args=[row.pk]) for page in ("change", "delete")]
        if hasattr(row, "history"):
            refused.append(pages[-1])  # the page that reverts to a version
    assert [client.post(page, {}).status_code for page in refused] == [403] * len(refused)


def test_admin_shows_no_juror_any_marks_and_nobody_a_secret_link(something_of_each, client_for):
    competition = Competition.objects.get()
    judged(competition, 5)
    page = reverse("admin:campaigns_competition_change", args=[competition.pk])
    assert competition.board_token not in client_for(ADMINISTRATOR).get(page).content.decode()
    assert not {Mark, Recusal} & admin.site._registry.keys()
    assert Contribution in READ_ONLY


def test_catalogue_of_activities_is_changed_in_the_admin_too(client_for):
    activity = make_activity()
    url = reverse("admin:campaigns_activity_change", args=[activity.pk])
    client_for(ADMINISTRATOR).post(url, {"name": activity.name, "points": 30, "cap": 2, "is_active": "on"})
    assert Activity.objects.get(pk=activity.pk).points == 30
