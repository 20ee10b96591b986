import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Form
from django.utils import timezone

from core.fields import MomentField as MomentModelField
from core.local_time import MomentField, is_ambiguous, moment_of, wall_of
from core.serializers import ModelSerializer, MomentSerializerField
from crm.models import Interaction

TWICE = dt.datetime(2025, 10, 26, 2, 30)  # noqa: DTZ001  a wall clock time has no zone
NEVER = dt.datetime(2025, 3, 30, 2, 30)  # noqa: DTZ001
FIRST = dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC)
SECOND = dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC)


class WhenForm(Form):
    at = MomentField()


def cleaned(data, initial=None):
    form = WhenForm(data, initial={"at": initial})
    return form.cleaned_data["at"] if form.is_valid() else form.errors["at"]


def test_time_that_stands_twice_is_the_first_unless_it_says_the_second():
    assert (moment_of(TWICE), moment_of(TWICE.replace(fold=1))) == (FIRST, SECOND)
    assert (is_ambiguous(TWICE), is_ambiguous(TWICE.replace(hour=1)), is_ambiguous(NEVER)) == (True, False, False)
    assert (wall_of(FIRST), wall_of(SECOND).fold) == (TWICE, 1)


@pytest.mark.parametrize("wall", [NEVER, dt.datetime(1, 1, 1)])  # noqa: DTZ001
def test_time_that_does_not_exist_is_refused(wall):
    with pytest.raises(ValidationError):
        moment_of(wall)


@pytest.mark.parametrize(
    ("data", "moment"),
    [
        ({"at": "2025-10-26T02:30"}, FIRST),
        ({"at": "2025-10-26T02:30", "at_1": "0"}, FIRST),
        ({"at": "2025-10-26T02:30", "at_1": "1"}, SECOND),
        ({"at": "2025-10-26 02:30", "at_1": "x"}, FIRST),
        ({"at": "2025-10-26T02:30+01:00"}, SECOND),
        ({"at": "2025-10-26T03:30", "at_1": "1"}, dt.datetime(2025, 10, 26, 2, 30, tzinfo=dt.UTC)),
    ],
)
def test_form_takes_a_time_that_stands_twice(data, moment):
    assert cleaned(data) == moment


@pytest.mark.parametrize("text", ["2025-03-30T02:30", "0001-01-01T00:00", "9999-12-31T23:59-10:00", "nonsens"])
def test_form_refuses_what_is_no_time_in_plain_words(text):
    [message] = cleaned({"at": text})
    assert "Europe" not in message


def test_form_sent_back_as_it_was_keeps_the_moment_to_the_second():
    kept = SECOND.replace(second=17)
    assert cleaned({"at": "2025-10-26T02:30"}, kept) == kept
    assert cleaned({"at": "2025-10-26T02:30", "at_1": "1"}, kept) == kept
    assert cleaned({"at": "2025-10-26T02:30", "at_1": "0"}, kept) == FIRST
    assert cleaned({"at": "2025-10-26T02:31"}, kept) == FIRST.replace(minute=31)


def test_form_shows_which_of_two_times_it_is_and_only_where_there_are_two():
    shown = str(WhenForm(initial={"at": SECOND})["at"])
    assert 'value="2025-10-26T02:30"' in shown or "2025-10-26 02:30" in shown
    assert '<option value="1" selected>' in shown
    again = str(WhenForm({"at": "2025-10-26T02:30", "at_1": "1"})["at"])
    assert '<option value="1" selected>' in again
    assert "<select" not in str(WhenForm(initial={"at": SECOND + dt.timedelta(hours=1)})["at"])
    assert 'value="nonsens"' in str(WhenForm({"at": "nonsens"})["at"])


def test_every_moment_that_people_enter_is_read_by_the_same_rule():
    """Those of core (logins, keys, logs, runs) are set by code only: no form, import or API writes them."""
    ours = [model for app in settings.OUR_APPS if app != "core" for model in apps.get_app_config(app).get_models()]
    entered = {
        str(field)
        for model in ours
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField) and field.editable and not hasattr(model, "instance_type")
    }
    assert entered == {"crm.Interaction.happened_at"}
    assert isinstance(Interaction._meta.get_field("happened_at"), MomentModelField)
    assert ModelSerializer.serializer_field_mapping[models.DateTimeField] is MomentSerializerField


def test_api_reads_a_time_without_zone_as_swedish():
    field = MomentSerializerField()
    assert field.run_validation("2025-10-26T02:30") == FIRST
    assert field.run_validation("2025-10-26T02:30+01:00").astimezone(dt.UTC) == SECOND
    for text in ("2025-03-30T02:30", "0001-01-01T00:00"):
        with pytest.raises(Exception, match=r"Den tiden finns inte|Så långt bort"):
            field.run_validation(text)


def test_current_zone_is_the_one_that_the_rule_asks():
    with timezone.override(dt.UTC):
        assert moment_of(NEVER) == NEVER.replace(tzinfo=dt.UTC)
