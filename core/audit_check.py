"""Prove that the audit log is whole: no entry changed, put in or left out, and nothing erased that it does not tell of.

Somebody who can write in the database but does not know AUDIT_KEYS cannot forge it. Taking the whole database back to
an earlier moment is not seen from within: compare the digest of the newest entry with one that was noted elsewhere.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from core.audit import CHUNK, HEAD, entry_digest, head_digest, words_digest
from core.models import AuditEntry, AuditHead, AuditKind, AuditWords, User

MOST_PROBLEMS = 20
TABLES = (AuditEntry._meta.db_table, AuditWords._meta.db_table)
TRIGGERS_WANTED = 6  # core/migrations/0002_audit_is_final.py
TRIGGERS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)",
    "postgresql": """
        SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relname IN (%s, %s)
    """,
}


@dataclass
class AuditReport:
    entries: int = 0
    last: int = 0
    erased: int = 0  # entries whose words are erased
    newest: str = ""  # the newest entry's digest
    problems: list[str] = field(default_factory=list)

    def wrong(self, words: str):
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(words)


def check_log() -> AuditReport:
    """Read the whole log; others may write meanwhile. At most eight queries."""
    report = AuditReport()
    _check_triggers(report)
    head = AuditHead.objects.filter(pk=HEAD).first()
    entries = AuditEntry.objects.select_related("said").order_by("number")
    if head is not None:
        entries = entries.filter(number__lte=head.last)  # others are written since, or beyond the end
    previous, key, without_words = "", settings.AUDIT_KEYS[0], []
    for entry in entries.iterator(chunk_size=CHUNK):
        if not report.entries:
            previous = _before(entry, report)
        elif entry.number != report.last + 1:
            report.wrong(_("Poster saknas före %(number)s.") % {"number": entry.number})
        key = _key_of(entry, previous, first_tried=key) or key
        if entry.digest != entry_digest(entry, previous, key):
            report.wrong(_("Post %(number)s stämmer inte med kedjan.") % {"number": entry.number})
        said = getattr(entry, "said", None)
        if said is None and entry.words_digest:
            without_words.append(entry.number)
        elif said is not None and entry.words_digest != words_digest(said):
            report.wrong(_("Orden i post %(number)s är ändrade.") % {"number": entry.number})
        report.entries, report.last, previous = report.entries + 1, entry.number, entry.digest
    report.newest = previous
    _check_erased(without_words, report)
    _check_head(head, report)
    return report


def _key_of(entry: AuditEntry, previous: str, *, first_tried: str) -> str | None:
    keys = [first_tried, *settings.AUDIT_KEYS]
    return next((key for key in keys if entry.digest == entry_digest(entry, previous, key)), None)


def _before(first: AuditEntry, report: AuditReport) -> str:
    """The digest of the entry that came before the first one that is kept, as the entry says that removed it."""
    if first.number == 1:
        return ""
    cuts = AuditEntry.objects.filter(kind=AuditKind.CUT, subject_id=first.number - 1)
    cut = cuts.order_by("-number").first()
    if cut is None:
        report.wrong(_("Poster före %(number)s saknas, och ingen gallring säger det.") % {"number": first.number})
        return ""
    return str(cut.facts.get("digest", ""))


def _check_erased(without_words: list[int], report: AuditReport):
    """Every entry that lost its words is named by a later one."""
    erased = AuditEntry.objects.filter(kind=AuditKind.WORDS_ERASED, subject=AuditEntry._meta.label)
    told = dict(erased.order_by("-number").values_list("subject_id", "number")) if without_words else {}
    report.erased = len(without_words)
    for number in without_words:
        if told.get(number, 0) <= number:
            report.wrong(_("Orden i post %(number)s är borta, och ingen post säger det.") % {"number": number})


def _check_head(head: AuditHead | None, report: AuditReport):
    if head is None or not head.last:
        if report.entries or User.objects.filter(last_login__isnull=False).exists():
            report.wrong(_("Loggens slut saknas, så nya poster kan ha tagits bort."))
        return
    signed = any(head.digest == head_digest(head.last, head.newest, key) for key in settings.AUDIT_KEYS)
    beyond = AuditEntry.objects.filter(number__gt=head.last).exists()
    moved_on = beyond and AuditHead.objects.filter(pk=HEAD, last__gt=head.last).exists()
    if (head.last, head.newest) != (report.last, report.newest) or not signed or (beyond and not moved_on):
        report.wrong(_("Loggens slut stämmer inte: nya poster kan ha tagits bort."))


def _check_triggers(report: AuditReport):
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor], TABLES)
        (there,) = cursor.fetchone()
    if there != TRIGGERS_WANTED:
        report.wrong(_("Databasens spärrar mot ändringar i loggen saknas. Kör migrate, eller lägg tillbaka dem."))
