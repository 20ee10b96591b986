"""Links that jurors have got go on to open their sheets: what is stored of them is now a hash, with a last day.

A link that was signed with an earlier SECRET_KEY is not known here, and is renewed by staff.
"""

import datetime as dt
from hashlib import sha256

from django.core.signing import Signer
from django.db import migrations
from django.utils import timezone

DAYS_AFTER_CLOSING = 60


def hash_links(apps, schema_editor):
    juror, link, historical = (
        apps.get_model("campaigns", name) for name in ("Juror", "JurorLink", "HistoricalJurorLink")
    )
    signer = Signer(salt="campaigns.juror", sep=".")
    today = timezone.localdate()
    for row in juror.objects.filter(link_key__isnull=False, user__isnull=True).select_related("competition"):
        last = max(row.competition.closes_on, today) + dt.timedelta(days=DAYS_AFTER_CLOSING + 1)
        link.objects.create(
            juror=row,
            token_hash=sha256(signer.sign(row.link_key).encode()).hexdigest(),
            made_at=timezone.now(),
            expires_at=timezone.make_aware(dt.datetime.combine(last, dt.time.min)),
        )
    begin_history(link, historical)


def begin_history(model, historical):
    """Models in a migration keep no history by themselves; without a first row the first change shows nothing."""
    names = [field.attname for field in historical._meta.concrete_fields if hasattr(model, field.attname)]
    historical.objects.bulk_create(
        historical(history_date=timezone.now(), history_type="+", **dict(zip(names, values, strict=True)))
        for values in model.objects.values_list(*names)
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0008_juror_links")]

    operations = [migrations.RunPython(hash_links, migrations.RunPython.noop, elidable=False)]
