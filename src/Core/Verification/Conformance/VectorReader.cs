using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Scenarios;

namespace Tito.Core.Verification.Conformance;

/// <summary>Reads conformance vectors. Every error is a <see cref="GoldenFormatException"/> with the place in the file.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class VectorReader
{
    private const int MaxDepth = 80;

    private static readonly ImmutableArray<string> Fields =
        ["format", "version", "name", "kind", "family", "model", "needs", "open", "turns"];

    private static readonly ImmutableArray<string> TurnFields = ["key", "lost", "retries", "request", "samples", "expect"];
    private static readonly ImmutableArray<string> ExpectFields = ["outcome", "prompt", "repeats", "message"];

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="GoldenFormatException">It is no vector of a version that this release reads.</exception>
    public static ConformanceVector Read(ReadOnlyMemory<byte> utf8)
    {
        var root = Parse(utf8);
        if (root["format"].Text() != ConformanceVector.FormatName || root["version"].Int32() != ConformanceVector.Version)
        {
            throw root["format"].Refusal($"must be \"{ConformanceVector.FormatName}\", version {ConformanceVector.Version}.");
        }

        root.Object(Fields);
        var turns = ImmutableArray<VectorTurn>.Empty;
        foreach (var turn in root["turns"].Items())
        {
            turns = turns.Add(ReadTurn(turn, turns.Length));
        }

        return new()
        {
            Name = root["name"].Text(),
            Kind = root["kind"].Text(),
            Family = root["family"].Text(),
            Model = root["model"].Text(),
            Needs = [.. root["needs"].Items().Select(need => need.Word<VectorNeed>())],
            Open = root["open"].Object().Valid().Json,
            Turns = turns.IsEmpty ? throw root["turns"].Refusal("must have at least one turn.") : turns,
        };
    }

    private static JsonPlace Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return GoldenField.Root(StrictJson.Parse(utf8.Span, MaxDepth)).Object();
        }
        catch (JsonException broken)
        {
            throw new GoldenFormatException("$", broken.Message, broken);
        }
    }

    private static VectorTurn ReadTurn(JsonPlace turn, int number)
    {
        turn.Object(TurnFields);
        var expected = turn["expect"].Object(ExpectFields);
        var outcome = expected["outcome"].Word<VectorOutcome>();
        return new()
        {
            Key = turn["key"].Present?.Text(),
            Lost = turn["lost"].Present?.Word<LostAnswer>(),
            Retries = turn["retries"].Present is { } first ? Earlier(first, number) : null,
            Request = turn["request"].Body().Valid().Json,
            Samples = [.. turn["samples"].Items().Select(ScenarioSampleReader.Read)],
            Outcome = outcome,
            Prompt = outcome == VectorOutcome.Answered ? ReadPrompt(expected["prompt"].Object(), number) : null,
            Repeats = outcome == VectorOutcome.Repeated ? Earlier(expected["repeats"], number) : null,
            Message = outcome == VectorOutcome.Answered ? ReadMessage(expected["message"].Object()) : null,
        };
    }

    private static PromptRule ReadPrompt(JsonPlace prompt, int number) => new(
        prompt["after"].Parent() is null ? null : Earlier(prompt["after"], number), prompt["cut"].Count(), prompt["ids"].TokenIds());

    private static SaidMessage ReadMessage(JsonPlace message) => new(
        message["content"].Text(),
        message["reasoning"].Present?.Text(),
        [.. message["calls"].Items().Select(call => (call["name"].Text(), call["arguments"].Text()))]);

    private static int Earlier(JsonPlace at, int number) =>
        at.Count() is var turn && turn < number ? turn : throw at.Refusal("must be the number of an earlier turn.");
}
