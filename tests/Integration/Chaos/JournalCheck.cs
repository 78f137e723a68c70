using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>Holds what is stored against what the clients asked for and were told, without any server.</summary>
internal sealed class JournalCheck(IJournal journal, ChaosEngine engine)
{
    private readonly HashSet<string> _responseIds = [];

    /// <summary>How many turns are stored.</summary>
    public int Turns { get; private set; }

    /// <summary>How many turns are stored whose key was given up, or never answered.</summary>
    public int Untold { get; private set; }

    /// <summary>Reads a session and throws at the first thing that is wrong.</summary>
    public async Task CheckAsync(ChaosSession session, CancellationToken cancellationToken)
    {
        var rows = await journal.ReadRowsAsync(session.Id, cancellationToken);
        Require(rows is not null, session.Id, "is gone");
        var (disagreements, trajectory) = RowVerifier.Verify(rows!, ServedModel.Qwen3.Genesis);
        Require(disagreements.IsEmpty && trajectory is not null, session.Id, $"disagrees with itself: {string.Join("; ", disagreements)}");
        var loaded = await journal.LoadAsync(session.Id, cancellationToken);
        Require(loaded!.Trajectory.Turns.Count == rows!.Turns.Length, session.Id, "loads with another number of turns");
        Turns += rows.Turns.Length;

        var turns = TurnsByKey(session.Id, rows, trajectory!);
        foreach (var asked in session.Asked)
        {
            var turn = turns.GetValueOrDefault(asked.Key);
            if (asked.Standing == Standing.Told)
            {
                CheckTold(session, asked, turn);
            }
            else
            {
                Require(turn is null || asked.Standing != Standing.Refused, asked, "was refused, and is stored");
                Untold += turn is null ? 0 : 1;
            }

            if (turn is not null)
            {
                CheckMessages(asked, turn);
                var id = turn.Content.Exchange.Response.GetProperty("id").GetString()!;
                Require(engine.SessionOf(id) == session.Id, asked, $"has the completion {id}, which was sampled for another session");
                Require(_responseIds.Add(id), asked, $"has the completion {id}, which another turn has as well");
            }

            turns.Remove(asked.Key);
        }

        Require(turns.Count == 0, session.Id, $"has turns that nobody asked for: {string.Join(", ", turns.Keys)}");
    }

    private static Dictionary<string, Turn> TurnsByKey(string session, SessionRows rows, Trajectory trajectory)
    {
        // The rows' verdict has told already that each turn is the end of one intent; what is left is that no key has two.
        var turns = new Dictionary<string, Turn>();
        foreach (var intent in rows.Intents)
        {
            if (intent.End is IntentEnd.Committed(var sequence))
            {
                Require(turns.TryAdd(intent.Key, trajectory.Turns[sequence]), session, $"has two turns of the key {intent.Key}");
            }
        }

        return turns;
    }

    private static void CheckTold(ChaosSession session, AskedTurn asked, Turn? turn)
    {
        var headers = asked.Answer!.Headers;
        Require(turn is not null, asked, "was told, and is not stored");
        Require(turn!.Sequence == asked.Sequence, asked, $"is stored as turn {turn.Sequence}");
        Require(turn.Digest.ToString() == headers["x-tito-digest"], asked, $"was told with the digest {headers["x-tito-digest"]}, and has {turn.Digest}");
        Require(turn.Content.Exchange.ResponseId == asked.ResponseId, asked, $"was told as {asked.ResponseId}, and is stored as {turn.Content.Exchange.ResponseId}");
        var parent = turn.Parent?.Sequence ?? -1;
        Require(parent.ToString(CultureInfo.InvariantCulture) == headers["x-tito-parent"], asked, $"was told behind {headers["x-tito-parent"]}, and is behind {parent}");

        // A tree may have siblings of the same messages, and then attaches at the latest of them.
        Require(session.IsTree || parent == (asked.Parent?.Sequence ?? -1), asked, $"continues turn {parent}, and not {asked.Parent}");
        var message = asked.Answer.Json.GetProperty("choices")[0].GetProperty("message");
        Require(JsonElement.DeepEquals(turn.Content.Assistant.Json, message), asked, "is stored with another message than it was told with");
    }

    /// <summary>The path's messages are what the client sent, and the answer behind them.</summary>
    private static void CheckMessages(AskedTurn asked, Turn turn)
    {
        ImmutableArray<JsonElement> sent = [.. asked.Talk.Messages.EnumerateArray()];
        var stored = turn.Messages;
        Require(stored.Length == sent.Length + 1, asked, $"has {stored.Length} messages on its path, and {sent.Length} were sent");
        for (var index = 0; index < sent.Length; index++)
        {
            Require(JsonElement.DeepEquals(stored[index].Json, sent[index]), asked, $"has another message {index} on its path: {stored[index].Json}, and sent was {sent[index]}");
        }
    }

    private static void Require(bool holds, object what, string wrong)
    {
        if (!holds)
        {
            throw new ChaosException($"{(what is string session ? $"session {session}" : what)} {wrong}.");
        }
    }
}
