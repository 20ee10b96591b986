from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer, Serializer
from crm.models import Document
from crm.serializers.fields import NameField
from crm.services.documents import add_documents, describe_document


class DocumentSerializer(ModelSerializer):
    company_name = NameField(source="company")
    added_by_name = NameField(source="added_by")

    class Meta:
        model = Document
        fields = [
            "id",
            "company",
            "company_name",
            "sponsorship",
            "interaction",
            "kind",
            "title",
            "dated_on",
            "note",
            "file_name",
            "size",
            "sha256",
            "added_by",
            "added_by_name",
            "added_at",
            "removed_by",
            "removed_at",
            "removal_reason",
            "version",
        ]
        read_only_fields = [
            "company",
            "interaction",
            "file_name",
            "size",
            "sha256",
            "added_by",
            "added_at",
            "removed_by",
            "removed_at",
            "removal_reason",
        ]

    def write(self, instance, validated_data):
        return describe_document(instance, **validated_data)


class NewDocumentSerializer(DocumentSerializer):
    """Sent as multipart/form-data, with the file in `file`. The title defaults to the file's name."""

    file = serializers.FileField(write_only=True)
    title = LineSerializerField(max_length=160, required=False, allow_blank=True)

    class Meta(DocumentSerializer.Meta):
        fields = [*DocumentSerializer.Meta.fields, "file"]
        read_only_fields = [name for name in DocumentSerializer.Meta.read_only_fields if name != "company"]

    def create(self, validated_data):
        file = validated_data.pop("file")
        try:
            return add_documents(by=self.context["request"].user, files=[file], **validated_data)[0]
        except ValidationError as error:
            errors = error.update_error_dict({})
            raise ValidationError(
                {"file" if name == "files" else name: wrong for name, wrong in errors.items()}
            ) from None


class RemoveSerializer(Serializer):
    reason = LineSerializerField(max_length=200, help_text=_("Står kvar när filen är borta."))
