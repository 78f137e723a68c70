using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Models;
using Tito.Core.Verification.Conformance;

namespace Tito.Replay.Conformance;

/// <summary>Plays vectors against a session server whose engine gives what a tape has.</summary>
/// <remarks>Not thread-safe: an engine plays one vector at a time.</remarks>
/// <param name="client">The server's client.</param>
/// <param name="tape">What the engine gives.</param>
/// <param name="model">The vectors' model.</param>
internal sealed class VectorPlayer(SessionServerClient client, VectorTape tape, SessionModel model)
{
    private const int Tries = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostAwaited = TimeSpan.FromSeconds(10);

    private readonly TurnJudge _judge = new(model);

    /// <summary>Plays a vector, and deletes its session.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<VectorResult> PlayAsync(ConformanceVector vector, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var turns = new List<PlayedTurn>();
        var (session, opened) = await client.OpenAsync(vector.Open, cancellationToken).ConfigureAwait(false);
        ImmutableArray<VectorFinding> findings = session is null
            ? [new(-1, FindingKind.Answer, $"expected a session, found {opened.Describe()}")]
            : await TakeAllAsync(session, vector, turns, cancellationToken).ConfigureAwait(false);
        if (session is not null)
        {
            await client.DeleteAsync(session, cancellationToken).ConfigureAwait(false);
        }

        return new(vector, findings, turns.Count, Stopwatch.GetElapsedTime(began));
    }

    private async Task<ImmutableArray<VectorFinding>> TakeAllAsync(
        string session, ConformanceVector vector, List<PlayedTurn> turns, CancellationToken cancellationToken)
    {
        var findings = ImmutableArray<VectorFinding>.Empty;
        foreach (var (number, turn) in vector.Turns.Index())
        {
            PlayedTurn played;
            try
            {
                played = await TakeAsync(session, turn, RequestBody.Fill(turn.Request, turns), cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException missing)
            {
                // Most often the turn that told nothing has its finding; a vector that was not played to its end is never green.
                return findings.IsEmpty ? [new(number, FindingKind.Answer, missing.Message)] : findings;
            }

            played = TurnKeeper.Keep(number, played, turns);
            findings = findings.AddRange(_judge.Judge(number, played, turns));
            turns.Add(played);
        }

        return findings;
    }

    private async Task<PlayedTurn> TakeAsync(
        string session, VectorTurn turn, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var arrived = tape.Load(turn.Samples, turn.Lost == LostAnswer.Connection);
        if (turn.Lost == LostAnswer.Connection)
        {
            await HangUpAsync(session, turn, body, arrived, cancellationToken).ConfigureAwait(false);
            return new(turn, null, null, tape.Asked);
        }

        var answer = await client.ChatAsync(session, body, turn.Key, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < Tries && turn.Retries is not null && answer.Status is 409 or 429 or 503; i++)
        {
            // As SDKs do: the server is busy, maybe with the attempt before.
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            answer = await client.ChatAsync(session, body, turn.Key, cancellationToken).ConfigureAwait(false);
        }

        return new(turn, answer, answer.Status == 200 ? ToldMessage.Read(answer.Body) : null, tape.Asked);
    }

    /// <summary>Sends a request, and closes the connection while the engine samples.</summary>
    private async Task HangUpAsync(
        string session, VectorTurn turn, ReadOnlyMemory<byte> body, Task arrived, CancellationToken cancellationToken)
    {
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = client.ChatAsync(session, body, turn.Key, connection.Token);
        await Task.WhenAny(answer, arrived, Task.Delay(MostAwaited, cancellationToken)).ConfigureAwait(false);
        await connection.CancelAsync().ConfigureAwait(false);
        try
        {
            await answer.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // That is the hang-up.
        }

        tape.Release();
    }
}
