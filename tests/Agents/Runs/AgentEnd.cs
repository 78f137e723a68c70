namespace Tito.Tests.Agents.Runs;

/// <summary>How an agent ended.</summary>
/// <param name="Done">Whether it ended as it does when all went well.</param>
/// <param name="Text">What it said last: the answer, or the error.</param>
internal sealed record AgentEnd(bool Done, string Text);
