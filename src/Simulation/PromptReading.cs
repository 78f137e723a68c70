using System.Collections.Immutable;

namespace Tito.Simulation;

/// <summary>What a simulated model understands of a prompt.</summary>
/// <param name="Thinking">What the completion does about thinking.</param>
/// <param name="Tools">The tools that the prompt declares, in their order.</param>
/// <param name="ToolResult">The text that the last speaker gave back from a tool; null when the last speaker asks something.</param>
/// <param name="Rounds">How many assistant turns follow the last message that asks something.</param>
internal sealed record PromptReading(Thinking Thinking, ImmutableArray<DeclaredTool> Tools, string? ToolResult, int Rounds);
