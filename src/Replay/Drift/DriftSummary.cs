using System.Collections.Immutable;
using System.Globalization;

namespace Tito.Replay.Drift;

/// <summary>What became of a corpus.</summary>
/// <param name="Old">What the old side is.</param>
/// <param name="New">What the new side is.</param>
/// <param name="Sessions">What became of each session, in order.</param>
internal sealed record DriftSummary(string Old, string New, ImmutableArray<SessionDrift> Sessions)
{
    /// <summary>Those that were compared.</summary>
    public int Compared => Sessions.Count(session => session.NotCompared is null);

    /// <summary>Those of them that drift.</summary>
    public int Drifted => Sessions.Count(session => !session.Drifts.IsEmpty);

    /// <summary>Turns that were compared.</summary>
    public long Turns => Sessions.Sum(session => (long)session.Turns);

    /// <summary>Those of them that drift.</summary>
    public long DriftedTurns => Sessions.Sum(session => (long)session.Drifts.Length);

    /// <summary>Sessions that the old setup did not record.</summary>
    public int OtherRecordings => Sessions.Count(session => session.IsOldTheRecorded == false);

    /// <summary>Whether every session was compared, and none drifts.</summary>
    public bool IsSame => Sessions.All(session => session.IsSame);

    /// <summary>All sampled tokens.</summary>
    public SampledDrift Sampled => Sessions.Aggregate(default(SampledDrift), (sum, session) => sum + session.Sampled);

    /// <summary>How many turns drift in each way, those ways that there are.</summary>
    public ImmutableArray<(DriftKind Kind, int Turns)> Kinds =>
    [
        .. Sessions.SelectMany(session => session.Drifts).SelectMany(turn => turn.Kinds).CountBy(kind => kind)
            .OrderBy(count => count.Key).Select(count => (count.Key, count.Value)),
    ];

    /// <summary>The names of the counts of sampled tokens with what they mean, those that are not 0.</summary>
    public ImmutableArray<(long Count, string Words)> Shares
    {
        get
        {
            var sampled = Sampled;
            return
            [
                .. new[]
                {
                    (sampled.Context, "in another context"), (sampled.Lost, "in turns that the new side refuses or does not have"),
                    (sampled.Text, "whose id stands for another text"), (sampled.Encoding, "whose text encodes otherwise"),
                    (sampled.Replaced, "that the next prompt replaces"), (sampled.Completion, "sampled otherwise"),
                }.Where(share => share.Item1 > 0),
            ];
        }
    }

    /// <summary>The share of affected sampled tokens, as <c>40.0 %</c>.</summary>
    public string Percent => string.Create(CultureInfo.InvariantCulture, $"{Sampled.Share * 100:0.0} %");
}
