"""The registry: one definition of one number, for every page, file and endpoint that shows it.

- ``catalogue``: all indicators; ``indicator`` says what one is, ``units`` in what it is counted
- ``measures``, ``pooled``: how a number is worked out of rows; ``reading``: those of many regions at once
- ``stations``, ``people``, ``staff``, ``labour``, ``agencies``, ``training``, ``services``, ``money``: the
  indicators themselves
"""
