"""The admin of imports and webhooks, by noun."""

from exchange.admin import import_batch, webhook

__all__ = ["import_batch", "webhook"]
