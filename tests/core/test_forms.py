import pytest

from crm.forms import InteractionForm, NextStepForm, SignForm, SponsorshipForm
from tests.factories import SponsorshipFactory

pytestmark = pytest.mark.django_db


def classes(form, name: str) -> list[str]:
    """The CSS class of each visible widget of a rendered field."""
    widget = form[name].field.widget
    return [part.attrs.get("class") for part in getattr(widget, "widgets", [widget]) if not part.is_hidden]


def test_fields_that_a_form_adds_or_replaces_are_styled_as_the_others():
    assert classes(InteractionForm(), "company_1") == classes(InteractionForm(), "company") == ["form-control"]
    assert classes(SponsorshipForm(), "owner") == classes(NextStepForm(), "assignee") == ["form-select"]
    form = SignForm(instance=SponsorshipFactory())
    assert (classes(form, "starts"), classes(form, "signed_by")) == (["form-control"], ["form-select"])


def test_day_is_shown_as_browsers_want_it():
    form = SignForm(instance=SponsorshipFactory())
    assert 'type="date"' in str(form["starts"])
    assert 'value="2027-01-01"' in str(form["starts"])
