using System.Collections.Immutable;

namespace Tito.Core.Rendering.Encoders;

/// <summary>One turn of a DeepSeek-V4 conversation.</summary>
/// <param name="Role"><c>system</c>, <c>developer</c>, <c>user</c> or <c>assistant</c>; results of tools are in user turns.</param>
/// <param name="Messages">One message, or the user messages and tool results that stand side by side.</param>
internal sealed record DeepSeekV4Turn(string Role, ImmutableArray<EncodedMessage> Messages)
{
    /// <summary>Folds a conversation into turns, the tool results of a turn in the order of the calls that they answer.</summary>
    public static ImmutableArray<DeepSeekV4Turn> Fold(ImmutableArray<EncodedMessage> messages)
    {
        var turns = ImmutableArray.CreateBuilder<DeepSeekV4Turn>();
        var callIds = ImmutableArray<string>.Empty;
        for (var i = 0; i < messages.Length;)
        {
            var end = i + 1;
            if (!IsUser(messages[i]))
            {
                turns.Add(new(messages[i].Role, [messages[i]]));
                callIds = messages[i].ToolCalls.IsEmpty ? callIds : [.. messages[i].ToolCalls.Select(call => call.Id)];
            }
            else
            {
                while (end < messages.Length && IsUser(messages[end]))
                {
                    end++;
                }

                turns.Add(new("user", Sort(messages[i..end], callIds)));
            }

            i = end;
        }

        return turns.ToImmutable();
    }

    private static bool IsUser(EncodedMessage message) => message.Role is "user" or "tool";

    /// <summary>Puts the results in order; user messages keep their places between them.</summary>
    private static ImmutableArray<EncodedMessage> Sort(ImmutableArray<EncodedMessage> messages, ImmutableArray<string> callIds)
    {
        // A result of an unknown call counts as one of the first call (sort_tool_results_by_call_order).
        var results = new Queue<EncodedMessage>(messages.Where(message => message.Role == "tool")
            .OrderBy(result => result.ToolCallId.Length == 0 ? 0 : Math.Max(0, callIds.LastIndexOf(result.ToolCallId))));
        return [.. messages.Select(message => message.Role == "tool" ? results.Dequeue() : message)];
    }
}
