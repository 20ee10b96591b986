from django.db import models, transaction


@transaction.atomic
def save_record(record: models.Model, *, links: dict | None = None, **fields) -> models.Model:
    """Set the fields, validate the whole row, save it, and set its many-to-many `links`.

    Raises ValidationError by field, or StaleVersion when the row was saved by somebody else meanwhile.
    """
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
    for name, targets in (links or {}).items():
        getattr(record, name).set(targets)
    return record
