"""The way of rows, from a file or as objects, to records, and back again by undo.

``reading`` takes a file apart into a sheet; workbooks are read by ``workbook_process``, which first goes
through their XML (``looking``). ``headings`` finds the columns, ``planning`` says what each
row would do, ``writing`` does it, ``undoing`` takes it back; ``noticing`` and ``collecting`` tell
what the check has found. ``entering`` plans objects of the API alike.
"""
