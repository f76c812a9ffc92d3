"""What every floor rests on: no tables, no nouns. A flat shelf of small tools."""
