from core.serializers import ModelSerializer
from crm.models import StageRule


class StageRuleSerializer(ModelSerializer):
    class Meta:
        model = StageRule
        fields = ["id", "stage", "expected_days", "warning_days", "probability", "version"]
        read_only_fields = ["stage"]
