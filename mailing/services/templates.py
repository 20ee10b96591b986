"""The texts of letters."""

from django.db import transaction

from core.services import save_record
from mailing.models import LetterTemplate


def save_template(template: LetterTemplate, **fields) -> LetterTemplate:
    """Raises ValidationError by field, for a field in braces that such letters do not have too."""
    return save_record(template, **fields)


@transaction.atomic
def restore_template(template: LetterTemplate):
    """Take away what somebody has written, so that letters again say what the kind begins with."""
    template.delete()
