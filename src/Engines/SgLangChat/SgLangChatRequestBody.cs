using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Engines.Http;
using Tito.Engines.SgLang;

namespace Tito.Engines.SgLangChat;

/// <summary>The body of a chat completion as SGLang receives it.</summary>
/// <remarks>
/// Each field that the client wrote and that is not ours goes out with the bytes it came with: a number that was written
/// <c>0.70</c> is sent as <c>0.70</c>. SGLang, <c>protocol.py</c>: <c>messages</c> is required beside <c>input_ids</c>, and used for tool
/// constraints and tool-call ids alone.
/// </remarks>
internal static class SgLangChatRequestBody
{
    private static readonly string[] OurFields =
    [
        "rid", "return_token_ids", "stream", "stream_options", "logprobs", "return_meta_info", "no_stop_trim",
        "input_ids", "return_routed_experts", "routed_experts_start_len", "messages", "tools", "chat_template_kwargs",
    ];

    // SGLang, sampling_params.py and protocol.py: it has none of these, and drops what it does not have without a word.
    private static readonly string[] Elsewhere = ["allowed_token_ids", "bad_words", "structured_outputs", "vllm_xargs"];

    // SGLang, protocol.py, ChatCompletionRequest: sampling parameters of its own API, of which this one has the grammar under another name.
    private static readonly string[] Native = ["json_schema", "structural_tag"];

    // SGLang, serving_chat.py: special tokens stay in the text where a call may be in it, and go where tool_choice is none. A call that the
    // model writes all the same is text, with the markers that are special tokens.
    private static ReadOnlySpan<byte> Markers => "\"skip_special_tokens\":false,"u8;

    // no_stop_trim=false keeps the stop token out of the message's text; it never touches the token ids.
    private static ReadOnlySpan<byte> Ours => "\"logprobs\":true,\"return_meta_info\":true,\"no_stop_trim\":false"u8;

    /// <summary>The fields beside prompt and conversation, as the record keeps them: a JSON object with at least one field.</summary>
    /// <param name="request">What is asked.</param>
    /// <exception cref="UnservedFieldException">
    /// The client asks for several completions, for the prompt, or for a sampling that SGLang does not have.
    /// </exception>
    public static ReadOnlyMemory<byte> Fields(InferenceRequest request)
    {
        FieldRules.RequireOneCompletion(request.Fields);
        foreach (var field in request.Fields.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            if (Elsewhere.Contains(field.Name) || field.Name.StartsWith("guided_", StringComparison.Ordinal))
            {
                throw new UnservedFieldException(field.Name, "is vLLM's, and SGLang would sample without it. Leave it out.");
            }

            if (Native.Contains(field.Name))
            {
                throw new UnservedFieldException(
                    field.Name, "is not in SGLang's chat API, which would sample without it. Send it as response_format.");
            }
        }

        var body = new ArrayBufferWriter<byte>(1024);
        body.Write("{"u8);
        foreach (var property in LeastTokens.Fields(request).EnumerateObject().Where(property => !IsOurs(property.Name, request)))
        {
            body.Write("\""u8);
            body.Write(JsonMarshal.GetRawUtf8PropertyName(property));
            body.Write("\":"u8);
            body.Write(JsonMarshal.GetRawUtf8Value(property.Value));
            body.Write(","u8);
        }

        if (request.TokenLimit is { } limit)
        {
            body.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{TokenLimit.Name}\":{limit},")));
        }

        body.Write(ForbidsCalls(request) ? Markers : []);
        body.Write(Ours);
        if (request.RoutedExperts is { StartRow: var start })
        {
            // SGLang, io_struct.py: "response covers [routed_experts_start_len, seqlen - 1). […] 0 = full sequence."
            body.Write(",\"return_routed_experts\":true"u8);
            var from = string.Create(CultureInfo.InvariantCulture, $",\"routed_experts_start_len\":{start}");
            body.Write(start == 0 ? [] : Encoding.ASCII.GetBytes(from));
        }

        body.Write("}"u8);
        return body.WrittenMemory;
    }

    /// <summary>The longest that the head can be, all before the prompt's ids, in bytes.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="fields">What <see cref="Fields"/> gave for it.</param>
    /// <exception cref="OverflowException">It could be longer than 2^31 - 1 bytes.</exception>
    public static int HeadLength(InferenceRequest request, ReadOnlySpan<byte> fields)
    {
        const int NamesAndBrackets = 128;
        var conversation = request.Conversation;
        var messages = conversation.Messages.Sum(message => (long)SgLangChatMessage.Of(message).Length + 1);
        var own = SgLangServer.Own(request.Id, stream: false).Length;
        return checked((int)(NamesAndBrackets + own + fields.Length + messages
            + Length(conversation.Tools) + Length(conversation.Arguments)));
    }

    /// <summary>Writes the head and returns its length in bytes.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="fields">What <see cref="Fields"/> gave for it.</param>
    /// <param name="head">At least <see cref="HeadLength"/> bytes.</param>
    public static int WriteHead(InferenceRequest request, ReadOnlySpan<byte> fields, Span<byte> head)
    {
        var end = 0;
        PromptBody.Append("{\"messages\":["u8, head, ref end);
        for (var i = 0; i < request.Conversation.Messages.Length; i++)
        {
            PromptBody.Append(i == 0 ? [] : ","u8, head, ref end);
            PromptBody.Append(SgLangChatMessage.Of(request.Conversation.Messages[i]), head, ref end);
        }

        PromptBody.Append("],"u8, head, ref end);
        PromptBody.Append(fields[1..^1], head, ref end);
        PromptBody.Append(","u8, head, ref end);
        PromptBody.Append(SgLangServer.Own(request.Id, stream: false), head, ref end);
        AppendField(",\"tools\":"u8, request.Conversation.Tools, head, ref end);
        AppendField(",\"chat_template_kwargs\":"u8, request.Conversation.Arguments, head, ref end);
        PromptBody.Append(",\"input_ids\":"u8, head, ref end);
        return end;
    }

    private static int Length(JsonElement? value) => value is { } json ? JsonMarshal.GetRawUtf8Value(json).Length : 0;

    private static void AppendField(ReadOnlySpan<byte> name, JsonElement? value, Span<byte> head, ref int end)
    {
        if (value is { } json)
        {
            PromptBody.Append(name, head, ref end);
            PromptBody.Append(JsonMarshal.GetRawUtf8Value(json), head, ref end);
        }
    }

    /// <summary>
    /// Whether the model has tools and shall not use them, and the client does not say itself what becomes of special tokens.
    /// </summary>
    private static bool ForbidsCalls(InferenceRequest request) => request.Conversation.Tools is not null
        && request.Fields.TryGetProperty("tool_choice"u8, out var choice)
        && choice.ValueKind == JsonValueKind.String && choice.ValueEquals("none"u8)
        && !request.Fields.TryGetProperty("skip_special_tokens"u8, out _);

    /// <summary>A limit of the request's own stands in the place of the client's.</summary>
    private static bool IsOurs(string name, InferenceRequest request) =>
        OurFields.Contains(name) || (request.TokenLimit is not null && (name is TokenLimit.Name or TokenLimit.OldName));
}
