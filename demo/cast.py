"""The companies and people of the demo data, all invented.

Organisation numbers are from unassigned blocks, sole traders' numbers are a well-known example and Skatteverket's test
series, web addresses end in .example, and phone numbers are from the ranges that PTS reserves for fiction.
"""

from dataclasses import dataclass

from stdnum import luhn


@dataclass(frozen=True)
class CastMember:
    """A demo user: username, names, and the group that gives permissions."""

    username: str
    first_name: str
    last_name: str
    role: str
    is_staff: bool = False
    digest: str = "none"


USERS = [
    CastMember("petra", "Petra", "Ståhlgren", "Partneransvarig", digest="daily"),
    CastMember("yusuf", "Yusuf", "Karahan", "Partneransvarig", digest="weekly"),
    CastMember("tove", "Tove", "Sandmark", "Tävlingsledare"),
    CastMember("henrik", "Henrik", "Öhrvall", "Ekonomi"),
    CastMember("agneta", "Agneta", "Norlind", "Administratör", is_staff=True),
    CastMember("leo", "Leo", "Bergvret", "Läsare"),
]

AB, HB, COOPERATIVE, ASSOCIATION, SOLE_TRADER = "55999", "96999", "76999", "80299", ""
_SOLE_TRADERS = ["121212121", "900101238", "850505239"]

# Name, form, trade, employees.
COMPANIES = [
    ("Strömhare Kraftteknik AB", AB, "Elkraft", 520),
    ("Kvarnrost Mekaniska AB", AB, "Verkstadsindustri", 240),
    ("Näverlur Försäkring ek. för.", COOPERATIVE, "Försäkring", 110),
    ("Blåhake Logistik AB", AB, "Logistik", 180),
    ("Åkerbärets Åkeri AB", AB, "Åkeri", 42),
    ("Café Kardemummé HB", HB, "Café", 8),
    ("Ängshattens Blommor", SOLE_TRADER, "Blomsterhandel", 2),
    ("Nordanvinge Robotik AB", AB, "Automation", 310),
    ("Vassruggens Fastigheter AB", AB, "Fastigheter", 48),
    ("Lärkfalk Revision AB", AB, "Redovisning och revision", 34),
    ("Isfågelns Kyl och Frys AB", AB, "Livsmedelsgrossist", 60),
    ("Tegelnäva Bygg AB", AB, "Bygg", 95),
    ("Ullvivans Hemomsorg AB", AB, "Omsorg", 130),
    ("Kajutan & Köl Restaurang AB", AB, "Restaurang", 28),
    ("Granbarkens Trähus AB", AB, "Bygg", 75),
    ("Lillpiggvarens Fisk HB", HB, "Detaljhandel", 6),
    ("Östanvinds Måleri", SOLE_TRADER, "Måleri", 1),
    ("Älgörtens Apotekstjänst AB", AB, "Hälsa", 33),
    ("Svartkajans Tryckeri AB", AB, "Grafisk produktion", 22),
    ("Molnvaktens IT AB", AB, "IT", 65),
    ("Bitfjäderns Data AB", AB, "IT", 40),
    ("Kugghjulsparken AB", AB, "Maskinuthyrning", 31),
    ("Sparkassan Näverbössan ek. för.", COOPERATIVE, "Bank", 85),
    ("Humlesurr Bryggeri AB", AB, "Bryggeri", 18),
    ("Tallkottens Förskolor ek. för.", COOPERATIVE, "Utbildning", 56),
    ("Stenmurklans Gymnasium AB", AB, "Utbildning", 70),
    ("Rödhakens Städservice AB", AB, "Städ", 140),
    ("Snökornas VVS AB", AB, "VVS", 36),
    ("Jungfruslända Elteknik AB", AB, "Elinstallation", 44),
    ("Pilfinkens Advokatbyrå HB", HB, "Juridik", 16),
    ("Fjärilshavets Bad och Gym AB", AB, "Friskvård", 52),
    ("Hotell Sävsångargården AB", AB, "Hotell", 64),
    ("Storspovens Bil AB", AB, "Bilhandel", 88),
    ("Lokvindens Järnvägsteknik AB", AB, "Järnväg", 260),
    ("Grindslantens Väktartjänst AB", AB, "Säkerhet", 150),
    ("Kryddkvastens Storkök AB", AB, "Livsmedel", 58),
    ("Brödkavelns Bageri AB", AB, "Bageri", 26),
    ("Tofsmesens Kommunikation AB", AB, "Reklambyrå", 14),
    ("Höstrågens Arkitekter AB", AB, "Arkitektur", 24),
    ("Skvattrams Salong HB", HB, "Skönhet", 3),
    ("Silverpoppelns Bemanning AB", AB, "Bemanning", 210),
    ("Backsvalans Rekrytering AB", AB, "Rekrytering", 19),
    ("Ekorrdrevets Cykel AB", AB, "Detaljhandel", 12),
    ("Stiftelsen Lindblomsgåvan", ASSOCIATION, "Stiftelse", 4),
    ("Idrottsföreningen Kvickrot", ASSOCIATION, "Idrott", 7),
    ("Vinterrågens Energi AB", AB, "Energi", 190),
    ("Kvartsglans Fönsterputs AB", AB, "Städ", 11),
    ("Fjällrutans Resor AB", AB, "Resebyrå", 15),
    ("Mossgläntans Trädgård AB", AB, "Trädgård", 20),
    ("Hjortronfors Pumpar AB", AB, "Verkstadsindustri", 125),
    ("Bergslöks Metallåtervinning AB", AB, "Återvinning", 72),
    ("Skrovspantets Båtvarv AB", AB, "Båtar", 17),
    ("Öringdragets Fritid AB", AB, "Detaljhandel", 13),
    ("Ådalsvidens Tandvård AB", AB, "Tandvård", 29),
    ("Gråalens Veterinärklinik AB", AB, "Veterinär", 18),
    ("Pärlugglans Optik AB", AB, "Optik", 9),
    ("Tranbärsmyrens Livs AB", AB, "Dagligvaror", 68),
    ("Rallarrosens Maskin AB", AB, "Entreprenad", 82),
    ("Müslibruket Surahammar AB", AB, "Livsmedel", 10),
    ("Zinkhattens Ytteknik AB", AB, "Ytbehandling", 47),
]

TOWNS = [("Västerås", "722 10")] * 7 + [
    ("Hallstahammar", "734 30"),
    ("Surahammar", "735 30"),
    ("Köping", "731 30"),
    ("Enköping", "745 30"),
]
STREETS = ["Hägerskärsvägen", "Kopparstigsgatan", "Gjutmästarbacken", "Lergöksvägen", "Vinschgatan", "Spillkråkegränd"]
TAGS = [
    "Granne",
    "Kan ge praktikplats",
    "Volontärer",
    "Skänker varor",
    "Frukostnätverket",
    "Julinsamlingen",
    "Lång relation",
]

FIRST_NAMES = """
Ylva Göran Samira Pontus Åsa Mattias Ingela Rashid Ulrika Tobias Marika Ville Eleonor Kjell Zeynep Hampus Birgitta
Örjan Nadja Fredrik Lovisa Ibrahim Charlotta Dag Selma Roger Ebba Krister Aino Stellan Maja Torbjörn Fatima Edvin Viola
Claes Amira Rickard Désirée Sixten Malin Goran Hedda Arvid Pernilla Tariq Veronica Åke Siv Ludvig Mirjam Jesper Dilan
Annelie Ragnar Noomi Bosse Tindra André Solveig
""".split()
LAST_NAMES = """
Kvistgren Holmstråk Åhlberga Dunfält Rönnskog Ekvret Sjöstråle Bergmåne Lundkulla Vårfors Älvkrona Östergårdh Hasselvik
Björkäng Stenflykt Falkmyr Tallsten Hedblomma Nygårdh Strandkil Ågrenius Moberga Alvarsund Silfverkvist Tornbo Frostvall
Granmark Vidkärr Söderhed Klangfors Linderyd Askhult Fjällgård Myrfeldt Skogstråk Öbrandt Rosenkil Hagdal Videkull
""".split()
ROLES = [
    "Vd",
    "HR-chef",
    "Hållbarhetsansvarig",
    "Kommunikationschef",
    "Platschef",
    "Ekonomichef",
    "Marknadsansvarig",
    "Kontorschef",
    "Personalansvarig",
    "Ordförande",
    "Administratör",
]
SOURCES = [
    "Visitkort på näringslivsdagen",
    "Företagets webbplats",
    "Ringde själv",
    "Tips från en partner",
    "Frukostmöte",
]


def orgnr_of(index: int, form: str) -> str:
    """A number with a valid check digit for the company at this index."""
    if form == SOLE_TRADER:
        stem = _SOLE_TRADERS[sum(1 for row in COMPANIES[:index] if row[1] == SOLE_TRADER)]
    else:
        stem = f"{form}{index * 137 + 1003:04}"
    return stem + luhn.calc_check_digit(stem)


def phone_of(index: int) -> str:
    """Mobile numbers first, then landlines, from the ranges reserved for fiction."""
    if index < 90:
        return f"070-174{index + 605:04}"
    return f"08-465004{index % 100:02}"
