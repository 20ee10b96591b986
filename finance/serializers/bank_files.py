from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.serializers import ModelSerializer
from crm.serializers.fields import NameField
from finance.models import BankFile, RefusedRow


class BankFileSerializer(ModelSerializer):
    """`taken` and `refused` are kronor with sign, and sum to what the file held: `credit` less `debit`."""

    read_by_name = NameField(source="read_by")

    class Meta:
        model = BankFile
        fields = [
            "id",
            "number",
            "name",
            "format",
            "sha256",
            "from_on",
            "to_on",
            "entries",
            "credit",
            "debit",
            "taken",
            "refused",
            "warnings",
            "read_by",
            "read_by_name",
            "read_at",
            "version",
        ]


class NewBankFileSerializer(serializers.Serializer):
    """A file in one of the banks' own formats; rows that are likely in already are not taken."""

    file = serializers.FileField(label=_("Fil från banken"))


class RefusedRowSerializer(ModelSerializer):
    """`same` is the payment that the row already was."""

    class Meta:
        model = RefusedRow
        fields = ["position", "booked_on", "amount", "payer", "text", "why", "same"]
