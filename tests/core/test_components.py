import pytest
from django.template import Context, Template, TemplateSyntaxError


def render(text: str, **context) -> str:
    return Template(text).render(Context(context))


def test_a_card_has_a_heading_and_a_body():
    assert render('{% card "terms" heading %}<p>1</p>{% endcard %}', heading="A & B") == (
        '<section class="card mb-4" aria-labelledby="terms-heading">'
        '<div class="card-head"><h2 id="terms-heading">A &amp; B</h2></div>'
        '<div class="card-body"><p>1</p></div></section>'
    )


def test_a_card_takes_what_stands_beside_its_heading_and_all_its_parameters():
    text = (
        '{% card "next" "Sedan" anchor="next" css="" level=3 body_css="prose" loads=url %}'
        "<a>1</a>{% cardbody %}2{% endcard %}"
    )
    assert render(text, url="/x?a&b") == (
        '<section class="card" id="next" aria-labelledby="next-heading">'
        '<div class="card-head"><h3 id="next-heading">Sedan</h3><a>1</a></div>'
        '<div class="card-body prose" hx-get="/x?a&amp;b" hx-trigger="load">2</div></section>'
    )


@pytest.mark.parametrize("arguments", ['"terms"', '"terms" "Avtalet" "mer"', '"terms" "Avtalet" colour="red"'])
def test_a_card_refuses_other_arguments(arguments):
    with pytest.raises(TemplateSyntaxError):
        Template("{% card " + arguments + " %}{% endcard %}")


@pytest.mark.parametrize(
    ("actions", "shown"),
    [("<a>1</a>", '<div class="page-actions"><a>1</a></div>'), (" {% if None %}<a>1</a>{% endif %} ", "")],
)
def test_a_page_head_keeps_a_place_for_buttons_only_where_there_are_any(actions, shown):
    text = '{% pagehead css="goal" %}<h1>A</h1>{% pageactions %}' + actions + "{% endpagehead %}"
    assert render(text) == f'<div class="page-head goal"><div><h1>A</h1></div>{shown}</div>'


@pytest.mark.parametrize(
    ("value", "shown"),
    [("", ""), (None, ""), ("<b>", "<dt>Källa</dt><dd>&lt;b&gt;</dd>"), (1234, "<dt>Källa</dt><dd>1\xa0234</dd>")],
)
def test_a_fact_is_shown_where_there_is_one(value, shown):
    assert render('{% fact "Källa" value %}', value=value) == shown


def test_a_fact_takes_filters_and_classes():
    text = '{% fact "Namn" value|linebreaksbr css="text-break" %}'
    assert render(text, value="a\n<b>") == '<dt>Namn</dt><dd class="text-break">a<br>&lt;b&gt;</dd>'


def test_icon_has_the_class_by_which_it_keeps_its_size():
    assert ' width="20" height="20" class="icon" ' in render('{% load ui %}{% icon "sun" %}')
