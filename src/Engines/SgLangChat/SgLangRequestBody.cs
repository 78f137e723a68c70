using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tito.Core.Inference;

namespace Tito.Engines.SgLangChat;

/// <summary>The body of a chat completion as SGLang receives it.</summary>
/// <remarks>
/// Each field that the client wrote and that is not ours goes out with the bytes it came with: a number that was written
/// <c>0.70</c> is sent as <c>0.70</c>.
/// </remarks>
internal static class SgLangRequestBody
{
    // no_stop_trim=false keeps the stop token out of the message's text; it never touches the token ids.
    private static ReadOnlySpan<byte> Ours => "\"logprobs\":true,\"return_meta_info\":true,\"no_stop_trim\":false"u8;

    /// <summary>The client's body with our fields, but without the prompt ids.</summary>
    /// <param name="client">A JSON object.</param>
    /// <param name="routedExperts">Which routed experts are wanted, or null for none.</param>
    public static ReadOnlyMemory<byte> WithoutIds(JsonElement client, RoutedExpertsRequest? routedExperts)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        body.Write("{"u8);
        foreach (var property in client.EnumerateObject())
        {
            if (!IsOurs(property))
            {
                body.Write("\""u8);
                body.Write(JsonMarshal.GetRawUtf8PropertyName(property));
                body.Write("\":"u8);
                body.Write(JsonMarshal.GetRawUtf8Value(property.Value));
                body.Write(","u8);
            }
        }

        body.Write(Ours);
        if (routedExperts is { StartRow: var start })
        {
            // SGLang, io_struct.py: "response covers [routed_experts_start_len, seqlen - 1). […] 0 = full sequence."
            body.Write(",\"return_routed_experts\":true"u8);
            body.Write(start == 0 ? [] : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"routed_experts_start_len\":{start}")));
        }

        body.Write("}"u8);
        return body.WrittenMemory;
    }

    /// <summary>A body with the prompt ids as its last field.</summary>
    /// <param name="withoutIds">An object with at least one field, as <see cref="WithoutIds"/> returns it.</param>
    /// <param name="promptIds">Token ids, each 0 or more.</param>
    public static ReadOnlyMemory<byte> WithIds(ReadOnlySpan<byte> withoutIds, ImmutableArray<int> promptIds)
    {
        var body = new ArrayBufferWriter<byte>(withoutIds.Length + 32 + (promptIds.Length * 7));
        body.Write(withoutIds[..^1]);
        body.Write(",\"input_ids\":["u8);
        for (var i = 0; i < promptIds.Length; i++)
        {
            var span = body.GetSpan(12);
            var start = 0;
            if (i > 0)
            {
                span[start++] = (byte)',';
            }

            Utf8Formatter.TryFormat(promptIds[i], span[start..], out var written);
            body.Advance(start + written);
        }

        body.Write("]}"u8);
        return body.WrittenMemory;
    }

    private static bool IsOurs(JsonProperty property) =>
        property.NameEquals("stream"u8) || property.NameEquals("stream_options"u8)
        || property.NameEquals("logprobs"u8) || property.NameEquals("return_meta_info"u8)
        || property.NameEquals("no_stop_trim"u8) || property.NameEquals("input_ids"u8)
        || property.NameEquals("return_routed_experts"u8) || property.NameEquals("routed_experts_start_len"u8);
}
