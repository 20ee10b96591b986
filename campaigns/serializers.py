from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.models import Competition, Contribution, Entry, Match, Team
from campaigns.scoring import COMPONENTS, Rules
from campaigns.services.activities import add_entry
from campaigns.services.competitions import AMENDABLE, create_competition, set_rules, update_competition
from campaigns.services.contributions import add_contribution, save_match
from campaigns.services.teams import add_team, update_team
from core.api import LineSerializerField, LinesSerializerField, ModelSerializer, MoneySerializerField, Serializer
from crm.serializers.fields import NameField, UserWhoMayField

SMALLEST = Decimal("0.01")


@extend_schema_field(
    {
        "type": "object",
        "description": "Rule set (`kind`), weights that sum to 1, and constants. Decimals are text. Send all of it.",
        "example": Rules().to_dict(),
    }
)
class RulesField(serializers.Field):
    def to_representation(self, value) -> dict:
        return value

    def to_internal_value(self, data) -> Rules:
        if not isinstance(data, dict):
            raise serializers.ValidationError(_("Skicka reglerna som ett objekt."))
        try:
            return Rules.from_dict(data)
        except (TypeError, ValueError) as error:
            raise serializers.ValidationError(str(error)) from error


class StaysInCompetition(ModelSerializer):
    """What belongs to a competition is never moved to another."""

    def validate_competition(self, competition):
        if self.instance and competition != self.instance.competition:
            raise serializers.ValidationError(_("Går inte att flytta till en annan tävling."))
        return competition


# --- Competitions and teams -----------------------------------------------------------------------


class CompetitionSerializer(ModelSerializer):
    contact = UserWhoMayField(may="crm.add_interaction", required=False, help_text=_("Du själv, om inget annat sägs."))
    contact_name = NameField(source="contact")
    scoring = RulesField(required=False, help_text=_("Låses när tävlingen öppnar."))
    board_url = serializers.SerializerMethodField(help_text=_("Tavlans länk. Null när den är återkallad."))
    team_count = serializers.IntegerField(read_only=True)
    raised = serializers.SerializerMethodField(help_text=_("Medarbetarnas pengar, utan matchning."))

    class Meta:
        model = Competition
        fields = [
            "id",
            "name",
            "kind",
            "state",
            "goals",
            "opens_on",
            "closes_on",
            "late_days",
            "target",
            "rules_text",
            "scoring",
            "contact",
            "contact_name",
            "swish",
            "code",
            "board_url",
            "team_count",
            "raised",
            "frozen_at",
            "final_comment",
            "finalised_at",
            "finalised_by",
            "checksum",
            "revealed_at",
            "previous",
            "notes",
            "version",
        ]
        extra_kwargs = {"goals": {"allow_empty": False}}

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_board_url(self, competition):
        if competition.board_token is None:
            return None
        return self.context["request"].build_absolute_uri(reverse("board:board", args=[competition.board_token]))

    @extend_schema_field(MoneySerializerField)
    def get_raised(self, competition):
        return f"{competition.raised or 0:.2f}"

    def create(self, validated_data):
        rules = validated_data.pop("scoring", None)
        return create_competition(rules=rules, **{"contact": self.context["request"].user} | validated_data)

    @transaction.atomic
    def update(self, instance, validated_data):
        rules, goals = (validated_data.pop(name, None) for name in ("scoring", "goals"))
        if goals is not None and set(goals) == set(instance.goals.all()):
            goals = None  # sent back as they were read
        update_competition(instance, goals=goals, **validated_data)
        if rules is not None and rules != instance.rules:
            set_rules(instance, rules)
        return instance


class TeamSerializer(StaysInCompetition):
    company_name = NameField(source="company")
    name = LineSerializerField(max_length=80, required=False, help_text=_("Företagets namn, om inget annat sägs."))
    employees = MoneySerializerField(read_only=True, source="tally.employees", help_text=_("Medarbetarnas pengar."))
    company_money = MoneySerializerField(read_only=True, source="tally.company", help_text=_("Mottagen matchning."))
    gifts = serializers.IntegerField(read_only=True, source="tally.gifts")
    reason = LineSerializerField(
        write_only=True,
        required=False,
        max_length=300,
        help_text=_("Varför laget kommer med efter öppningen. Det står på tavlan."),
    )

    class Meta:
        model = Team
        fields = [
            "id",
            "competition",
            "company",
            "company_name",
            "name",
            "code",
            "heads",
            "heads_confirmed_by",
            "heads_confirmed_on",
            "participants",
            "participants_confirmed_by",
            "participants_confirmed_on",
            "coordinator",
            "join_until",
            "withdrawn_on",
            "reason",
            "employees",
            "company_money",
            "gifts",
            "version",
        ]
        read_only_fields = [
            "heads_confirmed_by",
            "heads_confirmed_on",
            "participants",
            "participants_confirmed_by",
            "participants_confirmed_on",
            "withdrawn_on",
        ]
        validators = []  # the service says what is taken, once the name is known

    def create(self, validated_data):
        return add_team(by=self.context["request"].user, **validated_data)

    def update(self, instance, validated_data):
        if "reason" in validated_data:
            raise serializers.ValidationError({"reason": _("Skälet hör till anmälan av ett nytt lag.")})
        return update_team(instance, **validated_data)


class ConfirmSerializer(Serializer):
    by = LineSerializerField(max_length=120, help_text=_("Vem på företaget som står för siffran."))
    on = serializers.DateField()


class ConfirmParticipantsSerializer(ConfirmSerializer):
    participants = serializers.IntegerField(min_value=0, help_text=_("Olika personer. En siffra, inga namn."))


class CommentSerializer(Serializer):
    comment = LinesSerializerField()


class ReasonSerializer(Serializer):
    reason = LineSerializerField(max_length=200)


class ReverseSerializer(ReasonSerializer):
    team = serializers.PrimaryKeyRelatedField(
        queryset=Team.objects.select_related("competition"),
        required=False,
        help_text=_("Flytta till det här laget: en ny rad med samma referens, dag och givare."),
    )
    match = serializers.PrimaryKeyRelatedField(
        queryset=Match.objects.select_related("competition", "company"),
        required=False,
        help_text=_("Eller räkna pengarna som betalning av den här matchningen."),
    )


class BoardReasonSerializer(Serializer):
    reason = LineSerializerField(max_length=300, help_text=_("Står på tavlan."))


class AmendTermsSerializer(BoardReasonSerializer, ModelSerializer):
    class Meta:
        model = Competition
        fields = [*AMENDABLE, "reason"]
        extra_kwargs = {name: {"required": False} for name in AMENDABLE}


class AmendHeadsSerializer(BoardReasonSerializer):
    heads = serializers.IntegerField(min_value=1)
    confirmed_by = LineSerializerField(
        max_length=120, required=False, help_text=_("Vem på företaget som står för siffran.")
    )
    confirmed_on = serializers.DateField(required=False)


class ObstacleSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="days, left_over, outside, heads, participants, entries, marks, jury, teams")
    count = serializers.IntegerField()
    team = serializers.IntegerField(source="team.pk", default=None, allow_null=True)
    juror = serializers.IntegerField(source="juror.pk", default=None, allow_null=True)


class StillOpenSerializer(serializers.Serializer):
    detail = serializers.CharField()
    code = serializers.CharField()
    obstacles = ObstacleSerializer(many=True)


# --- Standings ------------------------------------------------------------------------------------


@extend_schema_field({"type": "string", "format": "decimal", "nullable": True, "example": "63.333333"})
class FigureField(serializers.Field):
    """An exact number as text, with the decimals that it was written down with."""

    def to_representation(self, value) -> str:
        return f"{value:f}"


class ComponentSerializer(serializers.Serializer):
    key = serializers.ChoiceField(choices=list(COMPONENTS))
    label = serializers.CharField()
    points = FigureField()
    weight = FigureField()
    contribution = FigureField(help_text=_("Poäng gånger vikt."))
    reason = serializers.CharField()


class PlaceSerializer(serializers.Serializer):
    place = serializers.IntegerField(
        allow_null=True,
        help_text=_("Null: ingen har gjort något, det är en insamling, antalet saknas eller laget har gått ur."),
    )
    shared = serializers.BooleanField()
    team = serializers.IntegerField()
    name = serializers.CharField()
    code = serializers.CharField()
    company = serializers.IntegerField(source="company_id")
    company_name = serializers.CharField(source="company")
    heads = serializers.IntegerField(allow_null=True)
    participants = serializers.IntegerField(allow_null=True)
    value = FigureField(help_text=_("Det som ger platsen: poäng, kronor, kronor per person eller procent."))
    text = serializers.CharField()
    reason = serializers.CharField()
    employees = MoneySerializerField()
    company_money = MoneySerializerField()
    gifts = serializers.IntegerField()
    withdrawn = serializers.BooleanField(help_text=_("Laget har gått ur. Pengarna står kvar i summan."))
    components = ComponentSerializer(many=True, source="parts")


class MatchDueSerializer(serializers.Serializer):
    giver = serializers.CharField()
    company = serializers.IntegerField(source="company_id", allow_null=True)
    due = MoneySerializerField()
    paid = MoneySerializerField()


class TotalsSerializer(serializers.Serializer):
    employees = MoneySerializerField()
    company = MoneySerializerField(help_text=_("Företagens pengar som har kommit."))
    match_due = MoneySerializerField(help_text=_("Vad matchningen uppgår till."))
    match_left = MoneySerializerField(help_text=_("Det av matchningen som inte har kommit."))
    together = MoneySerializerField(
        help_text=_("Medarbetarnas pengar, företagens som har kommit, och det som de lovat men inte betalat än.")
    )
    gifts = serializers.IntegerField()


class FlowSinceSerializer(serializers.Serializer):
    came = MoneySerializerField()
    back = MoneySerializerField(help_text=_("Det som fanns vid avgörandet och har tagits tillbaka."))


class SinceSerializer(serializers.Serializer):
    employees = FlowSinceSerializer()
    company = FlowSinceSerializer()
    match_left = MoneySerializerField(source="now.match_left", help_text=_("Det av löftena som ännu inte har kommit."))
    together = MoneySerializerField(source="now.together", help_text=_("Allt tillsammans, som det är nu."))
    left_over = MoneySerializerField(help_text=_("Pengar utan lag, som inte ingår i någon summa."))


class TrophySerializer(serializers.Serializer):
    team = serializers.IntegerField(source="team.id")
    name = serializers.CharField(source="team.name")
    decided_by = serializers.CharField()
    reason = serializers.CharField()
    seed = serializers.CharField(allow_null=True)


class StandingsSerializer(serializers.Serializer):
    """As it was decided, or as it stands now (`preliminary`)."""

    competition = serializers.IntegerField(source="competition.pk")
    state = serializers.CharField(source="competition.state")
    preliminary = serializers.SerializerMethodField()
    checksum = serializers.CharField(source="competition.checksum")
    scoring = serializers.DictField(source="rules.to_dict")
    totals = TotalsSerializer()
    matches = MatchDueSerializer(many=True)
    places = PlaceSerializer(many=True, source="lines")
    trophy = TrophySerializer(allow_null=True)
    since = SinceSerializer(
        allow_null=True, help_text=_("Vad som har kommit efter avgörandet och inte ingår. Null tills det är avgjort.")
    )

    def get_preliminary(self, result) -> bool:
        return not result.is_decided


# --- Money ----------------------------------------------------------------------------------------


class ContributionSerializer(ModelSerializer):
    team_name = NameField(source="team", allow_null=True)
    amount = MoneySerializerField(min_value=SMALLEST)
    reversal = serializers.SerializerMethodField(help_text=_("Raden som rättar den här, om någon gör det."))
    moved_to = serializers.SerializerMethodField(help_text=_("Raden som den här flyttades till, om den flyttades."))
    again = serializers.BooleanField(
        write_only=True, default=False, help_text=_("Lägg in en betalning fast referensen är rättad förut.")
    )

    reason = LineSerializerField(
        max_length=200,
        required=False,
        help_text=_("Skälet till en rättelse, eller till att pengar kommer i efterhand."),
    )

    class Meta:
        model = Contribution
        fields = [
            "id",
            "competition",
            "team",
            "team_name",
            "match",
            "amount",
            "received_on",
            "channel",
            "giver",
            "show_giver",
            "giver_approved_by",
            "message",
            "external_id",
            "batch",
            "entered_by",
            "entered_at",
            "reverses",
            "reversal",
            "is_reversed",
            "moved_from",
            "moved_to",
            "again",
            "reason",
            "version",
        ]
        validators = []

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_reversal(self, contribution):
        return contribution.reversal.pk if contribution.is_reversed else None

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_moved_to(self, contribution):
        moved = getattr(contribution, "moved_to", None)
        return moved and moved.pk

    def create(self, validated_data):
        return add_contribution(by=self.context["request"].user, **validated_data)


class AssignSerializer(Serializer):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.all(), required=False)
    match = serializers.PrimaryKeyRelatedField(
        queryset=Match.objects.select_related("company", "team"), required=False, help_text=_("Löftet som betalas.")
    )

    def validate(self, attrs):
        if len(attrs) != 1:
            raise serializers.ValidationError(_("Skicka antingen lag eller matchning."))
        return attrs


class MatchSerializer(StaysInCompetition):
    giver_name = serializers.CharField(read_only=True)
    due = MoneySerializerField(read_only=True, help_text=_("Vad löftet uppgår till hittills, efter taket."))
    paid = MoneySerializerField(read_only=True, help_text=_("Det som har kommit av löftet."))

    class Meta:
        model = Match
        fields = [
            "id",
            "competition",
            "company",
            "third_party",
            "giver_name",
            "team",
            "rate",
            "per_gift_cap",
            "total_cap",
            "starts",
            "ends",
            "accrued",
            "due",
            "paid",
            "version",
        ]

    def write(self, instance, validated_data):
        if "competition" in validated_data:
            instance.competition = validated_data.pop("competition")
        return save_match(instance, **validated_data)


# --- Entries --------------------------------------------------------------------------------------


class EntrySerializer(ModelSerializer):
    competition = serializers.IntegerField(source="team.competition_id", read_only=True)
    team_name = NameField(source="team")
    activity_name = NameField(source="activity")
    picture_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Entry
        fields = [
            "id",
            "competition",
            "team",
            "team_name",
            "activity",
            "activity_name",
            "title",
            "text",
            "took_part",
            "happened_on",
            "state",
            "decided_by",
            "decided_at",
            "reason",
            "picture_count",
            "version",
        ]

    def create(self, validated_data):
        return add_entry(**validated_data)
