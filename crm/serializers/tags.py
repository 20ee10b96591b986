from rest_framework import serializers

from core.serializers import ModelSerializer, Serializer
from crm.models import Tag
from crm.services.tags import save_tag


class TagSerializer(ModelSerializer):
    companies = serializers.IntegerField(source="number", read_only=True, default=0)

    class Meta:
        model = Tag
        fields = ["id", "name", "companies"]
        # The service finds a tag that reads the same, and its error says what to do.
        extra_kwargs = {"name": {"validators": []}}

    def write(self, instance, validated_data):
        return save_tag(instance, name=validated_data.get("name", instance.name))


class MergeTagSerializer(Serializer):
    into = serializers.PrimaryKeyRelatedField(queryset=Tag.objects.all())
