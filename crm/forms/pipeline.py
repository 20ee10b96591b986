from core.forms import VersionedModelForm
from crm.models import StageRule


class StageRuleForm(VersionedModelForm):
    class Meta:
        model = StageRule
        fields = ["expected_days", "warning_days", "probability"]
