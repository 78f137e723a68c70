using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Surfaces;
using Tito.Replay.Told;
using Tito.Server.Wire;

namespace Tito.Replay.Plays;

/// <summary>Plays scenarios: does what agent, engine and operator did, and looks at the session afterwards.</summary>
/// <remarks>Not thread-safe: a server plays one scenario at a time.</remarks>
/// <param name="server">The server.</param>
internal sealed class ScenarioPlayer(ReplayServer server)
{
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(1);

    private static readonly ImmutableArray<KeyValuePair<string, string>> AsJson = [new("Accept", "application/json")];

    /// <summary>Plays a scenario, and deletes its session.</summary>
    /// <exception cref="ArgumentException">It names a wire that there is not.</exception>
    /// <exception cref="KeyNotFoundException">It names a face that there is not.</exception>
    public async Task<PlayedScenario> PlayAsync(GoldenScenario scenario, CancellationToken cancellationToken)
    {
        var played = await KeepAsync(scenario, cancellationToken).ConfigureAwait(false);
        if (played.Session is { } session)
        {
            await SendAsync("DELETE", $"/sessions/{session.Head.SessionId}", default, [], cancellationToken).ConfigureAwait(false);
        }

        return played;
    }

    /// <summary>Plays a scenario, and leaves its session in the journal.</summary>
    /// <inheritdoc cref="PlayAsync"/>
    public async Task<PlayedScenario> KeepAsync(GoldenScenario scenario, CancellationToken cancellationToken)
    {
        server.Begin(scenario.Wire, scenario.OpenedAt);
        var opened = await SendAsync("POST", "/sessions", JsonBytes.Write(scenario.Open.WriteTo), [], cancellationToken)
            .ConfigureAwait(false);
        if (opened.Status != 200)
        {
            return new(scenario, opened, []);
        }

        var id = JsonElement.Parse(opened.Body.Span).GetProperty("session_id").GetString()!;
        var path = $"/sessions/{id}";
        var steps = ImmutableArray<PlayedStep>.Empty;
        string? stopped = null;
        try
        {
            foreach (var step in scenario.Steps)
            {
                server.Clock.Step(StepTime);
                steps = steps.Add(await TakeAsync(path, step, steps, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (InvalidDataException unsent)
        {
            stopped = unsent.Message;
        }

        server.Tape.Load([]);
        return new(scenario, opened, steps)
        {
            Stopped = stopped,
            Session = await server.Journal.LoadAsync(id, cancellationToken).ConfigureAwait(false),
            View = await ReadAsync("GET", path, cancellationToken).ConfigureAwait(false),
            Proof = await ReadAsync("GET", $"{path}/proof", cancellationToken).ConfigureAwait(false),
            Verdict = await ReadAsync("POST", $"{path}/verify", cancellationToken).ConfigureAwait(false),
            Samples = await SendAsync("POST", $"{path}/samples", default, AsJson, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<PlayedStep> TakeAsync(
        string path, ScenarioStep step, ImmutableArray<PlayedStep> steps, CancellationToken cancellationToken)
    {
        if (step.Do == ScenarioAction.Restart)
        {
            await server.RestartAsync(cancellationToken).ConfigureAwait(false);
            return new(step, null, null, []);
        }

        var body = step.Body is { } json ? MadeIds.Fill(json, steps) : default;
        if (step.Do != ScenarioAction.Turn)
        {
            return new(step, await SendAsync("POST", path + Route(step.Do), body, [], cancellationToken).ConfigureAwait(false), null, []);
        }

        server.Tape.Load(step.Samples);
        var headers = step.Key is { } key ? step.Headers.Add(new(AttemptHeaders.Key, key)) : step.Headers;
        var answer = await SendAsync("POST", $"{path}/{AnswerReader.Face(step.Face!).Route}", body, headers, cancellationToken)
            .ConfigureAwait(false);
        return Numbered(Read(step, answer), steps);
    }

    private PlayedStep Read(ScenarioStep step, SurfaceAnswer answer)
    {
        try
        {
            return new(step, answer, AnswerReader.Read(step.Face!, answer), server.Tape.Asked);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new(step, answer, null, server.Tape.Asked) { Unreadable = unreadable.Message };
        }
    }

    /// <summary>Which turn an answer tells: a new one is the next, because nobody else takes turns of the session.</summary>
    private static PlayedStep Numbered(PlayedStep played, ImmutableArray<PlayedStep> steps)
    {
        if (played is not { Answer.Status: 200, Told.Error: null })
        {
            return played;
        }

        var next = steps.Count(step => step.Sequence is not null);
        if (played.Answer!.Header(AttemptHeaders.Replayed) is null)
        {
            return played with { Sequence = next };
        }

        var told = int.TryParse(
            played.Answer.Header(TurnHeaders.Turn), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : -1;
        return steps.Index().FirstOrDefault(step => step.Item.Sequence == told) is (var index, { } _)
            ? played with { Repeats = index }
            : played with { Sequence = next };
    }

    private static string Route(ScenarioAction action) => action switch
    {
        ScenarioAction.RollBack => "/rollback",
        ScenarioAction.Abort => "/abort",
        ScenarioAction.Close => "/close",
        ScenarioAction.Verify => "/verify",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "It is not a request of its own."),
    };

    private async Task<JsonElement> ReadAsync(string method, string path, CancellationToken cancellationToken) =>
        JsonElement.Parse((await SendAsync(method, path, default, [], cancellationToken).ConfigureAwait(false)).Body.Span);

    private Task<SurfaceAnswer> SendAsync(
        string method, string path, ReadOnlyMemory<byte> body, ImmutableArray<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken) =>
        server.Surface.SendAsync(new(method, path, body) { Headers = headers }, cancellationToken);
}
