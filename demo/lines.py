"""Texts of the demo data's contact log, by scene."""

from dataclasses import dataclass, field

from crm.models import Direction, InteractionKind, Outcome, Stage

CALL, EMAIL, MEETING, VISIT, EVENT = (
    InteractionKind.CALL,
    InteractionKind.EMAIL,
    InteractionKind.MEETING,
    InteractionKind.VISIT,
    InteractionKind.EVENT,
)


@dataclass(frozen=True)
class LineScene:
    kinds: tuple[InteractionKind, ...]
    texts: tuple[str, ...]
    outcome: Outcome = Outcome.REACHED
    direction: Direction = Direction.OUTGOING
    next_steps: tuple[str, ...] = field(default=())


OPENING = LineScene(
    (CALL, CALL, EMAIL, EVENT),
    (
        "Berättade om våra fem mål. {who} vill veta vad ett partnerskap innebär i praktiken.",
        "Första samtalet. {who} känner till dagcentralen men inte att företag kan vara med.",
        "Presenterade stadsmissionen och frågade vad de gör i dag. De skänker till jul men inget mer.",
        "{who} tipsades om oss av en granne och var nyfiken. Skickar mer att läsa.",
        "Pratade vid kaffet på frukostnätverket. {who} vill gärna höras när budgeten är klar.",
        "{who} sa att ledningen just diskuterar sitt samhällsengagemang. Bra läge.",
        "Hörde av mig efter tidningens artikel om deras nya lokaler. {who} tar upp det med sin chef.",
        "Kort samtal mellan två möten. {who} bad om ett mejl med två exempel.",
        "De har fått många förfrågningar i år men tycker att det lokala är viktigt.",
        "{who} undrade om vi är kyrkliga och vart pengarna går. Berättade hur vi redovisar.",
    ),
    next_steps=(
        "Ring och boka ett första möte",
        "Skicka presentationen av målen",
        "Följ upp mejlet",
        "Hör om ledningsgruppen har pratat om det",
    ),
)
FOLLOW_UP = LineScene(
    (EMAIL, CALL, EMAIL),
    (
        "Skickade presentationen och länken till målets sida.",
        "{who} har läst och tycker att {goal} passar dem bäst.",
        "Svarade på frågor om motprestationer och hur logotypen används.",
        "{who} har skickat vidare till ekonomi. Svar väntas om två veckor.",
        "Påminde om förslaget. {who} bad om ursäkt för tystnaden, det har varit bokslut.",
        "Skickade exempel på vad andra företag i samma storlek gör.",
        "{who} frågade om medarbetarna kan vara med. Berättade om lönegåva och volontärpass.",
        "Stämde av datum. Vi ses hos dem, gärna med någon från verksamheten.",
        "De vill vänta till nästa kvartal men är fortfarande intresserade.",
        "Skickade underlag till deras ledningsgrupp, en sida om {goal}.",
    ),
    next_steps=(
        "Ring om svaret från ekonomi",
        "Föreslå tre tider för möte",
        "Skicka räkneexempel",
        "Påminn om underlaget till ledningsgruppen",
    ),
)
TALK = LineScene(
    (MEETING, MEETING, VISIT),
    (
        "Bra möte med {who}. De vill göra något som personalen märker, inte bara en logotyp.",
        "Gick igenom nivåerna. {who} lutar åt den lägre nivån första året.",
        "Visade dagcentralen. {who} blev stående länge vid frukosten och ställde många frågor.",
        "Mötte {who} och en kollega. {goal} ligger nära deras egen verksamhet.",
        "De kan tänka sig praktikplatser också. Viktigt att det inte blir ett krav.",
        "Diskuterade period och belopp. De vill helst följa kalenderåret.",
        "Träffade ledningsgruppen i tjugo minuter. Positiv stämning, beslut nästa månad.",
        "{who} vill ha siffror: hur många når vi, vad kostar det, vad blir skillnaden.",
        "Lunch hos dem. Personalen har redan samlat in vinterkläder på eget initiativ.",
        "Rundvandring i produktionen. De söker folk och ser gärna samarbete kring {goal}.",
    ),
    Outcome.POSITIVE,
    next_steps=(
        "Skriv förslag enligt mötet",
        "Skicka siffrorna som de bad om",
        "Boka besök på dagcentralen för ledningsgruppen",
        "Stäm av nivån med vår ledning",
    ),
)
PROPOSAL = LineScene(
    (EMAIL, MEETING),
    (
        "Skickade förslaget: {goal}, ett år, betalning i två delar.",
        "Gick igenom förslaget rad för rad. {who} vill byta ut en motprestation.",
        "Nytt förslag med lägre belopp första året, enligt önskemål.",
        "{who} bekräftade att förslaget tas upp på nästa ledningsmöte.",
        "Förtydligade vad som är gåva och vad som är motprestation. {who} tar det med sin revisor.",
        "Skickade avtalstexten för påseende. Inga synpunkter så här långt.",
    ),
    Outcome.POSITIVE,
    next_steps=(
        "Ring om beslutet",
        "Skicka avtalet för underskrift",
        "Hör om revisorns synpunkter",
        "Skicka förslaget med lägre belopp",
        "Stäm av datum för underskrift",
    ),
)
SIGNING = LineScene(
    (MEETING, CALL),
    (
        "Avtalet är påskrivet. {who} vill berätta för personalen själv på fredagsmötet.",
        "Tecknat. Firade med tårta på dagcentralen, {who} tog bilder till deras webbplats.",
        "{who} skrev under. De vill ha ett startmöte med dem som ska göra jobbet.",
        "Klart med underskrift. Faktura delas på två, referens finns på företagets sida.",
        "Ja från ledningen och påskrivet samma dag, så {goal} får en partner till.",
    ),
    Outcome.POSITIVE,
    next_steps=("Boka startmöte", "Be om logotyp i rätt format", "Skicka välkomstbrev till kontaktpersonen"),
)
CARE = LineScene(
    (CALL, EMAIL, MEETING, CALL, VISIT),
    (
        "Avstämning. {who} är nöjd och undrar hur det går med {goal}.",
        "Skickade halvårsrapporten med siffror och två berättelser.",
        "Logotypen ligger på webbplatsen. {who} tyckte att den blev fin.",
        "Planerade inspirationstillfället. De blir omkring trettio personer.",
        "Föreläste på deras personaldag. Många frågor efteråt, flera vill bli volontärer.",
        "{who} vill ordna en insamling bland kollegorna före jul.",
        "Tackade för hygienartiklarna som personalen samlade in.",
        "Pratade om att utmana grannföretaget i en tävling till våren.",
        "{who} slutar till sommaren och presenterade sin efterträdare.",
        "Kollade hur fakturan ska märkas. Uppdaterade referensen.",
        "Fyra medarbetare stod i kaféet en förmiddag. Mycket uppskattat av gästerna.",
        "{who} frågade om en text till deras hållbarhetsredovisning. Skickar i veckan.",
        "Bjöd in till partnerträffen. {who} kommer med en kollega.",
        "De har fått ny vd. Bokar ett möte för att berätta vad samarbetet är.",
        "Lämnade över det digitala märket till deras webbplats.",
        "Hade med oss en praktikant som fått jobb hos dem. Fint samtal om {goal}.",
    ),
    next_steps=(
        "Skicka text till hållbarhetsredovisningen",
        "Boka inspirationstillfälle",
        "Ring och stäm av halvåret",
        "Bjud in till partnerträffen",
        "Kolla att logotypen är rätt",
        "Hör om insamlingen på jobbet",
    ),
)
RENEWAL = LineScene(
    (CALL, MEETING),
    (
        "Pratade om förlängning. {who} är positiv men vill se rapporten först.",
        "De vill fortsätta ett år till på samma nivå. {who} tar beslutet vidare.",
        "{who} undrar om de kan gå upp en nivå nästa år. Räknar på det.",
        "Budgeten är stramare i år, men de vill vara kvar i någon form.",
    ),
    Outcome.POSITIVE,
    next_steps=("Skicka förslag om förlängning", "Ring om förlängningen", "Boka möte om nästa år"),
)
GATHERING = LineScene(
    (EVENT,),
    (
        "Var med på partnerträffen. {who} satt bredvid två andra företag från samma område.",
        "Kom på öppet hus på dagcentralen med tre kollegor.",
        "Talade vid frukostnätverket. {who} kom fram efteråt.",
        "Deltog i julinsamlingens avslutning.",
        "Medverkade på näringslivsdagen och delade vår monter en stund.",
    ),
)
INCOMING = LineScene(
    (CALL, EMAIL),
    (
        "{who} ringde och undrade om de kan skänka kontorsmöbler.",
        "{who} mejlade en fråga från en kund om vart pengarna går. Svarade samma dag.",
        "De vill komma på studiebesök med en ny grupp.",
        "{who} hörde av sig om en tidning som vill skriva om samarbetet.",
        "Fråga om adress för fakturan. Hänvisade till ekonomi.",
        "{who} undrar om vi kan ta emot överbliven mat på fredagar.",
    ),
    direction=Direction.INCOMING,
    next_steps=("Återkom om möblerna", "Boka studiebesöket", "Svara tidningen tillsammans med partnern"),
)
NO_ANSWER = LineScene(
    (CALL,), ("", "", "", "Lämnade meddelande i växeln.", "Talade in ett meddelande."), Outcome.NO_ANSWER
)
REFUSAL = LineScene(
    (CALL, EMAIL),
    (
        "{who} tackar nej i år. De har valt att stödja idrotten.",
        "Nej från ledningen: inga nya åtaganden under omorganisationen. Välkomna tillbaka om ett år.",
        "De samlar sitt stöd i koncernen och kan inte besluta lokalt.",
        "{who} vill inte binda sig men köper gärna julklappar genom oss.",
    ),
    Outcome.NEGATIVE,
)

CALL_BOOKED = "Ring, som vi kom överens om"
MEETING_BOOKED = "Möte hos dem om nästa år"

TRY_AGAIN = LineScene((CALL,), (), next_steps=("Hör om läget inför nytt budgetår", "Bjud in till frukostnätverket"))
AT_STAGE = {Stage.LEAD: OPENING, Stage.CONTACTED: FOLLOW_UP, Stage.MEETING: TALK, Stage.PROPOSAL: PROPOSAL}

AFTER_SIGNING = (CARE, CARE, CARE, CARE, CARE, INCOMING, GATHERING, NO_ANSWER, FOLLOW_UP)
BEFORE_SIGNING = (OPENING, NO_ANSWER, FOLLOW_UP, TALK, FOLLOW_UP, PROPOSAL)
COLD = (OPENING, NO_ANSWER, FOLLOW_UP, NO_ANSWER, GATHERING, FOLLOW_UP, INCOMING)

DECLINED_REASONS = [
    "Har valt att stödja idrotten i år",
    "Ingen budget under omorganisationen",
    "Beslut tas i koncernen",
]
ENDED_REASONS = ["Verksamheten flyttar från länet", "Företaget har gått samman med ett annat"]
PAYMENT_NOTES = ["", "", "Faktureras i förskott", "Två delar, januari och juli", "Kvartalsvis", "Mot rekvisition"]

PAUSE_OVER = "De flyttar till nya lokaler och hinner inte förrän det är klart."
# The reasons of pauses, and their days from today.
PAUSES = [
    ("De har bokslut och vill bli kontaktade efter det.", 62),
    ("Vår kontakt är föräldraledig och vill ta upp det själv.", 118),
    ("De byter ägare. Vi väntar på den nya ledningen.", 40),
    ("Styrelsen tar upp det på sitt möte, och de hör av sig.", 21),
]
