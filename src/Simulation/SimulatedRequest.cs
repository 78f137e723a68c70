using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;

namespace Tito.Simulation;

/// <summary>A chat completion that a client asks the simulated engine for, or what is wrong with it.</summary>
internal abstract record SimulatedRequest
{
    private SimulatedRequest()
    {
    }

    /// <summary>A request that can be answered.</summary>
    /// <param name="PromptIds">The whole prompt.</param>
    /// <param name="Model">The model's name as the client wrote it, which the answer repeats.</param>
    /// <param name="MaxTokens">The most tokens that the completion may have, 1 or more; null for no limit.</param>
    /// <param name="Logprobs">Whether logprobs are wanted.</param>
    /// <param name="MetaInfo">Whether <c>meta_info</c> is wanted.</param>
    /// <param name="Tools">The tools whose calls are parsed.</param>
    /// <param name="RoutedExpertsStart">The first token whose routed experts are wanted; null for none.</param>
    public sealed record Accepted(
        ImmutableArray<int> PromptIds,
        string Model,
        int? MaxTokens,
        bool Logprobs,
        bool MetaInfo,
        CompletionTools Tools,
        int? RoutedExpertsStart)
        : SimulatedRequest;

    /// <summary>A request that is answered with 400.</summary>
    /// <param name="Message">What is wrong.</param>
    public sealed record Refused(string Message) : SimulatedRequest;

    /// <summary>Reads a request's body.</summary>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="vocabularySize">Ids are 0 to this number - 1.</param>
    public static SimulatedRequest Read(ReadOnlySpan<byte> body, int vocabularySize)
    {
        try
        {
            return Read(JsonElement.Parse(body), vocabularySize);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // JsonElement reports text that is not valid Unicode as an invalid operation.
            return new Refused("The body is not JSON.");
        }
    }

    private static SimulatedRequest Read(JsonElement body, int vocabularySize)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return new Refused("The body is not an object.");
        }

        var maxTokens = Field(body, "max_completion_tokens") ?? Field(body, "max_tokens");
        var limit = 0;
        if (maxTokens is { } given && (given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out limit) || limit < 1))
        {
            return new Refused("max_tokens must be a positive integer.");
        }

        var start = 0;
        if (Field(body, "routed_experts_start_len") is { } from
            && (from.ValueKind != JsonValueKind.Number || !from.TryGetInt32(out start) || start < 0))
        {
            return new Refused("routed_experts_start_len must be a non-negative integer.");
        }

        return Field(body, "messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0
            ? new Refused("Messages cannot be empty.")
            : IsTrue(body, "stream")
            ? new Refused("The simulated engine does not stream.")
            : Field(body, "n") is { } n && n.GetRawText() != "1"
            ? new Refused("The simulated engine writes one completion; n must be 1.")
            : ReadIds(body, vocabularySize) is not { } ids
            ? new Refused($"input_ids must be a list of ids from 0 to {vocabularySize - 1}; the simulated engine renders no messages.")
            : start > ids.Length
            ? new Refused($"routed_experts_start_len ({start}) must not exceed the {ids.Length} prompt tokens.")
            : new Accepted(
                ids,
                Field(body, "model") is { ValueKind: JsonValueKind.String } model ? model.GetString()! : "default",
                maxTokens is null ? null : limit,
                IsTrue(body, "logprobs"),
                IsTrue(body, "return_meta_info"),
                ToolsOf(body),
                IsTrue(body, "return_routed_experts") ? start : null);
    }

    /// <summary>SGLang, <c>serving_chat.py</c>: <c>request.tool_choice != "none" and request.tools</c>.</summary>
    private static CompletionTools ToolsOf(JsonElement body) =>
        Field(body, "tool_choice") is { ValueKind: JsonValueKind.String } choice && choice.ValueEquals("none"u8)
            ? CompletionTools.None
            : CompletionTools.Read(Field(body, "tools"));

    private static ImmutableArray<int>? ReadIds(JsonElement body, int vocabularySize)
    {
        if (Field(body, "input_ids") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return null;
        }

        var ids = ImmutableArray.CreateBuilder<int>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var id) || id < 0 || id >= vocabularySize)
            {
                return null;
            }

            ids.Add(id);
        }

        return ids.DrainToImmutable();
    }

    private static bool IsTrue(JsonElement body, string name) => Field(body, name) is { ValueKind: JsonValueKind.True };

    private static JsonElement? Field(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
