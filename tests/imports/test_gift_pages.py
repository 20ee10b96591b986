"""A list of gifts goes from file or paste to preview and batch."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from openpyxl import Workbook

from campaigns.models import Batch, Contribution, Tally
from campaigns.services.lifecycle import open_competition
from core.form_tokens import ONCE_FIELD
from tests.campaigns.factories import A_DAY, give, make_competition, make_team, running_duel
from tests.campaigns.pages import text_of, told, url
from tests.imports.gift_lists import SENDER, SWISH_HEAD, swish_row

pytestmark = pytest.mark.django_db
LEADER = "Tävlingsledare"


def list_url(step: str, competition) -> str:
    return reverse(f"imports:gift_list_{step}", args=[competition.pk])


def filled(form) -> dict:
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def carried(response, **changes) -> dict:
    """What the preview's form would send."""
    return filled(response.context["form"]) | {"digest": response.context["preview"].digest} | changes


def paste(client, competition, text: str):
    return client.post(list_url("create", competition), {"text": text})


def test_a_preview_shows_every_row_it_would_enter(client_for):
    competition, first, _second = running_duel()
    text = "\n".join(["Belopp\tMeddelande", *(f"{number}\tGåva {first.code}" for number in range(1, 61))])
    page = text_of(paste(client_for(LEADER), competition, text))
    assert page.count('data-label="Belopp"') == 60


@pytest.mark.parametrize("source", ["file", "text"])
def test_a_quotation_mark_without_end_takes_no_gifts_with_it(client_for, source):
    competition, first, _second = running_duel()
    rows = swish_row(1, "100.00", first.code).replace(first.code, f'"{first.code} heja'), swish_row(2, "50.00", "a")
    report = SWISH_HEAD + "".join(rows)
    sent = {source: SimpleUploadedFile("swish.csv", report.encode("cp1252")) if source == "file" else report}
    page = client_for(LEADER).post(list_url("create", competition), sent)
    why = "ett citattecken är inte avslutat, så att flera rader blir en. Inget är inläst."
    assert [error.partition(": ")[2] for error in page.context["form"].errors[source]] == [why]


def test_a_swish_report_goes_from_file_to_batch_and_back_without_the_senders_number(client_for):
    competition, first, _second = running_duel()
    report = SWISH_HEAD + "".join(swish_row(n, "100.00", f"Hej {first.code}", reference=f"O{n}") for n in range(1, 31))
    client = client_for("Ekonomi")
    file = SimpleUploadedFile("swish.csv", (report + swish_row(31, "9.50", "utan kod")).encode("cp1252"))
    preview = client.post(list_url("create", competition), {"file": file})
    assert (len(preview.context["entering"]), preview.context["preview"].amount_to_enter) == (31, Decimal("3009.50"))
    assert SENDER not in text_of(preview)
    assert Contribution.objects.count() == 0
    response = client.post(list_url("commit", competition), carried(preview), follow=True)
    batch = Batch.objects.get()
    assert told(response) == ["31 bidrag är inlagda."]
    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert (batch.source, response.context["left_over"]) == ("swish.csv", 1)
    assert Contribution.objects.filter(giver="Kim Kollega").count() == 31
    response = client.post(url("batch_undo", batch), {"version": batch.version, "reason": "Fel rapport"}, follow=True)
    assert told(response) == ["31 bidrag är tagna tillbaka."]
    assert Tally.objects.get(team=first).employees == 0
    again = client.post(url("batch_undo", batch), {"version": batch.version + 1, "reason": "Fel rapport"})
    assert again.context["form"].non_field_errors() == ["Inläsningen är redan ångrad."]


def test_cells_pasted_from_excel_are_shown_in_groups(client_for):
    competition, first, _second = running_duel()
    give(first, 50)
    response = paste(
        client_for(LEADER),
        competition,
        f"Lag\tBelopp\n{first.code}\t20\nBanken\t30\n{first.code}\tfel\n{first.code}\t50\n",
    )
    data = carried(response, received_on=A_DAY.isoformat())
    response = client_for(LEADER).post(list_url("preview", competition), data)
    groups = {name: len(response.context[name].rows) for name in ("new", "left_over", "maybe", "same", "wrong")}
    assert groups == {"new": 1, "left_over": 1, "maybe": 1, "same": 0, "wrong": 1}
    assert "Inget lag heter Banken." in text_of(response)


def test_an_uploaded_workbook_is_read(client_for):
    competition, first, _second = running_duel()
    book, file = Workbook(), BytesIO()
    for row in (["Datum", "Lag", "Belopp"], [A_DAY, first.code, 1234.5]):
        book.active.append(row)
    book.save(file)
    upload = SimpleUploadedFile("gåvor.xlsx", file.getvalue())
    response = client_for(LEADER).post(list_url("create", competition), {"file": upload})
    [row] = response.context["preview"].rows
    assert (row.team, row.amount, row.received_on) == (first, Decimal("1234.50"), A_DAY)


@pytest.mark.parametrize(
    ("data", "field", "error"),
    [
        ({"text": ""}, "__all__", "Klistra in en lista eller välj en fil."),
        ({"text": "a\tb", "file": "x"}, "__all__", "Välj antingen en fil eller klistra in, inte båda."),
        ({"file": b"PK\x03\x04"}, "file", "Filen går inte att läsa. Spara den som xlsx eller csv och försök igen."),
        ({"text": "100\n200"}, "text", "Listan behöver minst två kolumner, varav en med belopp."),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_words(client_for, data, field, error):
    competition, _first, _second = running_duel()
    if "file" in data:
        content = data["file"] if isinstance(data["file"], bytes) else b"a;b"
        data = data | {"file": SimpleUploadedFile("fil.xlsx", content)}
    response = client_for(LEADER).post(list_url("create", competition), data)
    [told_error] = response.context["form"].errors[field]
    assert told_error.startswith(error)


def test_what_the_browser_says_about_rows_is_not_trusted(client_for):
    """Only the list and the columns come back; a forged digest shows the preview again."""
    competition, first, _second = running_duel()
    client = client_for(LEADER)
    preview = paste(client, competition, f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t20\n")
    forged = carried(preview, text=f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t2000\n")
    response = client.post(list_url("commit", competition), forged)
    assert told(response) == ["Något har ändrats sedan du förhandsgranskade listan. Titta igenom den en gång till."]
    assert response.context["preview"].amount_to_enter == Decimal(2000)
    assert Contribution.objects.count() == 0


def test_chosen_columns_are_remembered_for_the_next_list_with_the_same_headings(client_for):
    competition, first, _second = running_duel()
    client, text = client_for(LEADER), f"Vem\tPengar in\tNär\n{first.code}\t20\t2026-11-10\n"
    guess = paste(client, competition, text)
    assert [row.team for row in guess.context["preview"].rows] == [None]
    chosen = client.post(list_url("preview", competition), carried(guess, column_team="0"))
    assert [row.team for row in chosen.context["preview"].rows] == [first]
    again = paste(client, competition, text)
    assert [row.team for row in again.context["preview"].rows] == [first]


def test_one_column_cannot_be_two_things(client_for):
    competition, _first, _second = running_duel()
    client = client_for(LEADER)
    preview = paste(client, competition, "Lag\tBelopp\nx\t20\n")
    response = client.post(list_url("preview", competition), carried(preview, column_message="1"))
    assert response.context["form"].errors["column_message"] == ["Kolumnen är redan vald som Belopp."]


def test_gifts_whose_message_may_mean_two_teams_or_none_wait_with_the_reason(client_for):
    competition, _first, second = running_duel()
    client, code = client_for(LEADER), competition.code
    messages = [f"{code} 1 och 2", f"{code}1 2", f"{code} 2 kr till fikat", f"{code} 2 heja"]
    preview = paste(client, competition, "Belopp\tMeddelande\n" + "".join(f"50\t{each}\n" for each in messages))
    reasons = (
        "Flera lags koder står i meddelandet.",
        "Siffran efter tävlingens kod kan vara ett belopp eller ett antal.",
    )
    assert [text_of(preview).count(reason) for reason in reasons] == [2, 1]
    client.post(list_url("commit", competition), carried(preview))
    assert [gift.team for gift in Contribution.objects.order_by("pk")] == [None, None, None, second]


def test_doubtful_rows_are_entered_only_when_ticked(client_for):
    competition, first, _second = running_duel()
    give(first, 50)
    client = client_for(LEADER)
    preview = paste(client, competition, f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t50\n")
    response = client.post(list_url("commit", competition), carried(preview))
    assert told(response) == ["Det finns inget nytt att lägga in i listan."]
    client.post(list_url("commit", competition), carried(preview, tick="2"))
    assert Tally.objects.get(team=first).employees == Decimal(100)


def test_a_list_sent_twice_enters_once_and_leads_to_what_it_became(client_for):
    competition, first, _second = running_duel()
    give(first, 50)
    client = client_for(LEADER)
    preview = paste(client, competition, f"Datum\tLag\tBelopp\n2026-11-10\t{first.code}\t50\n")
    token = html.fromstring(preview.content).xpath(f"string(//form//input[@name='{ONCE_FIELD}']/@value)")
    data = carried(preview, tick="2", **{ONCE_FIELD: token})
    sent = [client.post(list_url("commit", competition), data) for _time in range(2)]
    batch = Batch.objects.get()
    assert [answer.url for answer in sent] == [batch.get_absolute_url()] * 2
    assert told(client.get(batch.get_absolute_url()))[-1] == ("Redan sparat: Inklistrat. Inget sparades en gång till.")


def test_words_of_a_list_get_a_meaning_that_is_remembered(client_for):
    competition, first, second = running_duel()
    client = client_for(LEADER)
    text = f"Datum\tLag\tBelopp\tKanal\n2026-11-10\tNorr\t20\tKlarna\n2026-11-10\t{second.code}\t5\tKLARNA\n"
    page = paste(client, competition, text)
    words = {word.text: word for word in page.context["words"].words}
    assert [(word.heading, word.rows) for word in words.values()] == [("Kanal", 2), ("Lag", 1)]
    data = carried(page) | {words["Klarna"].field: "=other", words["Norr"].field: f"={first.code}"}
    page = client.post(list_url("preview", competition), data)
    rows = page.context["preview"].rows
    assert [(row.team, row.channel, row.status) for row in rows] == [
        (first, "other", "new"),
        (second, "other", "new"),
    ]
    client.post(list_url("commit", competition), data | {"digest": page.context["preview"].digest})
    assert list(Contribution.objects.order_by("pk").values_list("team", "channel")) == [
        (first.pk, "other"),
        (second.pk, "other"),
    ]
    again = paste(client, competition, text.replace("\t20\t", "\t30\t"))
    assert [row.team for row in again.context["preview"].of("new")] == [first]


def test_rows_are_entered_without_a_value_that_they_may_lack_unless_somebody_says_no(client_for):
    competition, first, _second = running_duel()
    client = client_for(LEADER)
    page = paste(client, competition, f"Datum\tLag\tBelopp\tVill synas\n2026-11-10\t{first.code}\t20\tkanske\n")
    assert (page.context["lacking"], len(page.context["entering"])) == (1, 1)
    assert "Utan ett värde" in text_of(page)
    data = carried(page)
    del data["leaves_out"]
    page = client.post(list_url("commit", competition), data)
    assert (page.context["lacking"], page.context["wrong_rows"], Contribution.objects.count()) == (0, 1, 0)


def test_a_file_in_the_wrong_encoding_is_mended_as_in_every_list(client_for):
    competition, first, _second = running_duel()
    text = f"Datum;Lag;Belopp;Givare\n2026-11-10;{first.code};20;\u00c3\u2026sa\n"
    file = SimpleUploadedFile("lista.csv", text.encode())
    page = client_for(LEADER).post(list_url("create", competition), {"file": file})
    assert [row.giver for row in page.context["preview"].rows] == ["Åsa"]
    assert told(page) == ["Å, ä och ö var felkodade i 1 cell. Den är rättad här; se efter att det blev rätt."]


def test_a_list_in_a_collection_belongs_to_its_only_team(client_for):
    competition, (team,) = collection()
    preview = paste(client_for(LEADER), competition, "Datum\tBelopp\n2026-11-10\t20\n")
    assert [row.team for row in preview.context["preview"].rows] == [team]


def collection():
    competition = make_competition(kind="collection")
    team = make_team(competition)
    return open_competition(competition), [team]


def test_a_step_without_a_list_begins_anew(client_for):
    competition, _first, _second = running_duel()
    client = client_for(LEADER)
    for name in ("preview", "commit"):
        assert client.get(list_url(name, competition)).url == list_url("create", competition)
        assert client.post(list_url(name, competition), {}).url == list_url("create", competition)
