using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Verification;

/// <summary>
/// A session with a record, as docs/golden-trajectories.md has it: the first turn has every member, the second those that are always there.
/// The digests of the text are made up; those of <see cref="Session"/> take their place where a file is written.
/// </summary>
internal static class TinyRecording
{
    public const string First = "1111111111111111111111111111111111111111111111111111111111111111";
    public const string Second = "2222222222222222222222222222222222222222222222222222222222222222";
    public const string Genesis = "3333333333333333333333333333333333333333333333333333333333333333";
    public const string Sampled = "334e5896c17fc33bb7aa47b46f8647464a07b71dac934fb2ca4f9ce3fb0f6079";
    public const string Id = "0123456789abcdef0123456789abcdef";

    public const string Json =
        $$$"""
        {"format":"tito.golden-trajectory","version":2,"family":"qwen3","opened_at":"2026-11-24T12:00:00.0000000+00:00",
        "settings":{"policy":"linear","matcher":"strict","max_rollback":1,"max_turns":2,"close_truncated":false},
        "recorded":{"session_id":"{{{Id}}}","genesis":"{{{Genesis}}}","tip":"{{{Second}}}","active":1},
        "turns":[
        {"digest_version":"tito.turn.v2",
        "request":{"messages":[{"role":"user","content":"u"}],"temperature":1.0,"tools":[{"name":"f"}],"chat_template_kwargs":{"x":true}},
        "completion":{"ids":[4,5],"logprobs":[-0.5,-0.25],"finish_reason":"tool_calls","message":{"role":"assistant","content":"a"},"weight_version":"v7",
         "weight_version_spans":[{"version":"v6","start":0,"end":1},{"version":"v7","start":1,"end":2}],
         "routed_experts":{"first_row":3,"layers":2,"top_k":1,"ids":"AQAAAAIAAAA="}},
        "recorded":{"parent":-1,"replaced_count":0,"prompt":[{"origin":"prompt","ids":[1,2]},{"origin":"splice","ids":[3]}],
         "engine":"sglang-chat","agent":"main","line":"l","line_parent":"p","line_kind":"title",
         "altered":[{"message":2,"field":"tool_calls[0]","sampled":"{{{Sampled}}}","sent":null},{"message":3,"field":"content","sampled":null,"sent":"{{{Sampled}}}"}],
         "response_id":"r","stop_token":5,"disagreement":"content","end":"tokens_after_stop","tokens_after_stop":2,
         "requested_at":"2026-11-24T12:00:01.0000000+00:00","completed_at":"2026-11-24T12:00:02.0000000+00:00","prompt_tokens":3,"cached_tokens":0,
         "response":{"id":"other"},"digest":"{{{First}}}"}},
        {"request":{"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"},{"role":"tool","content":"t"}]},
        "completion":{"ids":[8],"logprobs":[-1.5],"finish_reason":"stop","message":{"role":"assistant","content":"b"}},
        "recorded":{"parent":0,"replaced_count":1,"prompt":[{"origin":"environment","ids":[6,7]}],"stop_text":"END","end":"stop_string",
         "requested_at":"2026-11-24T12:00:00.0000000+00:00","completed_at":"2026-11-24T12:00:00.0000000+00:00","response":{},"digest":"{{{Second}}}"}}]}
        """;

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The session that the text is about.</summary>
    public static Trajectory Session { get; } = Make();

    /// <summary>The text with the digests of <see cref="Session"/>.</summary>
    public static string Whole { get; } = Json.Replace(First, $"{Session.Turns[0].Digest}", StringComparison.Ordinal)
        .Replace(Second, $"{Session.Turns[1].Digest}", StringComparison.Ordinal)
        .Replace(Genesis, $"{Session.Genesis}", StringComparison.Ordinal);

    /// <summary>What the session chose.</summary>
    public static SessionSettings Settings { get; } = SessionSettings.Earlier with { MaxTurns = 2 };

    public static GoldenTrajectory Read(string json) => GoldenReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>The text with one place of it changed, the first that there is.</summary>
    public static string Changed(string replaced, string replacement)
    {
        Assert.Contains(replaced, Json, StringComparison.Ordinal);
        var at = Json.IndexOf(replaced, StringComparison.Ordinal);
        return string.Concat(Json.AsSpan(0, at), replacement, Json.AsSpan(at + replaced.Length));
    }

    public static string Write(Trajectory trajectory)
    {
        using var file = new MemoryStream();
        GoldenWriter.Write(file, "qwen3", Noon, Settings, Id, trajectory);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static Trajectory Make()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Content(
            [Chat.User("u")], Chat.Assistant("a"),
            [TokenSegment.Given(TokenOrigin.Prompt, [1, 2]), TokenSegment.Given(TokenOrigin.Splice, [3])], TokenSegment.Sampled([4, 5], [-0.5f, -0.25f])) with
        {
            FinishReason = "tool_calls",
            Stop = new(5, null),
            End = new(EndKind.TokensAfterStop, 2),
            Inputs = new(JsonElement.Parse("""[{"name":"f"}]"""), JsonElement.Parse("""{"x":true}""")),
            RoutedExperts = new(3, 2, 1, LittleEndian.FromInt32([1, 2])),
            Exchange = new()
            {
                RequestedAt = Noon.AddSeconds(1),
                CompletedAt = Noon.AddSeconds(2),
                Engine = "sglang-chat",
                Agent = "main",
                Line = new("l", "p", LineKind.Title),
                Altered = Altered,
                Request = JsonElement.Parse("""{"temperature":1.0}"""),
                Response = JsonElement.Parse("""{"id":"other"}"""),
                ResponseId = "r",
                PromptTokens = 3,
                CachedTokens = 0,
                WeightVersion = "v7",
                WeightSpans = Spans,
                Disagreement = "content",
            },
        });
        return one.Restore(one.Active, HandMade.Content(
            [Chat.Tool("t")], Chat.Assistant("b"), [TokenSegment.Given(TokenOrigin.Environment, [6, 7])], TokenSegment.Sampled([8], [-1.5f])) with
        {
            ReplacedCount = 1,
            DigestVersion = TurnDigestVersion.One,
            Stop = new(null, "END"),
            End = new(EndKind.StopString),
        });
    }

    public static ImmutableArray<WeightSpan> Spans => [new("v6", 0, 1), new("v7", 1, 2)];

    public static ImmutableArray<MessageDifference> Altered =>
        [new(2, "tool_calls[0]", Digest.Parse(Sampled), null), new(3, "content", null, Digest.Parse(Sampled))];
}
