using System.Text;
using System.Text.Json;
using Tito.Tokenizers;

namespace Tito.Simulation.Wires;

/// <summary>Writes a completion's logprobs in the forms that more than one wire has for them.</summary>
internal sealed class LogprobsWriter(Tokenizer tokenizer)
{
    /// <summary>SGLang's own form, <c>meta_info.output_token_logprobs</c>: lists of logprob, token id and token text or null.</summary>
    public void WriteTriples(Utf8JsonWriter json, ReadOnlySpan<int> ids, ReadOnlySpan<float> logprobs, bool texts)
    {
        json.WriteStartArray("output_token_logprobs");
        for (var i = 0; i < ids.Length; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(logprobs[i]);
            json.WriteNumberValue(ids[i]);
            json.WriteStringValue(texts ? Text(ids[i]) : null);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>The same of the prompt, <c>meta_info.input_token_logprobs</c>: from a token on, whose own logprob is null.</summary>
    public void WriteInputTriples(Utf8JsonWriter json, ReadOnlySpan<int> ids, ReadOnlySpan<float> logprobs, int start, bool texts)
    {
        json.WriteStartArray("input_token_logprobs");
        for (var i = start; i < ids.Length; i++)
        {
            json.WriteStartArray();
            if (i == start)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteNumberValue(logprobs[i]);
            }

            json.WriteNumberValue(ids[i]);
            json.WriteStringValue(texts ? Text(ids[i]) : null);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>OpenAI's form for chats, <c>logprobs.content</c>, which knows texts alone.</summary>
    public void WriteOpenAi(Utf8JsonWriter json, ReadOnlySpan<int> ids, ReadOnlySpan<float> logprobs)
    {
        json.WriteStartObject("logprobs");
        json.WriteStartArray("content");
        for (var i = 0; i < ids.Length; i++)
        {
            var text = Text(ids[i]);
            json.WriteStartObject();
            json.WriteString("token", text);
            json.WriteStartArray("bytes");
            foreach (var value in Encoding.UTF8.GetBytes(text))
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
            json.WriteNumber("logprob", logprobs[i]);
            json.WriteStartArray("top_logprobs");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The text of one token by itself, where bytes that are no characters become U+FFFD.</summary>
    public string Text(int id) => tokenizer.Decode([id], skipSpecialTokens: false);
}
