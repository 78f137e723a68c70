using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Messages.Normal;

namespace Tito.Core.Trajectories;

/// <summary>
/// <see cref="StrictMatcher"/>, but the arguments of a tool call are compared as the JSON objects that they spell: for harnesses that
/// parse arguments and write them anew.
/// </summary>
/// <remarks>
/// null and <c>""</c> are <c>{}</c>; missing arguments are not. Numbers compare as exact decimals (1 = 1.0), keys in any order, arrays
/// in theirs. Text that is not a JSON object, repeats a key, or nests deeper than <see cref="MaxDepth"/> is compared as it is.
/// </remarks>
public sealed class LooseToolCallMatcher : IMessageMatcher
{
    /// <summary>The deepest nesting of arguments that is compared by value.</summary>
    public const int MaxDepth = StrictJson.MaxDepth;

    private static readonly FormHash? NoArguments = ReadObject("{}");

    /// <inheritdoc/>
    public string Name => "loose_tool_call";

    /// <inheritdoc/>
    public bool Matches(ChatMessage stored, ChatMessage replayed) => StrictMatcher.Matches(stored, replayed, SameCall);

    private static bool SameCall(JsonElement left, JsonElement right) =>
        MessageFields.SameObject(
            left, right, "index", (name, one, other) => name == "function" ? SameFunction(one, other) : MessageFields.SameJson(one, other));

    private static bool SameFunction(JsonElement left, JsonElement right) =>
        MessageFields.SameObject(
            left, right, null, (name, one, other) => name == "arguments" ? SameArguments(one, other) : MessageFields.SameJson(one, other));

    private static bool SameArguments(JsonElement left, JsonElement right) =>
        MessageFields.SameJson(left, right)
        || (ReadObject(left) is { } one && ReadObject(right) is { } other && one == other);

    /// <inheritdoc/>
    Distance? IMessageMatcher.DistanceOf(ChatMessage stored, ChatMessage replayed, RenamedCalls renamed) =>
        !Matches(stored, replayed) ? null
        : StrictMatcher.IsSame(stored, replayed) ? Distance.None
        : new Distance(0, 0, 0, 1);

    /// <summary>The object that arguments spell, or null. Its texts may hold lone surrogates, as Python reads them.</summary>
    private static FormHash? ReadObject(JsonElement arguments) => arguments.ValueKind switch
    {
        JsonValueKind.Null => NoArguments,
        JsonValueKind.String => arguments.ValueEquals("") ? NoArguments : ReadObject(arguments.GetString()!),
        JsonValueKind.Object => ReadObject(arguments.GetRawText()),
        _ => null,
    };

    private static FormHash? ReadObject(string text)
    {
        var form = new FormBytes();
        return JsonForm.TryWrite(text, JsonFormRules.Strict, form, out var read) && read.Kind == 'o' ? form.Hash : null;
    }
}
