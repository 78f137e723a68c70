using System.Globalization;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Makes the turns of an exported session again, bit by bit, without a tokenizer or a template.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class RecordedTrajectory
{
    /// <summary>The session's turns, each of which comes to the digest that was recorded.</summary>
    /// <param name="golden">A file with records.</param>
    /// <exception cref="GoldenFormatException">A place of the file contradicts the others; it names the first.</exception>
    public static Trajectory Restore(GoldenTrajectory golden)
    {
        var record = golden.Recorded ?? throw new GoldenFormatException("recorded", "is missing: the file holds no session of a journal.");
        if (golden.Genesis is { } expected && expected != record.Genesis)
        {
            throw new GoldenFormatException("recorded.genesis", $"is {record.Genesis}, and expected.genesis is {expected}.");
        }

        var form = FamilyRegistry.Find(golden.Family)?.MessageForm ?? MessageForm.Unknown;
        var matcher = MatcherRegistry.Find(golden.Settings.Matcher)!.For(form);
        var trajectory = Trajectory.Start(record.Genesis);
        foreach (var (index, turn) in golden.Turns.Index())
        {
            trajectory = Append(trajectory, turn, matcher, $"turns[{index}]");
        }

        return GoldenTip.FindOther(golden, trajectory) is var (place, detail)
            ? throw new GoldenFormatException(place, detail)
            : trajectory.MoveTo(record.Active is { } active ? trajectory.Turns[active] : null);
    }

    private static Trajectory Append(Trajectory trajectory, GoldenTurn turn, IMessageMatcher matcher, string at)
    {
        var record = turn.Recorded!;
        if (record.Parent >= trajectory.Turns.Count)
        {
            throw new GoldenFormatException($"{at}.recorded.parent", $"is {record.Parent}; a turn continues one before it, or none (-1).");
        }

        try
        {
            var parent = record.Parent is { } sequence ? trajectory.Turns[sequence] : null;
            var request = RecordedRequest.Read(turn.Request, inputsApart: record.Engine is not null);
            var renamed = RequirePath(parent, request.Messages, matcher, at);
            var grown = trajectory.Restore(parent, TurnContent.Of(
                renamed.InStoredIds([.. request.Messages.Skip(parent?.MessageCount ?? 0)]),
                request.Inputs,
                record.PromptSegments,
                record.ReplacedCount,
                turn.Answer(Exchange(turn, record, request.Fields))));
            Check(turn, grown.Turns[^1], at);
            return grown;
        }
        catch (Exception wrong) when (wrong is MessageException or ArgumentException)
        {
            // ArgumentException: the turn replaces tokens that its parent did not sample.
            throw new GoldenFormatException(at, wrong.Message, wrong);
        }
    }

    /// <summary>
    /// The repeated messages are bound by the parent's digest, not by this turn's: they are held against the parent's own.
    /// </summary>
    private static RenamedCalls RequirePath(Turn? parent, IReadOnlyList<ChatMessage> messages, IMessageMatcher matcher, string at)
    {
        var renamed = RenamedCalls.None;
        foreach (var (index, stored) in (parent?.Messages ?? []).Index())
        {
            if (index >= messages.Count || !matcher.Matches(stored, messages[index], renamed))
            {
                throw new GoldenFormatException(
                    $"{at}.request.messages[{index}]",
                    $"is not the message that turn {parent!.Sequence}, which this turn continues, has there.");
            }

            renamed = matcher.After(renamed, stored, messages[index]);
        }

        return renamed;
    }

    private static void Check(GoldenTurn golden, Turn turn, string at)
    {
        // An id that differs is reported before the digests, which only say that something does.
        if (golden.Expected is { } expected
            && TurnCheck.Compare(turn.Sequence, expected, turn, id => id.ToString(CultureInfo.InvariantCulture)) is { } difference)
        {
            throw new GoldenFormatException(
                $"{at}.expected.{(difference.What == "tokens" ? "token_ids" : difference.What)}", difference.Detail);
        }

        if (golden.Recorded!.Digest != turn.Digest)
        {
            throw new GoldenFormatException(
                $"{at}.recorded.digest",
                $"is {golden.Recorded.Digest}, and the turn comes to {turn.Digest}: a message, id, logprob or another field of the turn "
                + "was changed.");
        }
    }

    private static TurnExchange Exchange(GoldenTurn turn, GoldenTurnRecord record, JsonElement fields) => new()
    {
        RequestedAt = record.RequestedAt,
        CompletedAt = record.CompletedAt,
        Engine = record.Engine,
        Agent = record.Agent,
        Line = record.Line,
        Altered = record.Altered,
        Request = fields,
        Response = record.Response,
        ResponseId = record.ResponseId ?? FormatOne.ResponseId(record.Response),
        PromptTokens = record.PromptTokens,
        CachedTokens = record.CachedTokens,
        WeightVersion = turn.WeightVersion,
        WeightSpans = turn.WeightSpans,
        Disagreement = record.Disagreement,
    };
}
