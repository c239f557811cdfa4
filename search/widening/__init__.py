"""Widening: which other forms a typed word may have, each with the reason that a user is shown.

    名称 names → 沿革, 同义词 synonyms → 数字写法 figures

Only what is typed plainly is widened: never what stands in quotes, is pasted or is excluded.
"""

from .modes import LABELS, MEANINGS, mode_of
from .synonyms import of_office as synonyms_of_office
from .words import Tables, Wider, standing, wider

__all__ = ["LABELS", "MEANINGS", "Tables", "Wider", "mode_of", "standing", "synonyms_of_office", "wider"]
