from rest_framework import serializers

from campaigns.models import Entry
from campaigns.services.activities import add_entry
from core.serializers import ModelSerializer
from crm.serializers.fields import NameField


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
