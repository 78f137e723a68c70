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

    /// <summary>An object that nests no deeper than the body of a request, or of an answer: what is deeper no journal gives back.</summary>
    public static JsonPlace Body(this JsonPlace at) => at.Within(StrictJson.MaxDepth);

    /// <summary>An object that nests no deeper than a message does, which lies in a list in a body.</summary>
    public static JsonPlace Message(this JsonPlace at) => at.Within(StrictJson.MaxDepth - 2);

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

    private static JsonPlace Within(this JsonPlace at, int levels) =>
        IsWithin(at.Object().Json, levels) ? at : throw at.Refusal($"nests deeper than {levels} levels.");

    private static bool IsWithin(JsonElement json, int levels) => json.ValueKind switch
    {
        JsonValueKind.Object => levels > 0 && json.EnumerateObject().All(field => IsWithin(field.Value, levels - 1)),
        JsonValueKind.Array => levels > 0 && json.EnumerateArray().All(item => IsWithin(item, levels - 1)),
        _ => true,
    };

    private static float? TryLogprob(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var value) && float.IsFinite((float)value) ? (float)value : null;
}
