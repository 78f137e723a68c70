namespace Tito.Core.Turns;

/// <summary>What is known of a turn from when its engine is asked.</summary>
/// <param name="AnswerId">The id by which the client knows the answer: the attempt's.</param>
/// <param name="StartedAt">When the engine was asked; the committed turn has the same time.</param>
/// <param name="PromptTokens">Number of tokens of the prompt.</param>
/// <param name="Parent">The sequence of the turn that is continued, or null for none.</param>
public sealed record TurnStart(string AnswerId, DateTimeOffset StartedAt, int PromptTokens, int? Parent);
