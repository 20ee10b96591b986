from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.models import Competition, Match, Team
from campaigns.scoring import Rules
from campaigns.services.competitions import AMENDABLE, create_competition, set_rules, update_competition
from campaigns.services.teams import add_team, update_team
from core.serializers import (
    LineSerializerField,
    LinesSerializerField,
    ModelSerializer,
    MoneySerializerField,
    Serializer,
)
from crm.serializers.fields import NameField, UserWhoMayField


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


class InCompetitionSerializer(ModelSerializer):
    """The competition is set at creation and cannot be changed."""

    def validate_competition(self, competition):
        if self.instance and competition != self.instance.competition:
            raise serializers.ValidationError(_("Går inte att flytta till en annan tävling."))
        return competition


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
            "on_website",
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
            goals = None  # unchanged: the client sends back what it read
        update_competition(instance, goals=goals, **validated_data)
        if rules is not None and rules != instance.rules:
            set_rules(instance, rules)
        return instance


class TeamSerializer(InCompetitionSerializer):
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
        validators = []  # the service refuses a taken name, after normalising it

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
