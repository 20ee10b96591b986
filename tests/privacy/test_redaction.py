import pytest

from privacy.redaction import Terms, excerpt, strike, strike_in

TERMS = Terms(
    names=frozenset({"Åsa Ek", "Ek Åsa", "Ann-Marie"}),
    addresses=frozenset({"asa.ek@akeriet.example"}),
    numbers=frozenset({("46", "701740605")}),
    codes=frozenset({"8112189876"}),
    near=frozenset({"Åsa"}),
)


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Hej åsa  Eks hund och Ek, Åsa.", "Hej [raderat] hund och [raderat]."),
        ("Åsa Ekberg och Kåsa Ek", "Åsa Ekberg och Kåsa Ek"),
        ("Åsa\nEk", "[raderat]"),
        ("q=%C3%85sa+Ek&mejl=asa.ek%40akeriet.example", "q=[raderat]&mejl=[raderat]"),
        ("Asa.Ek@akeriet.example, lasa.ek@akeriet.example", "[raderat], lasa.ek@akeriet.example"),
        ("070-174 06 05 eller +46 (0)70 1740605 eller 0046701740605", "[raderat] eller [raderat] eller [raderat]"),
        ("0701740605 men inte 07017406051", "[raderat] men inte 07017406051"),
        ("811218-9876 och 198112189876", "[raderat] och [raderat]"),
        ("A\u030asa Ek, A\u030aSA EK, q=A%CC%8Asa+Ek", "[raderat], [raderat], q=[raderat]"),
        ("811218\u22129876", "[raderat]"),
        ("Åsas bil", "Åsas bil"),
        ("Asa Ek, CV_Åsa_Ek.pdf, Åsa.Ek", "[raderat], CV_[raderat].pdf, [raderat]"),
        ("Åsa. Ek växer bra.", "Åsa. Ek växer bra."),
        ("Ann Marie, ANN\u2010MARIE och Ann-Marie", "[raderat], [raderat] och [raderat]"),
        ("asa.ek(at)akeriet.example", "[raderat]"),
        ("q=070-174+06%2005&r=%2B46+70+174+06+05", "q=[raderat]&r=[raderat]"),
        ("701740605 men inte 1701740605 eller 701740605,50", "[raderat] men inte 1701740605 eller 701740605,50"),
    ],
)
def test_strike_finds_names_addresses_and_numbers_however_they_are_written(text, struck):
    assert strike(text, TERMS.anywhere) == struck


def test_first_name_alone_is_struck_only_near_the_person():
    assert strike("Åsas bil", TERMS.nearby) == "[raderat] bil"


def test_strike_in_reaches_every_text_and_key():
    told = {"Åsa Ek": [1, None, {"x": "av Åsa Ek"}], "y": True}
    assert strike_in(told, TERMS.anywhere) == {"[raderat]": [1, None, {"x": "av [raderat]"}], "y": True}


def test_excerpt_shows_the_hit_in_its_words():
    pieces = excerpt(f"{'x ' * 60}säger Åsa Ek nu {'y ' * 60}", TERMS.anywhere)
    assert [piece.text for piece in pieces if piece.is_hit] == ["Åsa Ek"]
    assert (pieces[0].text[0], pieces[-1].text[-1]) == ("…", "…")
    assert excerpt("ingenting", TERMS.anywhere) == []


@pytest.mark.parametrize(
    "text", ["0", "å", "ann-", "+46", "%", "0 ", "Å", "a.", "Åsa ", "ek,", "81", "070 ", "asa.ek("]
)
def test_a_million_characters_are_read_in_linear_time(text):
    TERMS.nearby.search(text * (1_000_000 // len(text)))
