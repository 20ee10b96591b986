"""What is deleted with a scheme created by mistake, and what prevents its deletion."""

from collections.abc import Iterator

from django.utils.translation import gettext

from crm.models import Company
from crm.services.discarding import ALL, let_go, objects_to_discarding, told_by
from payroll.models import PayrollScheme

let_go({"payroll.PayrollBand.scheme": ALL, "payroll.PayrollShare.scheme": ALL})
told_by(PayrollScheme, lambda scheme: Company.objects.filter(pk=scheme.company_id))


@objects_to_discarding(PayrollScheme)
def _has_document(scheme: PayrollScheme) -> Iterator[str]:
    if scheme.document:
        yield gettext("Ett avtal eller en bilaga är uppladdad. Ta bort filen först.")
