"""Runs inside the database of a service under test, as a process of its own: one of its functions, by name.

Prints JSON. Its settings are those of production, with the environment that the service has.
"""

import io
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.base import CommandError  # noqa: E402
from django.db import connection  # noqa: E402

from campaigns.models import Contribution  # noqa: E402
from config.roles import ADMINISTRATOR  # noqa: E402
from core.documents import sha256_of  # noqa: E402
from core.job_queue import start_job  # noqa: E402
from core.models import ApiToken, Job, User  # noqa: E402
from crm.models import Document, Interaction  # noqa: E402
from operations.models import Backup  # noqa: E402
from operations.services.backup_storage import Place  # noqa: E402
from operations.services.backups import make_backup  # noqa: E402
from operations.services.verifying import verify_backup  # noqa: E402
from tests.campaigns.factories import running_duel  # noqa: E402
from tests.factories import CompanyFactory, UserFactory, contact_at  # noqa: E402


def prepare() -> dict:
    user = UserFactory(username="robot")
    user.groups.add(Group.objects.get(name=ADMINISTRATOR))
    company = CompanyFactory(name="Åkeri Ärlig AB")
    competition, team, _rival = running_duel()
    return {
        "token": ApiToken.objects.create(user=user, name="Robot", may_write=True)[1],
        "company": company.pk,
        "contact": contact_at(company).pk,
        "competition": competition.pk,
        "team": team.pk,
    }


def check() -> dict:
    """What there is, and all that would be the half of a write."""
    interactions = Interaction.objects.all()
    half = {
        "contacts without company": interactions.filter(companies=None).count(),
        "contacts without person": interactions.filter(contacts=None).count(),
        "contacts without history": interactions.exclude(pk__in=Interaction.history.values("id")).count(),
        "gifts without history": Contribution.objects.exclude(pk__in=Contribution.history.values("id")).count(),
        "tallies": differs("recount_tallies"),
        "last contact": differs("recount_last_contact"),
        "documents without their file": [row.pk for row in Document.objects.all() if not is_whole(row)],
    }
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            half["damages"] = [row[0] for row in cursor.execute("PRAGMA integrity_check") if row[0] != "ok"]
            half["loose keys"] = len(cursor.execute("PRAGMA foreign_key_check").fetchall())
    return {
        "interactions": sorted(interactions.values_list("text", flat=True)),
        "contributions": sorted(Contribution.objects.values_list("external_id", flat=True)),
        "documents": sorted(Document.objects.values_list("file_name", flat=True)),
        "half": {what: found for what, found in half.items() if found},
        "jobs": sorted(Job.objects.values_list("state", flat=True)),
        "backups": [name for name in Place().names() if verify_backup(name)],
        "backup rows": sorted(Backup.objects.good().values_list("name", flat=True)),
    }


def differs(command: str) -> bool:
    try:
        call_command(command, stdout=io.StringIO())
    except CommandError:
        return True
    return False


def is_whole(document: Document) -> bool:
    try:
        with document.file.open() as file:
            return sha256_of(file) == document.sha256
    except OSError:
        return False


def queue() -> dict:
    job = start_job("backup", owner=User.objects.get(username="robot"), title="Prov")
    return {"job": job.pk}


def back_up_many() -> dict:
    """Backups while others write: of each, how many contacts it holds, and what it lacks."""
    verified = []
    for _turn in range(int(os.environ["MEDSPEL_BACKUPS"])):
        manifest = verify_backup(make_backup().name)
        verified.append([manifest.counts["crm_interaction"], len(manifest.media), len(manifest.missing)])
    return {"verified": verified}


def open_jobs() -> dict:
    return {"open": Job.objects.open().count()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))
