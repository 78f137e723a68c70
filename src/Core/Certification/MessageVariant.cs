using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Certification;

/// <summary>One message of the alphabet that conversations are spelled in.</summary>
internal sealed class MessageVariant
{
    private MessageVariant(char id, ChatMessage message, ImmutableArray<ImmutableArray<string>> traces)
    {
        (Id, Message, Traces) = (id, message, traces);
        Calls = message.Field("tool_calls") is { ValueKind: JsonValueKind.Array } calls ? calls.GetArrayLength() : 0;
    }

    /// <summary>
    /// The variant's name in keys; unique within an alphabet, and variants with the same tool calls share <see cref="CallsId"/>.
    /// </summary>
    public char Id { get; }

    public ChatMessage Message { get; }

    public Role Role => Message.Role;

    /// <summary>Lists of texts; those of a list must be in the rendered turn one after the other.</summary>
    public ImmutableArray<ImmutableArray<string>> Traces { get; }

    /// <summary>Number of tool calls, 0 or more: as many results follow.</summary>
    public int Calls { get; }

    /// <summary>Stands for the tool calls in keys, for a splice knows no more of the history: a number for each list of calls.</summary>
    public char CallsId { get; private init; }

    /// <summary>Whether the model thought: no turn that was generated with thinking switched off did.</summary>
    public required bool Thinks { get; init; }

    /// <summary>A variant from its message.</summary>
    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="json">The message.</param>
    /// <param name="thinks">See <see cref="Thinks"/>.</param>
    /// <param name="callsId">See <see cref="CallsId"/>; 0 without calls.</param>
    /// <param name="traces">See <see cref="Traces"/>.</param>
    public static MessageVariant Parse(
        int id, string json, bool thinks, int callsId, params ImmutableArray<ImmutableArray<string>> traces) =>
        new((char)id, ChatMessage.Parse(JsonElement.Parse(json), "message"), traces)
        {
            Thinks = thinks,
            CallsId = (char)callsId,
        };
}
