using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// Compares <c>role</c>, <c>content</c>, <c>reasoning_content</c> and <c>tool_calls</c>; other keys are not looked at. In each of
/// them absent, null, <c>""</c> and <c>[]</c> are the same. A tool call's <c>index</c>, which only streams carry, is not compared.
/// </summary>
public sealed class StrictMatcher : IMessageMatcher
{
    private static readonly string[] ComparedKeys = ["content", "reasoning_content"];

    /// <inheritdoc/>
    public string Name => "strict";

    /// <inheritdoc/>
    public bool Matches(ChatMessage stored, ChatMessage replayed) =>
        stored.Role == replayed.Role
        && ComparedKeys.All(key => Same(stored.Field(key), replayed.Field(key), SameJson))
        && Same(stored.Field("tool_calls"), replayed.Field("tool_calls"), SameCalls);

    private static bool Same(JsonElement? left, JsonElement? right, Func<JsonElement, JsonElement, bool> equal) =>
        IsNothing(left) || IsNothing(right) ? IsNothing(left) && IsNothing(right) : equal(left!.Value, right!.Value);

    /// <summary>Equality by value: key order is free and 1.0 is 1. An exponent beyond int32 has no value here; then the text decides.</summary>
    private static bool SameJson(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (ArgumentOutOfRangeException)
        {
            return CanonicalJson.ToBytes(left).AsSpan().SequenceEqual(CanonicalJson.ToBytes(right));
        }
    }

    private static bool IsNothing(JsonElement? value) => value is not { } json || json.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => json.ValueEquals(""),
        JsonValueKind.Array => json.GetArrayLength() == 0,
        _ => false,
    };

    private static bool SameCalls(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.Array && right.ValueKind == JsonValueKind.Array
            ? left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => SameCall(pair.First, pair.Second))
            : SameJson(left, right);

    private static bool SameCall(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != JsonValueKind.Object || right.ValueKind != JsonValueKind.Object)
        {
            return SameJson(left, right);
        }

        var compared = left.EnumerateObject().Where(property => property.Name != "index").ToArray();
        return compared.Length == right.EnumerateObject().Count(property => property.Name != "index")
            && compared.All(property =>
                right.TryGetProperty(property.Name, out var other) && SameJson(property.Value, other));
    }
}
