"""What happens to a file between somebody's computer and the store: looked through, or refused."""

from exchange.files.checking import MAX_BYTES, Checked, check_file
from exchange.files.names import bare_name, clean_title, download_name

__all__ = ["MAX_BYTES", "Checked", "bare_name", "check_file", "clean_title", "download_name"]
