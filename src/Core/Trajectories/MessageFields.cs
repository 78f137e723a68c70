using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// How matchers compare a message's fields: absent, null, <c>""</c> and <c>[]</c> are the same; nothing else is normalized.
/// </summary>
internal static class MessageFields
{
    /// <summary>Whether a field says the same in two messages.</summary>
    /// <param name="stored">The stored message.</param>
    /// <param name="replayed">The replayed message.</param>
    /// <param name="name">The field.</param>
    /// <param name="equal">Compares two values that are something.</param>
    public static bool Same(ChatMessage stored, ChatMessage replayed, string name, Func<JsonElement, JsonElement, bool> equal)
    {
        var (left, right) = (stored.Field(name), replayed.Field(name));
        return IsNothing(left) || IsNothing(right) ? IsNothing(left) && IsNothing(right) : equal(left!.Value, right!.Value);
    }

    /// <summary>Whether two lists of tool calls are equal in number and pairwise; anything but two lists is compared by value.</summary>
    public static bool SameCalls(JsonElement left, JsonElement right, Func<JsonElement, JsonElement, bool> sameCall) =>
        left.ValueKind == JsonValueKind.Array && right.ValueKind == JsonValueKind.Array
            ? left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => sameCall(pair.First, pair.Second))
            : SameJson(left, right);

    /// <summary>Whether two objects have the same keys with equal values, except for one key that is not compared.</summary>
    /// <param name="left">Any value.</param>
    /// <param name="right">Any value.</param>
    /// <param name="ignored">The key that is not compared, or null for none.</param>
    /// <param name="equal">Compares the values of a key.</param>
    public static bool SameObject(JsonElement left, JsonElement right, string? ignored, Func<string, JsonElement, JsonElement, bool> equal)
    {
        if (left.ValueKind != JsonValueKind.Object || right.ValueKind != JsonValueKind.Object)
        {
            return SameJson(left, right);
        }

        var compared = left.EnumerateObject().Where(property => property.Name != ignored).ToArray();
        return compared.Length == right.EnumerateObject().Count(property => property.Name != ignored)
            && compared.All(property => right.TryGetProperty(property.Name, out var other) && equal(property.Name, property.Value, other));
    }

    /// <summary>
    /// Equality by value: key order is free and 1.0 is 1. An exponent beyond int32 and a lone surrogate have no value here; then the text
    /// of that number or string decides.
    /// </summary>
    public static bool SameJson(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (Exception valueless) when (valueless is ArgumentOutOfRangeException or InvalidOperationException)
        {
            return SamePart(left, right);
        }
    }

    /// <summary>The same part by part, down to the scalar that has no value.</summary>
    private static bool SamePart(JsonElement left, JsonElement right) => left.ValueKind == right.ValueKind && left.ValueKind switch
    {
        JsonValueKind.Object => left.GetPropertyCount() == right.GetPropertyCount()
            && left.EnumerateObject().All(property =>
                right.TryGetProperty(property.Name, out var other) && SameJson(property.Value, other)),
        JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
            && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => SameJson(pair.First, pair.Second)),
        _ => string.Equals(left.GetRawText(), right.GetRawText(), StringComparison.Ordinal),
    };

    /// <summary>Whether a field is absent or says nothing.</summary>
    public static bool IsNothing(JsonElement? value) => value is not { } json || json.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => json.ValueEquals(""),
        JsonValueKind.Array => json.GetArrayLength() == 0,
        _ => false,
    };
}
