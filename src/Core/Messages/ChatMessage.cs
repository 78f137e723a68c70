using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages.Normal;

namespace Tito.Core.Messages;

/// <summary>
/// One message of a conversation: its JSON as it was received (keys in order, numbers with their text), with its role read.
/// </summary>
/// <remarks>
/// Unknown keys are kept, because templates may read them. Immutable and thread-safe. Equality is by reference; whether two
/// messages say the same is a matcher's decision.
/// </remarks>
public sealed class ChatMessage
{
    /// <summary>The longest name of a role, in UTF-16 units.</summary>
    public const int MaxRoleLength = 64;

    private NormalMessage? _normal;

    private ChatMessage(Role role, JsonElement json) => (Role, Json) = (role, json);

    /// <summary>Who speaks.</summary>
    public Role Role { get; }

    /// <summary>The name of the role, as the message spells it; 1 to <see cref="MaxRoleLength"/> characters.</summary>
    public string RoleName => Role == Role.Other ? Json.GetProperty("role"u8).GetString()! : WireName.Of(Role);

    /// <summary>The whole message, a JSON object without duplicate keys and without lone surrogates.</summary>
    public JsonElement Json { get; }

    /// <summary>A field of the message, or null when it is absent. A JSON <c>null</c> is present.</summary>
    public JsonElement? Field(string name) => Json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>
    /// The reasoning of an assistant message: <c>reasoning_content</c> or, where that says nothing, its alias <c>reasoning</c> if it is a
    /// text. Null where there is none.
    /// </summary>
    public JsonElement? Reasoning =>
        Field("reasoning_content") is { } given && !IsNothing(given) ? given
        : Field("reasoning") is { ValueKind: JsonValueKind.String } alias && !IsNothing(alias) ? alias
        : null;

    /// <summary>The tools with which a model sampled this message; null of a message that a client sent.</summary>
    internal DeclaredTools? SampledTools { get; private init; }

    /// <summary>Reads one message.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="param">The place in the request, for errors.</param>
    /// <exception cref="MessageException">No object, no role, or a text that is not valid Unicode.</exception>
    public static ChatMessage Parse(JsonElement json, string param) => Borrow(json, param).Owned();

    /// <summary>Reads a list of messages.</summary>
    /// <param name="json">A JSON array of objects.</param>
    /// <param name="param">The place in the request, for errors.</param>
    /// <exception cref="MessageException">No array, or one of its messages is invalid.</exception>
    public static IReadOnlyList<ChatMessage> ParseList(JsonElement json, string param) =>
        [.. BorrowList(json, param).Select(message => message.Owned())];

    /// <summary>Reads a list of messages without copying them: they live as long as the document of <paramref name="json"/>.</summary>
    /// <param name="json">A JSON array of objects.</param>
    /// <param name="param">The place in the request, for errors.</param>
    /// <exception cref="MessageException">No array, or one of its messages is invalid.</exception>
    public static IReadOnlyList<ChatMessage> BorrowList(JsonElement json, string param)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw new MessageException(param, $"must be an array of messages, not {JsonText.KindOf(json)}.");
        }

        var messages = new List<ChatMessage>(json.GetArrayLength());
        foreach (var message in json.EnumerateArray())
        {
            messages.Add(TryBorrow(message) ?? Borrow(message, $"{param}[{messages.Count}]"));
        }

        return messages;
    }

    /// <summary>The message with a copy of its JSON that needs no document.</summary>
    public ChatMessage Owned() => new(Role, Json.Clone()) { SampledTools = SampledTools };

    /// <summary>The message as one that a model sampled.</summary>
    /// <param name="tools">The tools that it was given: a JSON array, or null for none.</param>
    internal ChatMessage SampledWith(JsonElement? tools) => new(Role, Json) { SampledTools = new(tools) };

    /// <summary>Whether two messages have the same role, by its name.</summary>
    internal bool HasRoleOf(ChatMessage other) => Role == other.Role && (Role != Role.Other || RoleName == other.RoleName);

    /// <summary>Whether two messages are the same bytes; if not, they may say the same all the same.</summary>
    internal bool IsSameText(ChatMessage other) => JsonMarshal.GetRawUtf8Value(Json).SequenceEqual(JsonMarshal.GetRawUtf8Value(other.Json));

    /// <summary>Whether two messages have the same bytes for calls, or no calls; if not, the calls may say the same all the same.</summary>
    internal bool HasCallsAs(ChatMessage other) => (Field("tool_calls"), other.Field("tool_calls")) switch
    {
        (null, null) => true,
        ({ } one, { } two) => JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(two)),
        _ => false,
    };

    /// <summary>What the message says in a family's prompts: made once, and kept with the message.</summary>
    internal NormalMessage Normal(MessageForm form) => _normal is { } kept && kept.IsOf(form) ? kept : _normal = new(this, form);

    /// <summary>The message with a text in the place of a field's value; all other bytes stay.</summary>
    /// <param name="name">A field that it has.</param>
    /// <param name="text">Any text without lone surrogates.</param>
    internal ChatMessage With(string name, string text)
    {
        var json = JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var field in Json.EnumerateObject())
            {
                writer.WritePropertyName(field.Name);
                if (field.NameEquals(name))
                {
                    writer.WriteStringValue(text);
                }
                else
                {
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(field.Value), skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        });
        return new(Role, JsonElement.Parse(json.Span)) { SampledTools = SampledTools };
    }

    private static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>The message, or null where there is more to look at or something to say: a conversation is long, and places cost.</summary>
    private static ChatMessage? TryBorrow(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && JsonText.IsPlain(json) && RoleOf(json) is { } role ? new(role, json) : null;

    private static Role? RoleOf(JsonElement json) =>
        !json.TryGetProperty("role"u8, out var role) || role.ValueKind != JsonValueKind.String ? null
        : role.ValueEquals("assistant"u8) ? Role.Assistant
        : role.ValueEquals("tool"u8) ? Role.Tool
        : role.ValueEquals("user"u8) ? Role.User
        : role.ValueEquals("system"u8) ? Role.System
        : role.ValueEquals("developer"u8) ? Role.Developer
        : role.GetString() is { Length: > 0 and <= MaxRoleLength } ? Role.Other
        : null;

    private static ChatMessage Borrow(JsonElement json, string param)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException(param, $"a message is an object, not {JsonText.KindOf(json)}.");
        }

        JsonText.RequireValid(json, param);
        return new(RoleOf(json) ?? throw new MessageException(
            $"{param}.role",
            $"must be the name of a role, as system, developer, user, assistant or tool, of 1 to {MaxRoleLength} characters."), json);
    }
}
