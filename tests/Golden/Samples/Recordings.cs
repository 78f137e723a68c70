using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Golden.Samples;

/// <summary>The recorded turns of a case as this product has them.</summary>
internal static class Recordings
{
    private static readonly ChatMessage Assistant = ChatMessage.Parse(JsonElement.Parse("""{"role":"assistant","content":""}"""), "message");

    /// <summary>The turns as a path, whatever contradictions they hold.</summary>
    public static ImmutableArray<RecordedTurn> Path(JsonElement item) => [.. item.GetProperty("turns").EnumerateArray().Select(Record)];

    /// <summary>The turns as a session's tree.</summary>
    public static Trajectory Tree(JsonElement item) => item.GetProperty("turns").EnumerateArray().Aggregate(Trajectory.Start(default), (trajectory, turn) =>
    {
        var parent = turn.GetProperty("parent").GetInt32();
        return trajectory.Restore(parent < 0 ? null : trajectory.Turns[parent], Content(turn, parent < 0 ? null : trajectory.Turns[parent]));
    });

    /// <summary>A list of ids.</summary>
    public static ImmutableArray<int> Ids(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    private static RecordedTurn Record(JsonElement turn, int index) => new()
    {
        Sequence = index,
        Prompt = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, Ids(turn, "prompt_ids"))),
        Completion = Completion(turn),
        ReplacedCount = turn.GetProperty("replaced_count").GetInt32(),
        ClosesTruncated = turn.GetProperty("closes_truncated").GetBoolean(),
        FinishReason = turn.GetProperty("finish_reason").GetString()!,
        WeightVersion = turn.GetProperty("weight_version").GetString(),
        PromptTokens = Number(turn, "prompt_tokens"),
        CachedTokens = Number(turn, "cached_tokens"),
        RoutedExperts = Experts(turn),
    };

    private static TurnContent Content(JsonElement turn, Turn? parent)
    {
        var replaced = turn.GetProperty("replaced_count").GetInt32();
        return new()
        {
            Appended = [],
            Assistant = Assistant,
            ReplacedCount = replaced,
            PromptSegments = [TokenSegment.Given(TokenOrigin.Environment, Ids(turn, "prompt_ids")[((parent?.Tokens.Count ?? 0) - replaced)..])],
            Completion = Completion(turn),
            FinishReason = turn.GetProperty("finish_reason").GetString()!,
            RoutedExperts = Experts(turn),
            Exchange = new()
            {
                RequestedAt = DateTimeOffset.UnixEpoch,
                CompletedAt = DateTimeOffset.UnixEpoch,
                Request = JsonElement.Parse("{}"),
                Response = JsonElement.Parse("{}"),
                PromptTokens = Number(turn, "prompt_tokens"),
                CachedTokens = Number(turn, "cached_tokens"),
                WeightVersion = turn.GetProperty("weight_version").GetString(),
            },
        };
    }

    private static TokenSegment Completion(JsonElement turn) =>
        TokenSegment.Sampled(Ids(turn, "completion_ids"), [.. turn.GetProperty("logprobs").EnumerateArray().Select(logprob => logprob.GetSingle())]);

    private static RoutedExperts? Experts(JsonElement turn)
    {
        var rows = turn.GetProperty("routed_experts");
        return rows.ValueKind == JsonValueKind.Null
            ? null
            : new(
                rows.GetProperty("start_row").GetInt32(),
                rows.GetProperty("layers").GetInt32(),
                rows.GetProperty("top_k").GetInt32(),
                LittleEndian.FromInt32(Ids(rows, "ids").AsSpan()));
    }

    private static int? Number(JsonElement turn, string name) =>
        turn.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
}
