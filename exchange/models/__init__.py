from exchange.models.import_batch import ImportBatch
from exchange.models.import_row import ImportRow
from exchange.models.kept_answer import KeptAnswer

__all__ = ["ImportBatch", "ImportRow", "KeptAnswer"]
