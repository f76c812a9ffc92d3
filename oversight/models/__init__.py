from oversight.models.draw import Draw
from oversight.models.draw_item import DrawItem
from oversight.models.finding import Finding
from oversight.models.inspection import Inspection
from oversight.models.judgement import Judgement
from oversight.models.pattern_rule import PatternRule
from oversight.models.rectification import Rectification
from oversight.models.rectification_file import RectificationFile

__all__ = [
    "Draw",
    "DrawItem",
    "Finding",
    "Inspection",
    "Judgement",
    "PatternRule",
    "Rectification",
    "RectificationFile",
]
