from reports.models.monthly_return import MonthlyReturn
from reports.models.published_figure import PublishedFigure
from reports.models.return_rule import ReturnRule

__all__ = ["MonthlyReturn", "PublishedFigure", "ReturnRule"]
