from funding.models.allocation import Allocation
from funding.models.budget import Budget
from funding.models.carry_over import CarryOver
from funding.models.contract import Contract
from funding.models.disbursement import Disbursement
from funding.models.expenditure import Expenditure
from funding.models.month_sum import MonthSum
from funding.models.payment_request import PaymentRequest
from funding.models.payment_stage import PaymentStage
from funding.models.spending_rule import SpendingRule
from funding.models.unit_cost import UnitCost
from funding.models.year_close import FiscalYearClose

__all__ = [
    "Allocation",
    "Budget",
    "CarryOver",
    "Contract",
    "Disbursement",
    "Expenditure",
    "FiscalYearClose",
    "MonthSum",
    "PaymentRequest",
    "PaymentStage",
    "SpendingRule",
    "UnitCost",
]
