from funding.models.allocation import Allocation
from funding.models.budget import Budget
from funding.models.disbursement import Disbursement
from funding.models.expenditure import Expenditure

__all__ = ["Allocation", "Budget", "Disbursement", "Expenditure"]
