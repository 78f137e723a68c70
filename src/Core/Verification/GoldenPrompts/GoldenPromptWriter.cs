using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Verification.GoldenPrompts;

/// <summary>Writes golden prompts: a line for each list of numbers would be unreadable, so a prompt is a line.</summary>
public static class GoldenPromptWriter
{
    /// <summary>The bytes of a file, with a newline at its end.</summary>
    /// <param name="file">What it holds.</param>
    public static ReadOnlyMemory<byte> Write(GoldenPromptFile file) => new byte[][]
    {
        [.. "{\n\"format\":"u8, .. JsonBytes.Write(json => json.WriteStringValue(GoldenPromptFile.FormatName)).Span],
        [.. ",\n\"version\":"u8, .. JsonBytes.Write(json => json.WriteNumberValue(GoldenPromptFile.Version)).Span],
        [.. ",\n\"family\":"u8, .. JsonBytes.Write(json => json.WriteStringValue(file.Family)).Span],
        [.. ",\n\"recorded_at\":"u8, .. JsonBytes.Write(json => json.WriteStringValue(file.RecordedAt)).Span],
        [.. ",\n\"assets\":"u8, .. Words(file.Assets.Select(print => KeyValuePair.Create(print.Name, print.Value)))],
        [.. ",\n\"engine\":"u8, .. Words(file.Engine.Said)],
        [.. ",\n\"prompts\":[\n"u8, .. file.Prompts.SelectMany((prompt, i) => Line(prompt, i)), .. "\n]}\n"u8],
    }.SelectMany(part => part).ToArray();

    private static byte[] Words(IEnumerable<KeyValuePair<string, string>> pairs) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in pairs)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }).ToArray();

    private static byte[] Line(GoldenPrompt prompt, int index) =>
        [.. index == 0 ? [] : ",\n"u8, .. JsonBytes.Write(json => Write(json, prompt)).Span];

    private static void Write(Utf8JsonWriter json, GoldenPrompt prompt)
    {
        json.WriteStartObject();
        json.WriteString("name", prompt.Name);
        json.WritePropertyName("request");
        prompt.Request.WriteTo(json);
        json.WriteNumber("max_tokens", prompt.MaxTokens);
        json.WriteString("finish_reason", prompt.FinishReason);
        json.WriteStartArray("prompt_ids");
        foreach (var id in prompt.PromptIds)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
        json.WriteStartArray("completion_ids");
        foreach (var id in prompt.CompletionIds)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
        json.WriteStartArray("logprobs");
        foreach (var logprob in prompt.Logprobs)
        {
            json.WriteNumberValue(logprob);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
