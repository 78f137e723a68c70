namespace Tito.Replay.Drift;

/// <summary>
/// How many sampled tokens drift: the share of a training set. A token may count under several names, and once as affected.
/// </summary>
/// <param name="Tokens">Sampled tokens, of the old side.</param>
/// <param name="Affected">Those with any of the following.</param>
/// <param name="Context">In a turn whose prompt is another.</param>
/// <param name="Lost">In a turn that the new setup refuses, or that continues one.</param>
/// <param name="Text">Whose id stands for another text.</param>
/// <param name="Encoding">That the old tokenizer would choose for their text, and the new one would not.</param>
/// <param name="Replaced">That the next turn's prompt replaces, and did not before: they are trained on no more.</param>
/// <param name="Completion">From the first on that was sampled otherwise, in two recordings.</param>
internal readonly record struct SampledDrift(
    long Tokens, long Affected, long Context, long Lost, long Text, long Encoding, long Replaced, long Completion)
{
    /// <summary>The share of affected tokens, 0 to 1; 0 of none.</summary>
    public double Share => Tokens == 0 ? 0 : (double)Affected / Tokens;

    /// <summary>Both together.</summary>
    public static SampledDrift operator +(SampledDrift left, SampledDrift right) => new(
        left.Tokens + right.Tokens, left.Affected + right.Affected, left.Context + right.Context, left.Lost + right.Lost,
        left.Text + right.Text, left.Encoding + right.Encoding, left.Replaced + right.Replaced, left.Completion + right.Completion);
}
