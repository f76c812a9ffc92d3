"""This floor in the admin, noun by noun."""

from services.admin import need, plan, record, terms

__all__ = ["need", "plan", "record", "terms"]
