using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>The fields that only golden files have.</summary>
internal static class GoldenField
{
    /// <summary>The whole file.</summary>
    public static JsonPlace Root(JsonElement file) => new(file, "", (at, reason, cause) => new GoldenFormatException(at, reason, cause));

    /// <summary>The sequence of a turn before another one, or null for -1.</summary>
    public static int? Parent(this JsonPlace at) => at.Int32() switch
    {
        -1 => null,
        var sequence and >= 0 => sequence,
        _ => throw at.Refusal("must be the sequence of a turn, or -1 for none."),
    };

    /// <summary>An array of logprobs, float32.</summary>
    public static ImmutableArray<float> Logprobs(this JsonPlace at) =>
        [.. at.Items().Select(item => TryLogprob(item.Json) ?? throw item.Refusal("must be a number within float32."))];

    /// <summary>A digest in hexadecimal.</summary>
    public static Digest Digest(this JsonPlace at)
    {
        try
        {
            return Tokens.Digest.Parse(at.Text());
        }
        catch (FormatException broken)
        {
            throw at.Refusal(broken.Message, broken);
        }
    }

    private static float? TryLogprob(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var value) && float.IsFinite((float)value) ? (float)value : null;
}
