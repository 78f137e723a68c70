namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What came of a script.</summary>
/// <param name="StepCount">How many of its steps did something.</param>
/// <param name="Difference">The steps up to the first in which the two servers differ, a line each, with the difference; null when they do not.</param>
internal sealed record ScriptResult(int StepCount, string? Difference);
