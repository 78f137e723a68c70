namespace Tito.Simulation.Generations;

/// <summary>How a completion ended, and by what.</summary>
/// <param name="Kind">How.</param>
/// <param name="StopId">The token that ended it: with <see cref="EndKind.Eos"/> and <see cref="EndKind.StopToken"/>.</param>
/// <param name="StopText">The text that ended it: with <see cref="EndKind.StopText"/>.</param>
internal sealed record GenerationEnd(EndKind Kind, int? StopId = null, string? StopText = null)
{
    /// <summary>Whether a token of the completion is a mark of its end and no text.</summary>
    public bool IsToken => Kind is EndKind.Eos or EndKind.StopToken;

    /// <summary>Whether it stopped by itself.</summary>
    public bool IsStop => Kind is EndKind.Eos or EndKind.StopToken or EndKind.StopText;
}
