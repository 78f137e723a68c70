using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.GoldenPrompts;

/// <summary>Reads golden prompts.</summary>
public static class GoldenPromptReader
{
    private const int MaxDepth = 80;

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="GoldenFormatException">It holds no golden prompts of a version that this release reads.</exception>
    public static GoldenPromptFile Read(ReadOnlySpan<byte> utf8)
    {
        var root = Parse(utf8);
        if (root["format"].Text() != GoldenPromptFile.FormatName)
        {
            throw root["format"].Refusal($"must be \"{GoldenPromptFile.FormatName}\".");
        }

        if (root["version"].Int32() is var version && version != GoldenPromptFile.Version)
        {
            throw root["version"].Refusal($"the file has version {version}; this release reads {GoldenPromptFile.Version}.");
        }

        return new()
        {
            Family = root["family"].Text(),
            RecordedAt = root["recorded_at"].Time(),
            Assets = [.. Words(root["assets"]).Select(pair => new Fingerprint(pair.Key, pair.Value))],
            Engine = new([.. Words(root["engine"])]),
            Prompts = Distinct(root["prompts"], [.. root["prompts"].Items().Select(ReadPrompt)]),
        };
    }

    private static JsonPlace Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return GoldenField.Root(StrictJson.Parse(utf8, MaxDepth)).Object();
        }
        catch (JsonException broken)
        {
            throw new GoldenFormatException("$", broken.Message, broken);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Words(JsonPlace place) =>
        place.Object().Valid().Json.EnumerateObject()
            .Select(field => KeyValuePair.Create(field.Name, place[field.Name].Text()))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static ImmutableArray<GoldenPrompt> Distinct(JsonPlace place, ImmutableArray<GoldenPrompt> prompts) =>
        prompts.IsEmpty ? throw place.Refusal("must have a prompt.")
        : prompts.Select(prompt => prompt.Name).Distinct(StringComparer.Ordinal).Count() == prompts.Length ? prompts
        : throw place.Refusal("two prompts have one name.");

    private static GoldenPrompt ReadPrompt(JsonPlace prompt)
    {
        var (ids, logprobs) = (prompt["completion_ids"].TokenIds(), prompt["logprobs"].Logprobs());
        return new()
        {
            Name = prompt["name"].Text(),
            Request = prompt["request"].Body().Valid().Json,
            PromptIds = prompt["prompt_ids"].TokenIds() is { IsEmpty: false } prompted
                ? prompted
                : throw prompt["prompt_ids"].Refusal("must have a token."),
            MaxTokens = prompt["max_tokens"].Count() is >= 1 and var limit
                ? limit
                : throw prompt["max_tokens"].Refusal("must be 1 or more."),
            CompletionIds = ids.IsEmpty ? throw prompt["completion_ids"].Refusal("must have a token.") : ids,
            Logprobs = logprobs.Length == ids.Length
                ? logprobs
                : throw prompt["logprobs"].Refusal($"{ids.Length} ids need as many logprobs, not {logprobs.Length}."),
            FinishReason = prompt["finish_reason"].Text(),
        };
    }
}
