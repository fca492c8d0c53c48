"""The evaluation's sets, that nothing may be trained on."""

from packages.places import WORK

EVALUATION = WORK / "evaluation"
