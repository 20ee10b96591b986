import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from core.models import Organisation

pytestmark = pytest.mark.django_db


def refused(password: str) -> list[str]:
    try:
        validate_password(password)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password", ["Stadsmission2026", "MEDSPEL-medspel-1", "Administratör1234", "välkommen-2026!", "Lösenord1234567"]
)
def test_password_of_words_that_are_guessed_first_is_refused(password):
    assert refused(password) == ["password_of_own_words"]


@pytest.mark.parametrize("password", ["Medspel-kastrull-gran", "tre blåa ballonger", "Ett-losenord-for-prov-1"])
def test_password_with_enough_beside_such_words_is_taken(password):
    assert refused(password) == []


def test_name_of_the_organisation_is_such_a_word():
    Organisation.objects.update(name="Fyrtornets Hjälp i Norrhamn")
    assert refused("Fyrtornets-Norrhamn-26") == ["password_of_own_words"]
    assert refused("i-i-i-i-i-i-och-hamnen") == []
