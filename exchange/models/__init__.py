from exchange.models.import_batch import ImportBatch
from exchange.models.import_row import ImportRow

__all__ = ["ImportBatch", "ImportRow"]
