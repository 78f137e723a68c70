using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Simulation.Scenarios;

/// <summary>A kind of scenario: the settings that it needs, and the script that its client follows.</summary>
/// <param name="Name">The kind's name.</param>
/// <param name="Tools">The number of the tools that the client declares first; null for none.</param>
/// <param name="IsUnthinking">Whether thinking is switched off by template arguments.</param>
/// <param name="Open">Settings of the session: a JSON object.</param>
/// <param name="Script">Operations, each with its argument or none.</param>
internal sealed record ScenarioKind(
    string Name, int? Tools, bool IsUnthinking, JsonElement Open, ImmutableArray<(string Name, JsonElement? Argument)> Script);
