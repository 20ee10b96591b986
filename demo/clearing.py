"""Clear the database of business data, for the commands that fill it."""

from django.apps import apps
from django.core.files.storage import Storage
from django.core.management.color import no_style
from django.db import connection, models, transaction

from campaigns.models import Activity, Idea
from core.append_only import AppendOnly, lifted
from core.models import LockedMonth, Sequence
from crm.models import Company, LapseReason
from mailing.models import LetterTemplate
from privacy.models import RetentionRule

EMPTIED_APPS = [
    *("finance", "workplaces", "mailing", "privacy"),
    *("crm", "inbox", "campaigns", "payroll", "duplicates", "imports"),
]
# Installed by migrations, as goals and tiers are; or written by an administrator.
KEPT = (
    Activity,
    Activity.history.model,
    Idea,
    Idea.history.model,
    LapseReason,
    LapseReason.history.model,
    RetentionRule,
    RetentionRule.history.model,
    LetterTemplate,
    LetterTemplate.history.model,
)


def has_business_data() -> bool:
    return Company.objects.exists()


@transaction.atomic
def clear_business_data():
    """Delete companies, people, interactions, sponsorships and competitions, with their history and files.

    Goals, activities and users are kept. In bulk, since deleting row by row would write half a million history rows.
    """
    configs = [apps.get_app_config(label) for label in EMPTIED_APPS]
    emptied = [each for config in configs for each in config.get_models(include_auto_created=True) if each not in KEPT]
    files = [file for model in emptied for file in _files(model)]
    tables = [model._meta.db_table for model in emptied]
    if connection.vendor == "postgresql":
        connection.check_constraints()  # run deferred constraint checks: TRUNCATE is refused while any are pending
    final = [model for model in emptied if issubclass(model, AppendOnly)]
    with lifted(connection, *final):
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, reset_sequences=True))
    LockedMonth.objects.all().delete()
    Sequence.objects.filter(name__in=["sponsorship", "payroll", "enquiry", "bank files"]).delete()
    Sequence.objects.filter(name__startswith="voucher-").delete()
    transaction.on_commit(lambda: _delete(files))


def _files(model: type[models.Model]) -> list[tuple[Storage, str]]:
    return [
        (field.storage, name)
        for field in model._meta.fields
        if isinstance(field, models.FileField)
        for name in model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
    ]


def _delete(files: list[tuple[Storage, str]]):
    for storage, name in files:
        storage.delete(name)
