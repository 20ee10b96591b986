import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.utils import translation

from core import audit
from core.errors import Refusal
from core.models import AuditKind, User
from crm.models import Company, Contact
from privacy.services.erasing import Removal, documents_about, erase
from privacy.services.extracts import extract, title_of
from privacy.services.people import Subject, removed_parties, removed_party, subject_of
from privacy.services.scanning import find
from privacy.services.scrubbing import scrub

MODELS = {"contact": Contact, "company": Company}


class Command(BaseCommand):
    help = "Find a person, write out all that is known about them, or erase them for good."

    def add_arguments(self, parser):
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--find", metavar="WORDS", help="list the people and sole traders that the words fit")
        act.add_argument("--extract", metavar="WHO", help="all that is known about contact:17 or company:17")
        act.add_argument("--erase", metavar="WHO", help="erase contact:17 or company:17")
        parser.add_argument("--json", action="store_true", help="the extract as JSON, for programs")
        parser.add_argument("--to", type=Path, help="the file that the extract is written to; readable by you only")
        parser.add_argument("--also", action="append", default=[], help="a nickname or old number to strike, too")
        parser.add_argument("--unsure", action="store_true", help="strike first or last names alone, too")
        parser.add_argument("--documents", action="store_true", help="remove the documents about them, too")
        parser.add_argument("--by", help="username of the one who extracts or erases")
        parser.add_argument("--reason", default="", help="why, without the person's name")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, **options):
        with translation.override("sv"):
            if options["find"]:
                self._find(options["find"])
            elif options["extract"]:
                self._extract(_subject(options["extract"], options["also"]), options)
            else:
                self._erase(_subject(options["erase"], options["also"]), options)

    def _find(self, words: str):
        for contact in Contact.objects.mentioning(words)[:50]:
            self.stdout.write(f"contact:{contact.pk}  {contact}")
        for kind, model in MODELS.items():
            for party in removed_parties(model, words)[:50]:
                self.stdout.write(f"{kind}:{party.pk}  {party}  (removed, with its history)")
        for company in Company.objects.matching(words).filter(is_sole_trader=True)[:50]:
            self.stdout.write(f"company:{company.pk}  {company}")

    def _extract(self, subject: Subject, options):
        told = extract(subject)
        by = _user(options["by"])
        facts = {"file": bool(options["to"] or options["json"])}
        audit.record(AuditKind.EXTRACT, by=by, person=subject.party, facts=facts)
        if options["json"]:
            text = json.dumps(told.to_json(), ensure_ascii=False, indent=2)
        else:
            text = render_to_string("privacy/extract_file.html", {"extract": told})
        if options["to"]:
            options["to"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text)

    def _erase(self, subject: Subject, options):
        if not options["reason"]:
            raise CommandError("Say why: --reason")
        by = _user(options["by"])
        found = list(find(subject, unsure=options["unsure"]))
        documents = documents_about(subject, found)
        for each in found:
            self.stdout.write(f"{title_of(each)}: {''.join(piece.text for piece in each.pieces)}")
        for document in documents:
            self.stdout.write(f"{document} ({document.company}): {'removed' if options['documents'] else 'kept'}")
        self.stdout.write(f"{subject.party}: erased, with {len(found)} rows that name them. This cannot be undone.")
        if not options["yes"] and not self._is_sure(subject):
            raise CommandError("Nothing was erased")
        keys = frozenset(document.pk for document in documents) if options["documents"] else frozenset()
        try:
            erase(
                subject,
                by=by,
                reason=options["reason"],
                removal=Removal(documents=keys, unsure=options["unsure"]),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        if not scrub():
            self.stderr.write("The database is in use; apply_retention writes the freed space over tonight.")
        self.stdout.write("Erased.")

    def _is_sure(self, subject: Subject) -> bool:
        self.stdout.write("Write the person's name to go on: ", ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip() == str(subject.party)


def _user(username: str | None) -> User | None:
    user = User.objects.filter(username=username, is_active=True).first() if username else None
    if username and user is None:
        raise CommandError(f"There is no active user {username}")
    return user


def _subject(who: str, also: list[str]) -> Subject:
    kind, _colon, key = who.partition(":")
    model = MODELS.get(kind)
    party = None
    if model and key.isdecimal():
        party = model.objects.filter(pk=int(key)).first() or removed_party(model, int(key))
    if party is None:
        raise CommandError(f"There is no {who}: see --find")
    try:
        return subject_of(party, more=also)
    except Refusal as refusal:
        raise CommandError(str(refusal)) from None
