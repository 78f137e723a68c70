namespace Tito.Core.Messages.Normal;

/// <summary>What <see cref="JsonForm"/> takes for JSON, and which numbers it takes for one.</summary>
/// <param name="ExactNumbers">
/// Whether a fraction is compared digit by digit. Else it is compared as the float64 that clients and templates make of it; whole numbers
/// are exact either way.
/// </param>
/// <param name="TakesConstants">Whether <c>NaN</c> and <c>Infinity</c> are values, as Python's reader has them.</param>
/// <param name="TakesRepeatedKeys">Whether a key may stand twice, so that its last value counts.</param>
/// <param name="MaxDepth">How deep it may nest.</param>
internal sealed record JsonFormRules(bool ExactNumbers, bool TakesConstants, bool TakesRepeatedKeys, int MaxDepth)
{
    /// <summary>What <see cref="StrictJson"/> takes, with lone surrogates.</summary>
    public static JsonFormRules Strict { get; } = new(true, false, false, StrictJson.MaxDepth);

    /// <summary>What a client may have read a model's arguments with.</summary>
    public static JsonFormRules Lenient { get; } = new(false, true, true, 512);
}
