using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Simulation.Scenarios;

/// <summary>An answer of the pools: how it is written, and what it says by the family's format.</summary>
/// <param name="Pieces">The ids of markers, and the texts between them.</param>
/// <param name="FinishReason">The engine's word for why it stopped.</param>
/// <param name="Stop">Where the engine says that it stopped; null where it does not say.</param>
/// <param name="Reasoning">What the model thinks; null for nothing.</param>
/// <param name="Content">What it says.</param>
/// <param name="Calls">What it calls; the id is null where the format has none.</param>
internal sealed record AnswerRecipe(
    ImmutableArray<AnswerPiece> Pieces,
    string FinishReason,
    StopMatch? Stop,
    string? Reasoning,
    string Content,
    ImmutableArray<(string Name, string Arguments, string? Id)> Calls);
