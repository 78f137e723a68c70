using System.Collections.Immutable;

namespace Tito.Core.Verification.Conformance;

/// <summary>What a completion says, whatever ids a server gives the calls.</summary>
/// <param name="Content">The text; empty for none.</param>
/// <param name="Reasoning">The reasoning; null for none.</param>
/// <param name="Calls">Name and arguments, a JSON text, of each call.</param>
public sealed record SaidMessage(string Content, string? Reasoning, ImmutableArray<(string Name, string Arguments)> Calls);
