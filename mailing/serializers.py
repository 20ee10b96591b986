"""Letters for programs: who was written to, about what and how it went; not what it said."""

from rest_framework import serializers

from core.serializers import ModelSerializer
from mailing.models import Letter


class LetterSerializer(ModelSerializer):
    kind_title = serializers.CharField(read_only=True)
    made_by_name = serializers.CharField(source="made_by", read_only=True, allow_null=True)

    class Meta:
        model = Letter
        fields = [
            "id",
            "kind",
            "kind_title",
            "language",
            "basis",
            "to_email",
            "to_name",
            "subject",
            "state",
            "attempts",
            "error",
            "made_at",
            "made_by",
            "made_by_name",
            "ended_at",
            "mailing",
        ]
        read_only_fields = fields
