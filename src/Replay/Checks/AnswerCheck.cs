using System.Text;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Plays;
using Tito.Replay.Told;
using Tito.Server.Errors;

namespace Tito.Replay.Checks;

/// <summary>Holds what a client saw of an answer against what it should see: status, error, and whether it is told again.</summary>
internal static class AnswerCheck
{
    /// <summary>The status of an answer, and the code of its error. A stream that has begun says its error in an event.</summary>
    public static (int Status, string? Error) Of(PlayedStep played)
    {
        if (played.Answer is not { } answer)
        {
            return (200, null);
        }

        var error = played.Told?.Error ?? (answer.Status >= 400 ? Code(answer.Body) : null);
        return answer.Status == 200 && error is not null && WireName.Find<ProblemCode>(error) is { } code
            ? (ErrorCatalog.Of(new Problem(code, "")).Status, error)
            : (answer.Status, error);
    }

    /// <summary>The first difference, or null.</summary>
    public static ReplayDifference? Find(int index, PlayedStep played)
    {
        var expected = played.Step.Expected;
        var (status, error) = Of(played);
        if (status != expected.Status)
        {
            return new(index, ScenarioPlace.Status, $"expected {expected.Status}, found {status}{Words(error, played.Told)}.");
        }

        if (error != expected.Error)
        {
            return new(
                index, ScenarioPlace.Error,
                $"expected {expected.Error ?? "no error"}, found {error ?? "no error"}{Words(null, played.Told)}.");
        }

        if (expected.Param is { } param && played.Told?.ErrorParam != param)
        {
            return new(index, ScenarioPlace.Error, $"expected the place {param}, found {played.Told?.ErrorParam ?? "none"}.");
        }

        if (played.Unreadable is { } unreadable)
        {
            return new(index, ScenarioPlace.Message, $"The answer cannot be read: {unreadable}");
        }

        if (played.Told is { IsWhole: false, Error: null })
        {
            return new(index, ScenarioPlace.Message, "The stream ends without its end.");
        }

        if (played.Repeats != expected.Repeats)
        {
            return new(index, ScenarioPlace.Status, $"expected {Answer(expected.Repeats)}, found {Answer(played.Repeats)}.");
        }

        return null;
    }

    /// <summary>Whether the engine was asked as often as it should be.</summary>
    public static ReplayDifference? FindAsked(int index, PlayedStep played) => played.Asked.Length == played.Step.Samples.Length
        ? null
        : new(
            index, ScenarioPlace.Engine,
            $"The engine should be asked {played.Step.Samples.Length} times, and was asked {played.Asked.Length} times.");

    /// <summary>The first header that is not what it should be.</summary>
    public static ReplayDifference? FindHeader(int index, PlayedStep played) => played.Step.Expected.Headers
        .Where(header => played.Answer?.Header(header.Key) != header.Value)
        .Select(header => new ReplayDifference(
            index, ScenarioPlace.Message,
            $"header {header.Key}: expected {header.Value ?? "none"}, found {played.Answer?.Header(header.Key) ?? "none"}."))
        .FirstOrDefault();

    private static string Answer(int? repeats) => repeats is { } step ? $"the answer of step {step} again" : "an answer of its own";

    private static string Words(string? error, ToldAnswer? told) =>
        $"{(error is null ? "" : $" ({error})")}{(told?.ErrorText is { } text ? $": {text}" : "")}";

    private static string? Code(ReadOnlyMemory<byte> body)
    {
        var parts = new ToldParts();

        // What is no JSON has no code, and differs from whatever is expected.
        if (StrictJson.TryParse(Encoding.UTF8.GetString(body.Span)) is { } json && ToldParts.Member(json, "error") is { } error)
        {
            parts.Fail(error);
        }

        return parts.ToAnswer().Error;
    }
}
