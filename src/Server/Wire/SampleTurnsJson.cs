using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Samples;
using Tito.Core.Trajectories;
using Tito.Engines;

namespace Tito.Server.Wire;

/// <summary>
/// What a sample says of each of its turns: where its tokens are, when and how they were sampled, and what was said of it.
/// </summary>
internal static class SampleTurnsJson
{
    /// <summary>The member with the turns.</summary>
    public const string Turns = "tito_turns";

    /// <summary>The member with the times of the session.</summary>
    public const string Times = "tito_times";

    /// <summary>The member with the times of the turns in the reference's form (Miles, <c>miles/utils/lifecycle.py</c>).</summary>
    public const string Lifecycle = "lifecycle";

    /// <summary>Writes the three members.</summary>
    /// <param name="json">The sample's metadata.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="session">Its session.</param>
    /// <param name="said">What was said of the session's turns.</param>
    public static void Write(
        Utf8JsonWriter json, TrainingSample sample, JournaledSession session, ImmutableSortedDictionary<int, Annotation> said)
    {
        var turns = sample.Spans.Select(span => (Span: span, Turn: session.Trajectory.Turns[span.Sequence])).ToImmutableArray();
        json.WriteStartArray(Turns);
        foreach (var (span, turn) in turns)
        {
            WriteTurn(json, span, turn, said.GetValueOrDefault(turn.Sequence, Annotation.None));
        }

        json.WriteEndArray();
        WriteLifecycle(json, [.. turns.Select(pair => pair.Turn.Content.Exchange)]);
        WriteTimes(json, session);
    }

    private static void WriteTurn(Utf8JsonWriter json, TrainingSample.SampledSpan span, Turn turn, Annotation said)
    {
        var exchange = turn.Content.Exchange;
        json.WriteStartObject();
        json.WriteNumber("turn", turn.Sequence);
        json.WriteString("response_id", exchange.ResponseId);
        json.WriteNumber("start", span.Start);
        json.WriteNumber("end", span.Start + span.Count);
        json.WriteString("requested_at", exchange.RequestedAt);
        json.WriteString("completed_at", exchange.CompletedAt);
        json.WriteString("finish_reason", turn.Content.FinishReason);
        json.WritePropertyName("sampling");
        SentSampling.Write(json, exchange.Engine, exchange.Request);
        said.WriteMembers(json);
        json.WriteEndObject();
    }

    /// <summary>
    /// The reference counts back from a turn's end by the engine's own latency; here a turn begins when it goes to the engine.
    /// </summary>
    private static void WriteLifecycle(Utf8JsonWriter json, ImmutableArray<TurnExchange> exchanges)
    {
        json.WriteStartArray(Lifecycle);
        foreach (var (index, exchange) in exchanges.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("t0", UnixTime.Seconds(exchange.RequestedAt));
            json.WriteNumber("t1", UnixTime.Seconds(exchange.CompletedAt));
            json.WriteNumber("turn", index);
            json.WriteNumber("req_ts", UnixTime.Seconds(exchange.RequestedAt));
            if (index > 0)
            {
                json.WriteNumber("prev_t1", UnixTime.Seconds(exchanges[index - 1].CompletedAt));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTimes(Utf8JsonWriter json, JournaledSession session)
    {
        json.WriteStartObject(Times);
        json.WriteString("opened_at", session.Head.CreatedAt);

        // A tree's turns are in the order in which they were done, not in that in which they were asked for.
        json.WriteString("first_turn_at", session.Trajectory.Turns.Min(turn => turn.Content.Exchange.RequestedAt));
        json.WritePropertyName("closed_at");
        if (session.Head.ClosedAt is { } closedAt)
        {
            json.WriteStringValue(closedAt);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }
}
