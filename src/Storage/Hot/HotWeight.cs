using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Storage.Hot;

/// <summary>About how many bytes of memory a session's parts take. What turns share is counted where it stands first.</summary>
internal static class HotWeight
{
    /// <summary>A session without turns: its head, its lists, and its place in the memory.</summary>
    public const long OfSession = 2_048;

    /// <summary>The objects of a turn, without what is in them.</summary>
    public const long OfTurn = 2_048;

    /// <summary>
    /// A place of a JSON document's index beside its text: 12 bytes for each value, of which the shortest have as much text.
    /// </summary>
    private const long JsonFactor = 2;

    /// <summary>What a turn adds.</summary>
    public static long Of(Turn turn)
    {
        var content = turn.Content;
        var prompt = (long)sizeof(int) * content.PromptSegments.Sum(segment => segment.Ids.Length);
        var completion = (long)(sizeof(int) + sizeof(float)) * content.Completion.Ids.Length;
        var isShared = ReferenceEquals(content.Inputs, turn.Parent?.Content.Inputs);
        var inputs = isShared ? 0 : Of(content.Inputs.Tools) + Of(content.Inputs.Arguments);
        return OfTurn + prompt + completion + (content.RoutedExperts?.Bytes.Length ?? 0) + inputs
            + Of(content.Appended) + Of(content.Assistant.Json) + Of(content.Exchange.Request) + Of(content.Exchange.Response);
    }

    private static long Of(ImmutableArray<ChatMessage> messages) => messages.Sum(message => Of(message.Json));

    private static long Of(JsonElement? json) =>
        json is { ValueKind: not JsonValueKind.Undefined } value ? JsonFactor * JsonMarshal.GetRawUtf8Value(value).Length : 0;
}
