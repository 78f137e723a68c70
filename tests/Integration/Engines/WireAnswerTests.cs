using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tito.Core.Inference;
using Tito.Engines;
using Tito.Engines.Http;

namespace Tito.Tests.Integration.Engines;

/// <summary>What engines answer, by wire, release and fault, over real sockets and cut everywhere.</summary>
public sealed class WireAnswerTests
{
    private const string Expected = ".expected.json";

    public static TheoryData<WireCase> Answers => WireCase.All("answers", Expected);

    public static TheoryData<WireCase> Streams => WireCase.All("answers", ".sse");

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task GenerateAsync_WhateverTheEngineAnswers_HasTheDocumentedOutcome(WireCase golden)
    {
        var bytes = golden.Bytes($"answers/{golden.Name}");
        var (outcome, deltas) = await AskAsync(golden, IsStream(golden), context => context.Response.Body.WriteAsync(bytes).AsTask());

        AssertExpected(golden, outcome, deltas);
    }

    /// <summary>A byte goes out alone, so that every character and every token is cut.</summary>
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task GenerateAsync_WhenTheStreamComesByteByByte_HasTheSameOutcome(WireCase golden)
    {
        golden = golden with { Name = golden.Name + ".sse" };
        var bytes = golden.Bytes($"answers/{golden.Name}");
        var (outcome, deltas) = await AskAsync(golden, isStream: true, async context =>
        {
            foreach (var value in bytes)
            {
                await context.Response.Body.WriteAsync(new[] { value }, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        });

        AssertExpected(golden, outcome, deltas);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Take_WhereverTheStreamIsCut_GivesTheSame(WireCase golden)
    {
        golden = golden with { Name = golden.Name + ".sse" };
        var bytes = golden.Bytes($"answers/{golden.Name}");
        var whole = Feed(golden, [bytes]);

        for (var cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal(whole, Feed(golden, [bytes[..cut], bytes[cut..]]));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task GenerateAsync_WhenTheConnectionBreaksInsideTheStream_IsUnreachable(WireCase golden)
    {
        golden = golden with { Name = golden.Name + ".sse" };
        if (Expectation(golden).GetProperty("outcome").GetString() != "completed")
        {
            return;
        }

        var bytes = golden.Bytes($"answers/{golden.Name}");
        var half = bytes.AsSpan().LastIndexOf("data: [DONE]"u8);
        var (outcome, _) = await AskAsync(golden, isStream: true, async context =>
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, half), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });

        Assert.IsType<InferenceOutcome.Unreachable>(outcome);
    }

    private static async Task<(InferenceOutcome Outcome, DeltaList Deltas)> AskAsync(WireCase golden, bool isStream, RequestDelegate answer)
    {
        await using var server = await EngineDouble.StartAsync(context =>
        {
            context.Response.ContentType = isStream ? "text/event-stream; charset=utf-8" : "application/json";
            return answer(context);
        });
        using var engine = EngineRegistry.Create(golden.Wire, new() { BaseAddress = server.BaseAddress, ContextLength = 4096 }, TimeProvider.System);
        var deltas = new DeltaList();
        var request = WireCase.Request(Expectation(golden).GetProperty("experts_wanted"));
        return (await engine.GenerateAsync(request, isStream ? deltas : null, TestContext.Current.CancellationToken), deltas);
    }

    private static void AssertExpected(WireCase golden, InferenceOutcome outcome, DeltaList deltas)
    {
        var expected = Expectation(golden);
        Assert.Equal(OutcomeText.Of(expected), OutcomeText.Of(outcome));
        if (outcome is InferenceOutcome.Nonsense(var reason))
        {
            Assert.Contains(expected.GetProperty("names").GetString()!, reason, StringComparison.Ordinal);
        }

        if (outcome is InferenceOutcome.Completed({ } sampled))
        {
            Assert.Equal((golden.Wire, golden.Wire == "sglang-chat"), (sampled.Engine, sampled.Parsed is not null));
            var isTold = deltas.Sent.Count > 0;
            Assert.Equal(isTold ? [(golden.Wire, sampled.SentFields.GetRawText())] : [], deltas.Sent);
            Assert.Equal(IsStream(golden), isTold);
            var version = golden.Wire == "sglang" ? sampled.Facts.WeightVersion : null;
            var versions = expected.TryGetProperty("delta_versions", out var named)
                ? named.EnumerateArray().Select(name => name.GetString())
                : deltas.Deltas.Select(_ => version);
            Assert.Equal(versions, deltas.Deltas.Select(delta => delta.WeightVersion));
            Assert.True(deltas.Deltas.Count == 0 || deltas.Deltas.SelectMany(delta => delta.Completion.Logprobs).SequenceEqual(sampled.Completion.Logprobs));
        }

        if (expected.TryGetProperty("deltas", out var list))
        {
            Assert.Equal(string.Join(" | ", list.EnumerateArray().Select(ids => string.Join(' ', ids.EnumerateArray()))), deltas.Text);
        }
    }

    private static string Feed(WireCase golden, byte[][] pieces)
    {
        var wire = EngineRegistry.Find(golden.Wire)!;
        var request = WireCase.Request(Expectation(golden).GetProperty("experts_wanted"));
        using var frames = new SseFrames(int.MaxValue);
        var (reader, deltas) = (wire.Read(request, "{\"a\":1}"u8.ToArray()), new List<string>());
        foreach (var piece in pieces)
        {
            for (var at = 0; at < piece.Length;)
            {
                var (taken, delta, outcome) = EngineStream.Take(frames, reader, piece.AsSpan(at));
                at += taken;
                if (outcome is not null)
                {
                    return $"{string.Join('|', deltas)} {OutcomeText.Of(outcome)} {outcome as InferenceOutcome.Nonsense}";
                }

                if (delta is { Completion.Ids.Length: > 0 })
                {
                    deltas.Add(string.Join(' ', delta.Completion.Ids));
                }
            }
        }

        return $"{string.Join('|', deltas)} no end";
    }

    private static bool IsStream(WireCase golden) => golden.Name.EndsWith(".sse", StringComparison.Ordinal);

    private static JsonElement Expectation(WireCase golden) => golden.Json($"answers/{golden.Name}{Expected}");
}
