"""What is made in Python, or kept, for speed is what Django and django-tables2 would have made."""

import django_tables2 as tables
import pytest
from django.contrib.auth.models import AnonymousUser
from django.forms import CheckboxInput, DateInput, HiddenInput, NumberInput, Select, TextInput, URLInput
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.template import Context, Template
from django.utils import translation

from config.roles import PARTNER_MANAGER, READER
from core.tables import BadgeColumn, DateColumn, MarkupColumn
from core.templatetags.components import MOST_KEPT, KeptNode
from crm.models import Company, CompanyStatus
from tests.factories import CompanyFactory, UserFactory


class Rows(tables.Table):
    name = tables.Column(linkify=True, verbose_name="A & B")
    status = BadgeColumn(attrs={"td": {"class": "wide", "title": "<"}})
    owner = tables.Column()
    mail = tables.EmailColumn(accessor="owner__email")
    number = tables.Column(accessor="pk")
    label = tables.Column(accessor="get_status_display")
    code = MarkupColumn("<i>{{ record.city }}</i>")
    created_at = DateColumn()

    def render_number(self, value, record, bound_row):
        return 1000 * bound_row.row_counter if record.pk == value else None


@pytest.mark.django_db
def test_rows_are_those_of_the_library():
    CompanyFactory(name="<Smedjan> & Co", status=CompanyStatus.ACTIVE, owner=UserFactory(email="a@b.example"))
    CompanyFactory(city="")
    by_python = Template("{% load rows %}{% table_cells table as cells %}{% table_rows table cells %}")
    by_library = Template(
        "{% for row in table.paginated_rows %}<tr {{ row.attrs.as_html }}>{% for column, cell in row.items %}"
        '<td {{ column.attrs.td.as_html }} data-label="{{ column.header|striptags }}">{{ cell }}</td>'
        "{% endfor %}</tr>\n{% endfor %}"
    )
    shown = []
    for template in (by_python, by_library):
        table = Rows(Company.objects.order_by("pk"))
        table.context = Context({"table": table})
        shown.append(template.render(table.context))
    assert shown[0] == shown[1]
    assert shown[0].count("<td") == 16
    assert '<td class="wide" title="&lt;" data-label="Status"><span class="badge status-active">' in shown[0]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (TextInput, "a & <b>"),
        (DateInput, None),
        (NumberInput, 0),
        (CheckboxInput, True),
        (HiddenInput, "x"),
        (URLInput, ""),
    ],
)
def test_inputs_are_those_of_django(widget, value):
    widget = widget(attrs={"class": "a & b", "required": True, "disabled": False, "data-most": 3})
    ours, theirs = (
        widget.render("kind", value, attrs={"id": "id_kind"}, renderer=renderer)
        for renderer in (get_default_renderer(), DjangoTemplates())
    )
    assert ours == theirs


@pytest.mark.parametrize("groups", [False, True])
def test_choices_of_a_select_are_those_of_django(groups):
    choices = [("", "Alla"), (1, "A & B"), ("<", "<i>")]
    widget = Select(
        attrs={"class": "a & b", "required": True, "disabled": False, "data-most": 3},
        choices=[("Första", choices), ("Andra", [(2, "C")])] if groups else choices,
    )
    ours, theirs = (
        "".join(widget.render("kind", 1, attrs={"id": "id_kind"}, renderer=renderer).split())
        for renderer in (None, DjangoTemplates())
    )
    assert ours == theirs


@pytest.mark.django_db
def test_what_is_kept_follows_language_permissions_and_arguments(make_user):
    template = Template("{% kept at %}{{ at }} {{ perms.crm.add_company }} {{ language }}{% endkept %}")

    def shown(role: str | None, at: str, language: str = "sv", made: str = "") -> str:
        user = make_user(role) if role else AnonymousUser()
        with translation.override(language):
            context = {"user": user, "at": at, "perms": {"crm": {"add_company": user.has_perm("crm.add_company")}}}
            return template.render(Context({**context, "language": made or language}))

    assert shown(READER, "a") == "a False sv"
    assert shown(PARTNER_MANAGER, "a") == "a True sv"
    assert shown(PARTNER_MANAGER, "b") == "b True sv"
    assert shown(PARTNER_MANAGER, "b", "en") == "b True en"
    assert shown(None, "b") == "b False sv"
    assert shown(PARTNER_MANAGER, "b", "en", made="again") == "b True en"


def test_what_is_kept_is_bounded():
    template = Template("{% kept number %}{{ number }}{% endkept %}")
    for number in range(MOST_KEPT + 10):
        assert template.render(Context({"number": number})) == str(number)
    (node,) = template.nodelist.get_nodes_by_type(KeptNode)
    assert len(node.kept) == 10
