"""Rows of the one Markdown table that a run prints."""

from dataclasses import dataclass

from measure import Cost


@dataclass
class Goal:
    """A bound of a ratio or of another number, e.g. Goal("≥", 10, "×")."""

    sign: str
    bound: float
    unit: str

    def is_met_by(self, value: float) -> bool:
        return value >= self.bound if self.sign == "≥" else value <= self.bound

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g} {self.unit}"


@dataclass
class Row:
    what: str
    own: str
    peer: str = "–"
    value: float | None = None  # in the goal's unit; a ratio unless the goal says otherwise
    goal: Goal | None = None

    def __str__(self) -> str:
        unit = self.goal.unit if self.goal else "×"
        value = "–" if self.value is None else f"{self.value:.2f} {unit}"
        goal = str(self.goal) if self.goal else "–"
        if self.goal and self.value is not None:
            goal += ", met" if self.goal.is_met_by(self.value) else ", missed"
        return f"| {self.what} | {self.own} | {self.peer} | {value} | {goal} |"


HEAD = "| Bench | octo-site | Peer | Value | Goal |\n| --- | --- | --- | ---: | --- |"


def both(cost: Cost) -> str:
    """Wall and CPU time."""
    return f"{cost.wall:.2f} s (CPU {cost.cpu:.2f} s)"


def full(cost: Cost) -> str:
    """Wall and CPU time, and peak memory."""
    return f"{cost.wall:.2f} s (CPU {cost.cpu:.2f} s, {cost.peak:.0f} MB)"


def count(number: int) -> str:
    return f"{number:,}"
