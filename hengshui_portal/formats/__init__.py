"""How days and moments are written: as in official tables, the same in both languages."""
