"""Budgets as rows of files."""

from exchange.resources.facts import Facts
from exchange.resources.registry import register
from exchange.resources.resource import Column, Resource
from funding.models import Budget
from funding.models.budget import Beside


class BudgetFacts(Facts):
    """The budgets as they are stored, their first allocations, and which years are closed."""

    def read(self, records):
        self.beside = Beside.of(records)

    def clean(self, record):
        record.clean(beside=self.beside[record.pk])


@register
class BudgetResource(Resource):
    """Budgets; what is allocated of them follows from the allocations."""

    name = "budgets"
    model = Budget
    declared = [
        Column("code", example="B-2022-0001"),
        Column("year", example="2022"),
        Column("region", example="131102 桃城区"),
        Column("source"),
        Column("name", example="社工站建设经费"),
        Column("purpose"),
        Column("document_number", example="衡财社〔2022〕5号"),
        Column("amount_yuan", example="300000"),
        Column("approved_on", example="2022-01-10"),
        Column("province_percent"),
        Column("city_percent", example="60"),
        Column("county_percent", example="40"),
        Column("township_percent"),
    ]

    def facts(self):
        return BudgetFacts()
