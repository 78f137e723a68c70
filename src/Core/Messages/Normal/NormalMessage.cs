using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Tito.Core.Messages.Normal;

/// <summary>
/// A message by what it says in a family's prompts: hashes that are the same for messages that differ in spelling alone. It is made in one
/// pass over the message, is kept with it, and holds none of its text.
/// </summary>
internal sealed class NormalMessage
{
    private const string ThinkEnd = "</think>";

    private readonly ChatMessage _message;
    private readonly MessageForm _form;
    private readonly NormalReading _whole;
    private readonly NormalReading? _split;
    private readonly ImmutableArray<NormalCall> _calls;

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="form">What the family's template makes of its spelling.</param>
    public NormalMessage(ChatMessage message, MessageForm form)
    {
        (_message, _form) = (message, form);
        var content = ContentForm.Of(message.Field("content"), form.SeparatorOf(message.Role));
        var isAssistant = message.Role == Role.Assistant;
        var text = content.Text is { } given && form.TrimmedRoles.Contains(message.Role)
            ? WhiteSpace.TrimAsTemplates(given).ToString()
            : content.Text;
        var reasoning = isAssistant && !form.IgnoresReasoning ? Reasoning(message) : null;
        _whole = text is null ? new(content.Other, reasoning) : Reading(text, reasoning);
        _split = isAssistant && reasoning is null && text is not null ? Split(text) : null;
        _calls = isAssistant ? Calls(message) : [];
    }

    /// <summary>Whether this is the form that a family's prompts ask for.</summary>
    public bool IsOf(MessageForm form) => ReferenceEquals(_form, form);

    /// <summary>
    /// How far a replayed message is that says what this stored one of the same role says, whatever their ids; null where it says
    /// something else.
    /// </summary>
    public Distance? DistanceOf(NormalMessage replayed)
    {
        if (Dropped(replayed) is not { } dropped || _calls.Length != replayed._calls.Length
            || _form.Fields.Any(field => field.Role == _message.Role && FieldHash(field.Field) != replayed.FieldHash(field.Field)))
        {
            return null;
        }

        var distance = new Distance(0, 0, dropped, 1);
        for (var index = 0; index < _calls.Length; index++)
        {
            switch (Call(replayed, index))
            {
                case CallMatch.Other:
                    return null;
                case CallMatch.Altered:
                    distance += new Distance(1, 0, 0, 0);
                    break;
                case CallMatch.Emptied:
                    distance += new Distance(0, 1, 0, 0);
                    break;
                case CallMatch.Filled:
                    distance += new Distance(0, 0, 0, 1);
                    break;
            }
        }

        return distance;
    }

    /// <summary>
    /// The calls of this sampled message that a replayed one says otherwise, by their places; null where it has another number of them.
    /// </summary>
    public ImmutableArray<int>? AlteredCalls(NormalMessage replayed) => _calls.Length == replayed._calls.Length
        ? [.. Enumerable.Range(0, _calls.Length).Where(index => Call(replayed, index) is CallMatch.Altered or CallMatch.Other)]
        : null;

    private CallMatch Call(NormalMessage replayed, int index) =>
        NormalCall.Match(_calls[index], replayed._calls[index]) is not CallMatch.Other and var match ? match
        : _message.SampledTools is { } tools && CallAt(_message, index) is { } own && CallAt(replayed._message, index) is { } other
            ? ReplayedCall.Of(own, other, tools)
        : CallMatch.Other;

    private static JsonElement? CallAt(ChatMessage message, int index) =>
        message.Field("tool_calls") is { ValueKind: JsonValueKind.Array } calls ? calls[index] : null;

    /// <summary>How much reasoning a replayed message leaves out, 0 or 1, by the readings that agree best; null where none agree.</summary>
    private int? Dropped(NormalMessage replayed)
    {
        int? least = null;
        foreach (var own in (ReadOnlySpan<NormalReading?>)[_whole, _split])
        {
            foreach (var other in (ReadOnlySpan<NormalReading?>)[replayed._whole, replayed._split])
            {
                if (own is { } stored && other is { } sent && NormalReading.Dropped(stored, sent) is { } dropped && !(least <= dropped))
                {
                    least = dropped;
                }
            }
        }

        return least;
    }

    private FormHash? FieldHash(string name) =>
        _message.Field(name) is not { } value || value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && value.ValueEquals(""))
            ? null
            : ContentForm.Hash(value);

    private NormalReading Reading(string text, FormHash? reasoning)
    {
        if (_message.Role != Role.Assistant)
        {
            return new(Hash(text), reasoning);
        }

        // Clients drop text that is blank, or send a blank in its place.
        var said = WhiteSpace.TrimAsClients(text).IsEmpty ? "" : text;
        return new(Hash(_form.CutsLeadingNewlines ? said.AsSpan().TrimStart('\n') : said), reasoning);
    }

    /// <summary>
    /// The text in two: reasoning up to the first end of thinking, without what stands before it, and what follows the last one.
    /// </summary>
    private NormalReading? Split(string text)
    {
        var end = text.IndexOf(ThinkEnd, StringComparison.Ordinal);
        if (_form.InlineReasoning == InlineReasoning.Kept || end < 0)
        {
            return null;
        }

        var thinking = text[..end].Split("<think>")[^1];
        var rest = text[(text.LastIndexOf(ThinkEnd, StringComparison.Ordinal) + ThinkEnd.Length)..];
        return Reading(
            _form.InlineReasoning == InlineReasoning.SplitAndTrimmed ? rest.Trim('\n') : rest.TrimStart('\n'), ReasoningHash(thinking));
    }

    private static FormHash? Reasoning(ChatMessage message) => message.Reasoning switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => ReasoningHash(text.GetString()!),
        { } value => ContentForm.Hash(value),
    };

    /// <summary>
    /// The lines without their ends: clients trim the blocks in which reasoning was told, and the faces put them together again.
    /// </summary>
    private static FormHash? ReasoningHash(string text)
    {
        var said = new StringBuilder(text.Length);
        foreach (var line in text.AsSpan().Split('\n'))
        {
            said.Append(WhiteSpace.TrimAsClients(text.AsSpan(line)));
        }

        return said.Length > 0 ? Hash(said.ToString()) : null;
    }

    private static FormHash Hash(ReadOnlySpan<char> text) => new FormBytes().Tag('t').Text(text).Hash;

    private static ImmutableArray<NormalCall> Calls(ChatMessage message) => message.Field("tool_calls") switch
    {
        { ValueKind: JsonValueKind.Array } calls => [.. calls.EnumerateArray().Select(NormalCall.Of)],
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.String } text when text.ValueEquals("") => [],
        { } value => [new(ContentForm.Hash(value), default)],
    };
}
