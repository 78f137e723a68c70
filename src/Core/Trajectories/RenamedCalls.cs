using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The tool calls to which a client gave other ids than the stored ones, along a path of messages. Calls are told by their places, and a
/// tool result follows the id that its call has.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RenamedCalls
{
    private readonly ImmutableDictionary<string, string> _storedIds;

    private RenamedCalls(ImmutableDictionary<string, string> storedIds) => _storedIds = storedIds;

    /// <summary>No call has another id.</summary>
    public static RenamedCalls None { get; } = new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Whether no call has another id.</summary>
    public bool IsEmpty => _storedIds.IsEmpty;

    /// <summary>The stored id of the call that a client names.</summary>
    public string StoredId(string id) => _storedIds.GetValueOrDefault(id, id);

    /// <summary>What is renamed after two messages that match.</summary>
    /// <param name="stored">The stored message.</param>
    /// <param name="replayed">The replayed message.</param>
    public RenamedCalls After(ChatMessage stored, ChatMessage replayed)
    {
        if (stored.Role != Role.Assistant || (IsEmpty && stored.IsSameText(replayed)))
        {
            return this;
        }

        var ids = _storedIds;
        foreach (var (own, other) in CallIds(stored).Zip(CallIds(replayed)))
        {
            // A later call may have the id that an earlier one was given.
            ids = other is null ? ids : own is null || own == other ? ids.Remove(other) : ids.SetItem(other, own);
        }

        return ReferenceEquals(ids, _storedIds) ? this : new(ids);
    }

    /// <summary>New messages whose tool results name stored calls by their stored ids, as the buffer has them.</summary>
    /// <param name="appended">Messages that follow a path.</param>
    internal ImmutableArray<ChatMessage> InStoredIds(ImmutableArray<ChatMessage> appended)
    {
        if (IsEmpty)
        {
            return appended;
        }

        var renamed = this;
        var messages = ImmutableArray.CreateBuilder<ChatMessage>(appended.Length);
        foreach (var message in appended)
        {
            var (id, stored) = ResultId(message) is { } named ? (named, renamed.StoredId(named)) : default;
            messages.Add(id == stored ? message : message.With("tool_call_id", stored!));
            renamed = renamed.After(message, message);
        }

        return messages.DrainToImmutable();
    }

    /// <summary>The id by which a tool result names its call, or null where it names none.</summary>
    internal static string? ResultId(ChatMessage message) =>
        message.Role == Role.Tool && message.Field("tool_call_id") is { } id ? Text(id) : null;

    /// <summary>The ids of a message's calls in their order; null for a call without one.</summary>
    internal static IEnumerable<string?> CallIds(ChatMessage message) =>
        message.Field("tool_calls") is { ValueKind: JsonValueKind.Array } calls
            ? calls.EnumerateArray().Select(
                call => call.ValueKind == JsonValueKind.Object && call.TryGetProperty("id"u8, out var id) ? Text(id) : null)
            : [];

    private static string? Text(JsonElement id) =>
        id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text ? text : null;
}
