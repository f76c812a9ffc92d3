from exchange.models.change import Change
from exchange.models.import_batch import ImportBatch
from exchange.models.import_row import ImportRow
from exchange.models.kept_answer import KeptAnswer
from exchange.models.webhook_delivery import WebhookDelivery
from exchange.models.webhook_subscription import WebhookSubscription

__all__ = ["Change", "ImportBatch", "ImportRow", "KeptAnswer", "WebhookDelivery", "WebhookSubscription"]
