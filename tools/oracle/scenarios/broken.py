"""Scenarios with one wrong place each, and the place that a replay has to name (docs/golden-scenarios.md)."""


def of(path, scenario, number):
    """Broken forms of a scenario: their paths and texts."""
    return []
