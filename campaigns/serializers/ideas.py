from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from campaigns.models import Activity, Competition, CompetitionState, Idea
from campaigns.services.ideas import save_idea
from core.api_pictures import PictureLinkField
from core.serializers import LineSerializerField, ModelSerializer, Serializer


class IdeaSerializer(ModelSerializer):
    """`how_to` is Markdown. `is_public` true publishes the idea on the web."""

    picture = PictureLinkField("api:idea-picture")

    class Meta:
        model = Idea
        fields = [
            *("id", "name", "name_en", "summary", "summary_en", "how_to", "how_to_en"),
            *("time", "cost", "size", "goals", "picture", "picture_alt", "picture_alt_en"),
            *("activity", "is_public", "version"),
        ]

    def write(self, instance, validated_data):
        return save_idea(instance, **validated_data)


class IdeaActivitySerializer(Serializer):
    """Points and cap make an activity of the idea. An open competition is given the activity, with a reason."""

    points = serializers.IntegerField(min_value=1, max_value=100, required=False)
    cap = serializers.IntegerField(min_value=1, max_value=20, required=False)
    competition = serializers.PrimaryKeyRelatedField(
        queryset=Competition.objects.filter(state=CompetitionState.OPEN), required=False
    )
    reason = LineSerializerField(max_length=300, required=False, allow_blank=True)

    def validate(self, attrs):
        activity: Activity | None = self.context["idea"].activity
        if activity is None and not {"points", "cap"} <= attrs.keys():
            raise serializers.ValidationError({"points": _("Skriv hur många poäng den ger, och hur många gånger.")})
        if activity is not None and not attrs.get("competition"):
            raise serializers.ValidationError({"competition": _("Idén är redan en aktivitet.")})
        if attrs.get("competition") and not attrs.get("reason"):
            raise serializers.ValidationError({"reason": _("Skriv ett skäl.")})
        return attrs
