using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Finds the field by which a matcher tells two messages apart.</summary>
/// <remarks>
/// The matcher alone decides: a field is the one when the stored message stops matching as soon as it has the replayed value there. So
/// a matcher that ignores a field, or compares it in a way of its own, needs no word here. Costs some comparisons of one message, for a
/// request that is refused.
/// </remarks>
internal static class DifferenceFinder
{
    private const string Calls = "tool_calls";

    private static readonly string[] First = ["content", "reasoning_content", Calls];

    /// <summary>The parts of a call from what a call is to how it is spelled.</summary>
    private static readonly string[][] CallParts = [["function", "name"], ["id"], ["type"], ["function", "arguments"]];

    /// <summary>The first field that differs.</summary>
    /// <param name="index">The messages' place.</param>
    /// <param name="stored">The stored message.</param>
    /// <param name="sent">Another one by the matcher.</param>
    /// <param name="matcher">Tells the two apart.</param>
    public static MessageDifference Find(int index, ChatMessage stored, ChatMessage sent, IMessageMatcher matcher)
    {
        if (stored.Role != sent.Role)
        {
            return Of(index, "role", stored.Field("role"), sent.Field("role"));
        }

        var names = First
            .Concat(stored.Json.EnumerateObject().Concat(sent.Json.EnumerateObject()).Select(property => property.Name))
            .Where(name => name != "role")
            .Distinct()
            .ToList();
        var field = names.FirstOrDefault(name => !Matches(stored, sent, name, matcher))
            ?? names.FirstOrDefault(name => !IsSame(stored.Field(name), sent.Field(name)))
            ?? "content";
        return field == Calls && FindInCalls(index, stored, sent) is { } call
            ? call
            : Of(index, field, stored.Field(field), sent.Field(field));
    }

    private static MessageDifference? FindInCalls(int index, ChatMessage stored, ChatMessage sent)
    {
        if (stored.Field(Calls) is not { ValueKind: JsonValueKind.Array } left
            || sent.Field(Calls) is not { ValueKind: JsonValueKind.Array } right
            || left.GetArrayLength() != right.GetArrayLength())
        {
            return null;
        }

        return Enumerable.Range(0, left.GetArrayLength())
            .Select(call => FindInCall(index, stored, sent, call))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>Where a call differs from the one in its place, first in what it is; null where it is spelled alike.</summary>
    /// <param name="index">The messages' place.</param>
    /// <param name="stored">The stored message, with a list of calls.</param>
    /// <param name="sent">The one that was sent, with as many.</param>
    /// <param name="call">The call's place, 0 to below their number.</param>
    public static MessageDifference? FindInCall(int index, ChatMessage stored, ChatMessage sent, int call)
    {
        var (one, other) = (stored.Field(Calls)!.Value[call], sent.Field(Calls)!.Value[call]);
        return CallParts.FirstOrDefault(part => !IsSame(At(one, part), At(other, part))) is { } differs
            ? Of(index, $"{Calls}[{call}].{string.Join('.', differs)}", At(one, differs), At(other, differs))
            : null;
    }

    /// <summary>That two messages have other calls altogether.</summary>
    public static MessageDifference OfCalls(int index, ChatMessage stored, ChatMessage sent) =>
        Of(index, Calls, stored.Field(Calls), sent.Field(Calls));

    private static JsonElement? At(JsonElement json, string[] path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }

    /// <summary>
    /// Whether the stored message still matches with one field as it was sent; any field but the role, so that it stays a message.
    /// </summary>
    private static bool Matches(ChatMessage stored, ChatMessage sent, string field, IMessageMatcher matcher) =>
        IsSame(stored.Field(field), sent.Field(field))
        || matcher.Matches(stored, ChatMessage.Parse(With(stored, field, sent.Field(field)), "message"));

    private static JsonElement With(ChatMessage message, string field, JsonElement? value) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var property in message.Json.EnumerateObject().Where(property => property.Name != field))
        {
            property.WriteTo(json);
        }

        if (value is { } present)
        {
            json.WritePropertyName(field);
            present.WriteTo(json);
        }

        json.WriteEndObject();
    }).Span);

    private static bool IsSame(JsonElement? left, JsonElement? right) => (left, right) switch
    {
        (null, null) => true,
        ({ } one, { } other) => CanonicalJson.ToBytes(one).AsSpan().SequenceEqual(CanonicalJson.ToBytes(other)),
        _ => false,
    };

    private static MessageDifference Of(int index, string field, JsonElement? stored, JsonElement? sent) =>
        new(index, field, DigestOf(stored), DigestOf(sent));

    private static Digest? DigestOf(JsonElement? value) => value is { } json ? Digest.Of(CanonicalJson.ToBytes(json)) : null;
}
