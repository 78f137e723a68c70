using System.Collections.Immutable;
using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering.Encoders;

/// <summary>
/// Conversations of DeepSeek-V4. User messages and tool results that stand side by side are one user turn, which opens the assistant's
/// turn where one follows it.
/// </summary>
/// <remarks>
/// Format: encoding/encoding_dsv4.py of deepseek-ai/DeepSeek-V4. A developer message is a user turn of its own. The latest_reminder role
/// and the tasks are not of the chat form that sessions take, and are not written here.
/// </remarks>
internal sealed class DeepSeekV4Text(DeepSeekOptions options, ToolList tools) : IConversationText
{
    private const string MaxEffort =
        "Reasoning Effort: Absolute maximum with no shortcuts permitted.\n"
        + "You MUST be very thorough in your thinking and comprehensively decompose the problem to resolve the root cause, rigorously "
        + "stress-testing your logic against all potential paths, edge cases, and adversarial scenarios.\n"
        + "Explicitly write out your entire deliberation process, documenting every intermediate step, considered alternative, and "
        + "rejected hypothesis to ensure absolutely no assumption is left unchecked.\n\n";

    // "if any message has tools defined, don't drop thinking" (encode_messages)
    private readonly bool _drops = options.DropsThinking && tools.IsEmpty;

    /// <inheritdoc/>
    public string Render(ListValue messages, bool generate) => Trace(messages, generate).Text;

    /// <inheritdoc/>
    public TracedTemplate Trace(ListValue messages, bool generate) =>
        EncoderOutput.Collect(output => Write(output, EncodedMessage.ReadAll(messages), generate));

    private void Write(EncoderOutput output, ImmutableArray<EncodedMessage> messages, bool generate)
    {
        output.Append(DeepSeekTokens.BeginOfSentence).Append(options.Thinks && options.EffortIsMax ? MaxEffort : "");
        var turns = DeepSeekV4Turn.Fold(messages);
        if (!tools.IsEmpty && turns is not [{ Role: "system" }, ..])
        {
            // The tools belong to the system message; SGLang puts an empty one first where there is none (serving_chat.py).
            DeepSeekV4Tools.Append(output, tools);
        }

        var lastUser = turns.ToList().FindLastIndex(turn => turn.Role is "user" or "developer");
        for (var i = 0; i < turns.Length; i++)
        {
            var message = turns[i].Messages[0];
            output.For(message.Index);
            switch (turns[i].Role)
            {
                case "system":
                    output.Append(message.Content);
                    if (i == 0 && !tools.IsEmpty)
                    {
                        output.For(null);
                        DeepSeekV4Tools.Append(output, tools);
                    }

                    break;
                case "user" or "developer":
                    WriteUser(output, turns[i]);
                    if (i + 1 < turns.Length ? turns[i + 1].Role == "assistant" : generate)
                    {
                        output.For(i + 1 < turns.Length ? turns[i + 1].Messages[0].Index : null).Append(DeepSeekTokens.Assistant)
                            .Append(options.Thinks && Keeps(i >= lastUser) ? DeepSeekTokens.ThinkStart : DeepSeekTokens.ThinkEnd);
                    }

                    break;
                default:
                    WriteTurn(output, message, i > lastUser);
                    break;
            }
        }
    }

    private static void WriteUser(EncoderOutput output, DeepSeekV4Turn turn)
    {
        if (turn is { Role: "developer", Messages: [{ Content.Length: 0 } empty] })
        {
            throw empty.Refuse("a developer message needs content.");
        }

        output.Append(DeepSeekTokens.User);
        foreach (var (i, message) in turn.Messages.Index())
        {
            output.For(message.Index).Append(i == 0 ? "" : "\n\n");
            _ = message.Role == "tool"
                ? output.Append("<tool_result>").Append(message.Content).Append("</tool_result>")
                : output.Append(message.Content);
        }
    }

    private void WriteTurn(EncoderOutput output, EncodedMessage turn, bool isCurrent)
    {
        if (options.Thinks && Keeps(isCurrent))
        {
            output.Append(turn.Reasoning).Append(DeepSeekTokens.ThinkEnd);
        }

        output.Append(turn.Content);
        if (!turn.ToolCalls.IsEmpty)
        {
            Dsml.AppendCalls(output, "tool_calls", turn.ToolCalls, call => Arguments(turn, call));
        }

        output.Append(DeepSeekTokens.EndOfSentence);
    }

    /// <summary>Whether a turn has its reasoning.</summary>
    private bool Keeps(bool isCurrent) => !_drops || isCurrent;

    /// <summary>
    /// Text that is not JSON becomes one string parameter, as published; JSON that is not an object has no place in the format.
    /// </summary>
    private static DictValue Arguments(EncodedMessage turn, EncodedToolCall call) => call.Arguments switch
    {
        DictValue named => named,
        StringValue text when Value.TryLoads(text.Text) is null => DictValue.Of([KeyValuePair.Create<string, Value>("arguments", text)]),
        _ => throw turn.Refuse($"the arguments of the call of {call.Name} are JSON, but no object."),
    };

}
