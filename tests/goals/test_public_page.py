"""What staff write for a goal's public page, and who may."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.errors import StaleVersion
from core.markdown import to_html, to_text
from goals.models import GoalPage, GoalSection, ShareText, WayToHelp
from goals.services import page_of, remove_section, save_page, save_section
from tests.factories import get_goal
from tests.website.factories import make_section, make_share_text, make_way, write_page

pytestmark = pytest.mark.django_db
PAGE, EDIT = reverse("goals:page_detail", args=[1]), reverse("goals:page_edit", args=[1])
NEW_SECTION = reverse("goals:section_create", args=[1])


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return SimpleUploadedFile("Evas bild.png", file.getvalue())


def test_administrator_writes_and_everybody_who_works_here_reads(client_for):
    client = client_for("Administratör")
    assert client.post(EDIT, {"version": 0, "is_public": "on", "vision": "Alla har ett hem."}).status_code == 302
    page = client_for("Läsare").get(PAGE).content.decode()
    assert ("Alla har ett hem." in page, EDIT in page) == (True, False)
    assert client_for("Partneransvarig").post(EDIT, {"version": 1, "vision": "Nej"}).status_code == 403


def test_preview_shows_what_is_typed_and_saves_nothing(client_for):
    sent = {"version": 0, "background": "**Starkt** <script>", "preview": "1"}
    page = client_for("Administratör").post(EDIT, sent).content.decode()
    assert "<strong>Starkt</strong> &lt;script&gt;" in page
    assert not GoalPage.objects.exists()
    section = {"kind": "does", "heading": "Mat", "text": "- soppa", "position": 1, "preview": "1"}
    assert "<li>soppa</li>" in client_for("Administratör").post(NEW_SECTION, section).content.decode()
    assert not GoalSection.objects.exists()


def test_second_form_does_not_overwrite_the_first(client_for):
    first, second = client_for("Administratör"), client_for("Administratör")
    first.post(EDIT, {"version": 0, "vision": "Ett"})
    answers = [second.post(EDIT, {"version": 0, "vision": "Två"}).status_code for _again in range(2)]
    assert (302 in answers, page_of(get_goal()).vision) == (False, "Ett")
    stale = page_of(get_goal())
    write_page(vision="Tre")
    with pytest.raises(StaleVersion):
        save_page(stale)


def test_part_is_made_changed_and_removed_with_its_history(client_for):
    client = client_for("Administratör")
    sent = {"kind": "does", "heading": "Mat", "text": "Soppa", "position": 1}
    assert client.post(NEW_SECTION, sent).status_code == 302
    section = GoalSection.objects.get()
    url = reverse("goals:section_edit", args=[section.pk])
    assert client.post(url, sent | {"heading": "Värme", "version": 1}).status_code == 302
    assert "Värme" in client.get(PAGE).content.decode()
    assert client.post(reverse("goals:section_delete", args=[section.pk])).status_code == 302
    assert [row.heading for row in GoalSection.history.all()] == ["Värme", "Värme", "Mat"]


def test_new_part_comes_last(client_for):
    make_section(position=1)
    page = client_for("Administratör").get(NEW_SECTION)
    assert page.context["form"].initial["position"] == 2


def test_picture_is_kept_without_its_name_and_goes_with_the_section(django_capture_on_commit_callbacks):
    section = GoalSection(goal=get_goal(), heading="Mat", text="Soppa", picture=picture(), picture_alt="Soppa")
    stored = save_section(section).picture
    assert ("Evas" in stored.name, stored.name.endswith(".jpg")) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        remove_section(section)
    assert not stored.storage.exists(stored.name)


def test_picture_needs_words_and_a_button_a_link():
    with pytest.raises(ValidationError, match="Beskriv vad bilden visar"):
        save_section(GoalSection(goal=get_goal(), heading="Mat", text="Soppa", picture=picture()))
    for link, button in (("/x", ""), ("", "Hit"), ("javascript:alert(1)", "Hit"), ("//ond.example", "Hit")):
        with pytest.raises(ValidationError):
            WayToHelp(goal=get_goal(), heading="Dela", text="x", link=link, button=button).full_clean()


def test_channel_has_one_text(client_for):
    make_share_text()
    url = reverse("goals:share_create", args=[1])
    form = client_for("Administratör").post(url, {"channel": "linkedin", "text": "En till"}).context["form"]
    assert (list(form.errors), ShareText.objects.count()) == (["channel"], 1)


def test_overview_costs_the_same_queries_however_much_there_is(client_for, django_assert_max_num_queries):
    client = client_for("Läsare")
    for number in range(8):
        make_section(heading=f"Avsnitt {number}")
        make_way()
    with django_assert_max_num_queries(18):
        client.get(PAGE)


# --- Texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Ett\n\n###### Sex", "<h3>Ett</h3>\n<h6>Sex</h6>"),
        ("[ja](https://a.example)", '<p><a href="https://a.example" rel="noopener noreferrer">ja</a></p>'),
        ("[nej](javascript:alert(1))", "<p>[nej](javascript:alert(1))</p>"),
        ("<img src=x onerror=y>", "<p>&lt;img src=x onerror=y&gt;</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ],
)
def test_text_becomes_headings_lists_and_links_and_nothing_else(text, html):
    assert to_html(text) == html


def test_picture_of_another_site_is_not_fetched():
    assert "<img" not in to_html("![bild](https://annan.example/x.png)")


def test_text_as_words():
    assert to_text("# A & b\n\n- **c**\n- d") == "A & b c d"
