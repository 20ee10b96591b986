"""Entries, jurors and marks with plain defaults, through the services."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaigns.models import Competition, Entry, EntryPicture, Idea, Juror, Team
from campaigns.services.activities import add_entry, add_picture, approve_entry
from campaigns.services.ideas import save_idea
from campaigns.services.jury import add_juror, give_link, hand_in, save_marks
from core.models import User
from tests.campaigns.factories import A_DAY, make_activity
from tests.factories import UserFactory


def make_entry(team: Team, *, activity: str = "Kakförsäljning", approved: bool = False, **fields) -> Entry:
    defaults = {"title": "Kakor i receptionen", "took_part": 3, "happened_on": A_DAY}
    entry = add_entry(team=team, activity=make_activity(activity), **defaults | fields)
    return approve_entry(entry, by=UserFactory()) if approved else entry


def make_picture(entry: Entry, alt: str = "Tre kakor på ett fat") -> EntryPicture:
    return add_picture(entry=entry, image=upload(), alt=alt)


def upload(
    name: str = "IMG_2041.jpg", *, size: tuple[int, int] = (8, 4), kind: str = "JPEG", exif: Image.Exif | None = None
) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


def from_a_camera() -> Image.Exif:
    """EXIF with rotation, position, time and camera."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = 6, "Kamera", "2026:11:10 09:30:00"
    exif.get_ifd(0x8825)[2] = (59.0, 36.0, 40.0)
    return exif


def make_juror(competition: Competition, *, user: User | None = None, name: str = "Kim Utifrån") -> Juror:
    """One from outside has a link, whose secret is `token`."""
    juror = add_juror(competition=competition, user=user, name="" if user else name)
    juror.token = None if user else give_link(juror, by=None)[1]
    return juror


def mark_all(juror: Juror, value: int | dict[Team, int], *, recused: dict[Team, str] | None = None) -> Juror:
    """Give the same mark on every criterion, to all teams or by team."""
    teams, criteria = list(juror.competition.teams.all()), list(juror.competition.criteria.all())
    marks = {
        (team.pk, criterion.pk): value if isinstance(value, int) else value.get(team)
        for team in teams
        for criterion in criteria
    }
    recusals = {team.pk: reason for team, reason in (recused or {}).items()}
    return save_marks(juror, marks=marks, recusals=recusals, seen=juror.version)


def judged(competition: Competition, *values: int | dict[Team, int]) -> list[Juror]:
    """A juror per value, who has given it to everything and handed in."""
    return [
        hand_in(mark_all(make_juror(competition, name=f"Jurymedlem {number}"), value))
        for number, value in enumerate(values, start=1)
    ]


def make_idea(name: str = "Vaffeldag", **fields) -> Idea:
    """An idea that anybody may read."""
    usual = {"summary": "Grädda våfflor.", "how_to": "Låna ett *järn*.", "is_public": True}
    return save_idea(Idea(), name=name, **usual | fields)


def an_idea(entry: Entry) -> dict[str, dict]:
    """The keys in addresses of an idea with a picture, of the entry's activity."""
    Idea.objects.filter(activity=entry.activity).update(activity=None)
    idea = make_idea(picture=upload(), picture_alt="Våfflor", activity=entry.activity)
    return {"api:idea-": {"pk": idea.pk}, "campaigns:idea_": {"pk": idea.pk}, "website:idea": {"pk": idea.pk}}
