"""What is agreed today becomes the first event of each agreement; from then on events are only added."""

from django.db import migrations
from django.db.models import Max

from core import append_only

SIGNED = ("signed", "ended_early")


def open_list(apps, schema_editor):
    """As recorded when the row or one of its amendments was last written: since then the terms are those of today."""
    sponsorships, events = apps.get_model("crm", "Sponsorship"), apps.get_model("crm", "SponsorshipEvent")
    written = _last_written(apps.get_model("crm", "HistoricalSponsorship"), "id")
    amended = _last_written(apps.get_model("crm", "HistoricalSponsorshipAmendment"), "sponsorship_id")
    signed = sponsorships.objects.filter(stage__in=SIGNED).select_related("company").prefetch_related("amendments")
    made = []
    for each in signed.order_by("pk").iterator(chunk_size=500):
        rates = sorted(each.amendments.all(), key=lambda amendment: amendment.starts)
        moments = [found[each.pk] for found in (written, amended) if each.pk in found]
        made.append(
            events(
                sponsorship_id=each.pk,
                number=1,
                agreement_no=each.agreement_no,
                act="opening",
                applies_on=each.starts,
                recorded_at=max(moments, default=each.created_at),
                is_signed=True,
                company_key=each.company_id,
                company_name=each.company.name,
                orgnr="" if each.company.is_sole_trader else each.company.orgnr or "",
                goal_id=each.goal_id,
                tier_id=each.tier_id,
                tier_name=each.tier_name,
                signed_on=each.signed_on,
                starts=each.starts,
                ends=each.ends,
                ended_on=each.ended_on,
                amount=each.amount,
                rates=[[rate.starts.isoformat(), str(rate.amount)] for rate in rates],
                years_from=each.years_from,
                carried=each.carried,
            )
        )
    events.objects.bulk_create(made, batch_size=500)


def _last_written(history, key: str) -> dict:
    return dict(history.objects.order_by().values_list(key).annotate(last=Max("history_date")))


def install(apps, schema_editor):
    events = apps.get_model("crm", "SponsorshipEvent")
    append_only.install(schema_editor.connection, events, may_change=("reason", "company_name"))


def remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, apps.get_model("crm", "SponsorshipEvent"))


ON = migrations.RunPython(install, remove)


class Migration(migrations.Migration):
    dependencies = [("crm", "0005_sponsorship_events")]

    operations = [migrations.RunPython(open_list, migrations.RunPython.noop), ON]
