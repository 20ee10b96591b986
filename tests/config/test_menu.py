"""The menu in both languages."""

import pytest
from django.urls import reverse
from lxml import html

from config.roles import ADMINISTRATOR

pytestmark = pytest.mark.django_db


def test_english_menu_names_lists_in_the_plural(make_user, client_for):
    page = client_for(make_user(ADMINISTRATOR, language="en")).get(reverse("crm:document_list"))
    tree = html.fromstring(page.content)
    assert tree.xpath("//nav[contains(@class, 'mainnav')]/ul/li/a[@aria-current]/span/text()") == ["Documents"]
    assert tree.xpath("//h1/text()") == ["Documents"]
