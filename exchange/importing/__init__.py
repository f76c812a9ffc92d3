"""The way of rows, from a file or as objects, to records, and back again by undo.

``reading`` takes a file apart into a sheet, ``headings`` finds its columns, ``planning`` says what each
row would do, ``writing`` does it, ``undoing`` takes it back; ``entering`` plans objects of the API alike.
"""
