from payroll.models.months import PayrollMonth, PayrollReceipt
from payroll.models.schemes import PayrollBand, PayrollScheme, PayrollShare, SchemeStatus

__all__ = ["PayrollBand", "PayrollMonth", "PayrollReceipt", "PayrollScheme", "PayrollShare", "SchemeStatus"]
