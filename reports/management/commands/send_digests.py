import datetime as dt
from collections import Counter
from smtplib import SMTPException

from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.models import Digest, DigestPace, User
from core.services import note_digest_sent, take_digest
from reports.digests import digest_for, period_of


class Command(BaseCommand):
    help = (
        "Send each person who asked for it a digest of their Idag: once a day, or once an ISO week on the first run in "
        "it. Run it every morning; running it again, or two at once, sends nothing twice. A run that is killed while "
        "a mail leaves may lose that one mail."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day, as 2026-12-31; today if left out")

    def handle(self, *, on, **options):
        day = on or timezone.localdate()
        mails = get_connection()
        asked = User.objects.filter(is_active=True).exclude(digest=DigestPace.NONE).exclude(email="").order_by("pk")
        try:
            outcomes = Counter(self._send(user, day, mails) for user in asked)
        finally:
            mails.close()
        self.stdout.write(
            f"{outcomes['sent']} sent, {outcomes['nothing']} with nothing to tell, {outcomes['taken']} sent before."
        )
        if outcomes["failed"]:
            raise CommandError(f"{outcomes['failed']} could not be sent.")

    def _send(self, user: User, day: dt.date, mails) -> str:
        period = period_of(user.digest, day)
        if Digest.objects.filter(user=user, period=period).exists():
            return "taken"
        mail = digest_for(user, day)
        if mail is None:
            return "nothing"
        try:
            mails.open()  # connect before claiming the digest: if the server is down, a later run sends it
        except (OSError, SMTPException) as error:
            raise CommandError(f"The mail server does not answer: {error}") from None
        digest = take_digest(user=user, period=period)
        if digest is None:
            return "taken"
        try:
            mails.send_messages([mail])
        except (OSError, SMTPException) as error:
            # Do not retry: the server may have accepted the mail before the error.
            self.stderr.write(f"{user}: {error}")
            mails.close()
            return "failed"
        note_digest_sent(digest)
        return "sent"
