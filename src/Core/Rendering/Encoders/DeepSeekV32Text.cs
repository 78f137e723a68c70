using System.Collections.Immutable;
using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering.Encoders;

/// <summary>
/// Conversations of DeepSeek-V3.2. A user's message opens the assistant's turn itself; the results of a turn's calls stand in one block
/// after it, in the order of the calls, and the last of them opens the next turn.
/// </summary>
/// <remarks>
/// Format: encoding/encoding_dsv32.py of deepseek-ai/DeepSeek-V3.2. There reasoning is written only after the last user message, whatever
/// <c>drop_thinking</c> says; here false keeps it in every turn, as the reference has it.
/// </remarks>
internal sealed class DeepSeekV32Text(DeepSeekOptions options, ToolList tools) : IConversationText
{
    /// <inheritdoc/>
    public string Render(ListValue messages, bool generate) => Trace(messages, generate).Text;

    /// <inheritdoc/>
    public TracedTemplate Trace(ListValue messages, bool generate) =>
        EncoderOutput.Collect(output => Write(output, EncodedMessage.ReadAll(messages), generate));

    private void Write(EncoderOutput output, ImmutableArray<EncodedMessage> messages, bool generate)
    {
        output.Append(DeepSeekTokens.BeginOfSentence);
        if (!tools.IsEmpty && messages is not [{ Role: "system" }, ..])
        {
            // The tools belong to the system message; SGLang puts an empty one first where there is none (serving_chat.py).
            DeepSeekV32Tools.Append(output, tools, options.DeclaresAsSgLang);
        }

        var lastUser = messages.ToList().FindLastIndex(message => message.Role is "user" or "developer");
        for (var i = 0; i < messages.Length; i++)
        {
            var opens = generate || i < messages.Length - 1;
            output.For(i);
            switch (messages[i].Role)
            {
                case "system":
                    output.Append(messages[i].Content);
                    if (i == 0 && !tools.IsEmpty)
                    {
                        output.For(null);
                        DeepSeekV32Tools.Append(output, tools, options.DeclaresAsSgLang);
                    }

                    break;
                case "user" or "developer":
                    output.Append(DeepSeekTokens.User).Append(Opening(messages[i])).Append(messages[i].Content);
                    if (opens)
                    {
                        output.For(Next(messages, i)).Append(DeepSeekTokens.Assistant).Append(Opener(i == lastUser));
                    }

                    break;
                case "tool":
                    WriteResult(output, messages, i, i >= lastUser, opens);
                    break;
                default:
                    WriteTurn(output, messages[i], i > lastUser);
                    break;
            }
        }
    }

    /// <summary>
    /// What the published encoder writes before a developer's text; a harness that speaks OpenAI's API means a system message.
    /// </summary>
    private static string Opening(EncodedMessage message) =>
        message.Role != "developer" ? ""
        : message.Content.Length > 0 ? "\n\n# The user's message is: "
        : throw message.Refuse("a developer message needs content.");

    private void WriteTurn(EncoderOutput output, EncodedMessage turn, bool isCurrent)
    {
        if (options.Thinks && Keeps(isCurrent))
        {
            if (options.DropsThinking && turn.Reasoning.Length == 0 && turn.ToolCalls.IsEmpty)
            {
                throw turn.Refuse("after the last user message a turn needs reasoning or tool calls.");
            }

            output.Append(turn.Reasoning).Append(DeepSeekTokens.ThinkEnd);
        }

        output.Append(turn.Content);
        if (!turn.ToolCalls.IsEmpty)
        {
            Dsml.AppendCalls(output, "function_calls", turn.ToolCalls, call => call.Arguments as DictValue
                ?? throw turn.Refuse($"the arguments of the call of {call.Name} are no JSON object."));
        }

        output.Append(DeepSeekTokens.EndOfSentence);
    }

    private void WriteResult(EncoderOutput output, ImmutableArray<EncodedMessage> messages, int index, bool isCurrent, bool opens)
    {
        var caller = index - 1;
        while (caller >= 0 && messages[caller].Role == "tool")
        {
            caller--;
        }

        var number = index - caller;
        var count = caller >= 0 && messages[caller].Role == "assistant" ? messages[caller].ToolCalls.Length : 0;
        if (number > count)
        {
            throw messages[index].Refuse(
                "a tool result must follow the assistant message whose call it answers, and no more results than calls can.");
        }

        output.Append(number == 1 ? "\n\n<function_results>" : "").Append("\n<result>").Append(messages[index].Content).Append("</result>");
        if (number < count)
        {
            return;
        }

        output.Append("\n</function_results>");
        if (opens)
        {
            output.For(Next(messages, index)).Append("\n\n").Append(Opener(isCurrent));
        }
    }

    /// <summary>The message that a turn's opener stands before, or null for a generation prompt.</summary>
    private static int? Next(ImmutableArray<EncodedMessage> messages, int index) => index + 1 < messages.Length ? index + 1 : null;

    private string Opener(bool isCurrent) => options.Thinks && Keeps(isCurrent) ? DeepSeekTokens.ThinkStart : DeepSeekTokens.ThinkEnd;

    /// <summary>Whether a turn has its reasoning.</summary>
    private bool Keeps(bool isCurrent) => !options.DropsThinking || isCurrent;
}
