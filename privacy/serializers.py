from rest_framework import serializers

from core.serializers import LinesSerializerField, ModelSerializer, Serializer
from core.text import LONG_TEXT
from crm.serializers.fields import NameField, UserWhoMayField
from privacy.models import DataRequest
from privacy.services.requests import change_request, register_request


class DataRequestSerializer(ModelSerializer):
    assignee = UserWhoMayField(may="privacy.change_datarequest", required=False, allow_null=True)
    assignee_name = NameField(source="assignee", allow_null=True)

    class Meta:
        model = DataRequest
        fields = [
            "id",
            "kind",
            "received_on",
            "due_on",
            "sender",
            "contact",
            "company",
            "wish",
            "assignee",
            "assignee_name",
            "state",
            "extended_on",
            "extension_reason",
            "answer",
            "answered_on",
            "answered_by",
            "version",
        ]
        read_only_fields = [
            "due_on",
            "state",
            "extended_on",
            "extension_reason",
            "answer",
            "answered_on",
            "answered_by",
            "version",
        ]

    def create(self, validated_data):
        return register_request(**validated_data)

    def update(self, instance, validated_data):
        return change_request(instance, **validated_data)


class AnswerSerializer(Serializer):
    answer = LinesSerializerField(max_length=LONG_TEXT)
    refused = serializers.BooleanField(default=False)


class ExtensionSerializer(Serializer):
    reason = LinesSerializerField(max_length=LONG_TEXT)
