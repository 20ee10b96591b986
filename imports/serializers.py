from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.serializers import ModelSerializer
from crm.serializers.fields import NameField
from imports.models import Import, ImportRow


class ImportSerializer(ModelSerializer):
    """An import, with the number of rows that are new, change something, change nothing, or have a mistake.

    `lacking` rows are read in without a value that cannot be read, if `leaves_out`; otherwise such a row is a mistake.
    `meanings` maps, by field, words that are not among its choices to values; an empty text means no value.
    """

    made_by_name = NameField(source="made_by")
    undone_by = serializers.PrimaryKeyRelatedField(
        source="changeset.undone_by", label=_("Ångrad av"), read_only=True, allow_null=True
    )
    undone_at = serializers.DateTimeField(
        source="changeset.undone_at", label=_("Ångrad"), read_only=True, allow_null=True
    )
    new = serializers.IntegerField(read_only=True)
    changed = serializers.IntegerField(read_only=True)
    same = serializers.IntegerField(read_only=True)
    wrong = serializers.IntegerField(read_only=True)
    lacking = serializers.IntegerField(read_only=True)

    class Meta:
        model = Import
        fields = [
            "id",
            "kind",
            "source",
            "state",
            "made_by",
            "made_by_name",
            "made_at",
            "done_at",
            "undone_by",
            "undone_at",
            "new",
            "changed",
            "same",
            "wrong",
            "lacking",
            "leaves_out",
            "meanings",
            "version",
        ]


class ImportRowSerializer(ModelSerializer):
    """`changes` are (field, before, after). A row with `mistakes`, (column, value, why), is not read in.

    `left_out` are (column, value, why) of values that the row is read in without.
    """

    class Meta:
        model = ImportRow
        fields = ["number", "status", "title", "target", "changes", "mistakes", "left_out", "moved"]
