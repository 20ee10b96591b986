from core.forms import VersionedModelForm
from finance.models import Customer


class CustomerForm(VersionedModelForm):
    class Meta:
        model = Customer
        fields = ["number", "vat_no", "peppol_id", "street", "postal_code", "city"]
