from collections.abc import Iterator

import pytest
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields.files import FieldFile
from django.urls import get_resolver

from core.forms import RowsField, StyledForm
from core.kept_photos import KeptPhotoField
from core.models import Organisation
from crm.forms import InteractionForm, NextStepForm, SignForm, SponsorshipForm
from crm.forms.fields import ContactField
from crm.models import Tag
from tests.factories import SponsorshipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


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


def every_form(of: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in of.__subclasses__():
        if form.__module__.partition(".")[0] in settings.OUR_APPS:
            yield form
        yield from every_form(form)


def test_every_choice_of_several_rows_refuses_a_key_that_no_database_keeps():
    assert get_resolver().url_patterns  # every form of a page is loaded
    choices = {
        f"{form.__module__}.{form.__name__}.{name}": isinstance(field, RowsField)
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelMultipleChoiceField)
    }
    assert len(choices) > 5
    assert [name for name, refuses in choices.items() if not refuses] == []


@pytest.mark.parametrize("key", ["9" * 20, "9" * 5000, "-1", "x", "\ud800", "999"])
def test_key_that_no_row_has_is_refused_beside_its_field(key):
    with pytest.raises(forms.ValidationError):
        RowsField(Tag.objects.all()).clean([key])


def test_every_set_of_forms_is_as_long_as_it_may_be_at_most():
    assert get_resolver().url_patterns  # as above
    sets = [each for each in forms.BaseFormSet.__subclasses__() for each in [each, *each.__subclasses__()]]
    made = {each.form.__name__: each.absolute_max for each in sets if getattr(each, "form", None)}
    assert made.keys() >= {"BandForm", "BenefitForm", "TeamRowForm"}
    assert {name: most for name, most in made.items() if most > 200} == {}


@pytest.mark.parametrize("key", ["", "1"])
def test_typed_name_with_a_nul_is_nobodys(key):
    with pytest.raises(forms.ValidationError) as refused:
        ContactField().clean([key, "a\x00b"])
    assert refused.value.code == "none"


class Papers(StyledForm):
    name = forms.CharField()
    paper = forms.FileField(required=False, widget=forms.ClearableFileInput)
    photo = KeptPhotoField(required=False)


def test_form_shown_again_asks_for_the_files_that_browsers_do_not_give_back():
    files = {"paper": SimpleUploadedFile("avtal.pdf", b"x"), "photo": SimpleUploadedFile("foto.jpg", b"x")}
    assert "Välj avtal.pdf igen" in Papers({"name": ""}, files)["paper"].as_field_group()
    assert "Välj" not in Papers({"name": ""}, files)["photo"].as_field_group()
    assert "Välj" not in Papers({"name": ""}, {})["paper"].as_field_group() + Papers()["paper"].as_field_group()


def test_stored_file_is_told_without_a_link_that_opens_nothing():
    stored = FieldFile(None, Organisation._meta.get_field("logo_svg"), "organisation/logotyp.svg")
    shown = Papers(initial={"paper": stored})["paper"].as_field_group()
    assert ("Det finns redan en fil" in shown, "organisation/logotyp.svg" in shown) == (True, False)
    assert ('name="paper-clear"' in shown, "Ta bort filen" in shown) == (True, True)
