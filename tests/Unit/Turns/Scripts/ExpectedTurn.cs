using System.Collections.Immutable;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>A turn as it has to be.</summary>
/// <param name="Number">Its place in the order of commits.</param>
/// <param name="Parent">The turn that it continues, or null.</param>
/// <param name="Messages">All messages from the root to its own answer.</param>
/// <param name="Tokens">All tokens from the first to its last.</param>
/// <param name="CompletionLength">How many of them its engine sampled.</param>
/// <param name="Replaced">How many of its parent's tokens it replaced.</param>
/// <param name="FinishReason">Why the engine stopped; a limit that the stop token just met is none.</param>
/// <param name="AfterStop">How many tokens it sampled after the first stop token of the family's; -1 when there is none.</param>
internal sealed record ExpectedTurn(
    int Number,
    ExpectedTurn? Parent,
    ImmutableArray<Said> Messages,
    ImmutableArray<Token> Tokens,
    int CompletionLength,
    int Replaced,
    string FinishReason,
    int AfterStop)
{
    /// <summary>Whether the model stopped by itself.</summary>
    public bool EndedByItself => FinishReason is "stop" or "tool_calls";

    /// <summary>Whether its last token is a stop token of the family's.</summary>
    public bool HasEnd => AfterStop == 0;

    /// <summary>How many of its tokens no later prompt has.</summary>
    public int Extra => Math.Max(0, AfterStop);

    /// <summary>The turns from the root to this one.</summary>
    public ImmutableArray<ExpectedTurn> Path => Parent is null ? [this] : [.. Parent.Path, this];

    public override string ToString() =>
        $"turn {Number} behind {Parent?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}: {string.Join(' ', Messages)}, {FinishReason}, {Token.Show(Tokens)}";
}
