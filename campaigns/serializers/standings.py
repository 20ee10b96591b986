from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.scoring import COMPONENTS
from core.serializers import MoneySerializerField


@extend_schema_field({"type": "string", "format": "decimal", "nullable": True, "example": "63.333333"})
class FigureField(serializers.Field):
    """A decimal as text, with the decimals it was stored with."""

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
    """The decided result, or the current one (`preliminary`)."""

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
