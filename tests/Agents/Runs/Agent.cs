using System.Collections.Immutable;

namespace Tito.Tests.Agents.Runs;

/// <summary>A client of the table in docs/agents.md.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Version">The pinned packages, as <c>name 1.2.3</c>.</param>
/// <param name="Ways">How its answers come: <c>whole</c>, <c>streamed</c>.</param>
/// <param name="RunAsync">Lets it work against a base URL, in one of the ways.</param>
internal sealed record Agent(string Name, string Version, ImmutableArray<string> Ways, AgentRunner RunAsync);
