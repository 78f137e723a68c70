using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Verification.Scenarios;

/// <summary>Reads the steps of a scenario.</summary>
internal static class ScenarioStepReader
{
    private static readonly ImmutableArray<string> TurnFields =
        ["do", "face", "stream", "key", "headers", "body", "samples", "expect"];

    private static readonly ImmutableArray<string> OtherFields = ["do", "body", "expect"];

    private static readonly ImmutableArray<string> ExpectFields = ["status", "error", "param", "repeats", "turn", "message", "headers"];

    /// <summary>Reads one step.</summary>
    public static ScenarioStep Read(JsonPlace step)
    {
        var action = step.Object()["do"].Word<ScenarioAction>();
        var isTurn = action == ScenarioAction.Turn;
        step.Object(isTurn ? TurnFields : OtherFields);
        return new()
        {
            Do = action,
            Body = isTurn ? step["body"].Object().Valid().Json : step["body"].Present?.Object().Valid().Json,
            Face = isTurn ? step["face"].Text() : null,
            IsStreamed = step["stream"].Present?.Flag() ?? false,
            Key = step["key"].Present?.Text(),
            Headers = step["headers"].Present is { } headers ? [.. ReadHeaders(headers.Object())] : [],
            Samples = isTurn ? [.. step["samples"].Items().Select(ScenarioSampleReader.Read)] : [],
            Expected = ReadExpectation(step["expect"].Object(ExpectFields)),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadHeaders(JsonPlace headers) =>
        headers.Json.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, headers[header.Name].Text()));

    private static StepExpectation ReadExpectation(JsonPlace expected)
    {
        var isRefused = expected["error"].Present is not null;
        foreach (var name in ExpectFields[2..])
        {
            if (isRefused != (name == "param") && expected[name].Present is { } other)
            {
                throw other.Refusal(isRefused ? "is not what an error brings." : "is what an error brings.");
            }
        }

        return new()
        {
            Status = expected["status"].Int32() is >= 100 and < 600 and var status ? status
                : throw expected["status"].Refusal("must be an HTTP status."),
            Error = expected["error"].Present?.Text(),
            Param = expected["param"].Present?.Text(),
            Repeats = expected["repeats"].Present?.Count(),
            Turn = expected["turn"].Present is { } turn ? TurnExpectationReader.Read(turn) : null,
            Message = expected["message"].Present is { } message ? message.Object().Valid().Json : null,
            Headers = expected["headers"].Present is { } headers
                ? [.. headers.Object().Json.EnumerateObject()
                    .Select(header => KeyValuePair.Create(header.Name, headers[header.Name].Present?.Text()))]
                : [],
        };
    }
}
