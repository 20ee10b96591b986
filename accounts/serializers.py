from rest_framework import serializers

from core.models import User
from core.serializers import ModelSerializer


class UserSerializer(ModelSerializer):
    name = serializers.CharField(source="__str__", read_only=True)
    roles = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = [
            "id",
            "username",
            "name",
            "first_name",
            "last_name",
            "email",
            "language",
            "roles",
            "is_active",
            "is_superuser",
            "date_joined",
            "last_login",
            "seen_at",
        ]
        read_only_fields = fields

    def get_roles(self, user) -> list[str]:
        return sorted(group.name for group in user.groups.all())
