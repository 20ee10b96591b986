"""What is deleted with a scheme created by mistake, and what prevents its deletion."""

from collections.abc import Iterator

from django.utils.translation import gettext

from crm.models import Company
from crm.services.discarding import ALL, objects_to_discarding, register_cascade, register_history
from payroll.models import PayrollScheme

register_cascade({"payroll.PayrollBand.scheme": ALL, "payroll.PayrollShare.scheme": ALL})
register_history(PayrollScheme, lambda scheme: Company.objects.filter(pk=scheme.company_id))


@objects_to_discarding(PayrollScheme)
def _has_document(scheme: PayrollScheme) -> Iterator[str]:
    if scheme.document:
        yield gettext("Ett avtal eller en bilaga är uppladdad. Ta bort filen först.")
