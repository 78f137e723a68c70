using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>What a reply says about its samples and their session: what the agent said, under what the server knows.</summary>
internal static class ReplyMetadata
{
    /// <summary>Keys that are the server's: an agent cannot set them, whether the server has a value or not.</summary>
    private static readonly ImmutableArray<string> ServerKeys =
    [
        "accumulated_token_ids", AlteredJson.Name, "ends", "leaf", "left_behind", SampleTurnsJson.Lifecycle, "not_held", SaidJson.Name,
        "tito_session_mismatch", SampleTurnsJson.Times, SampleTurnsJson.Turns, WeightSpansJson.Name,
    ];

    /// <summary>The reply to a request.</summary>
    public static SampleReply Reply(CollectOutcome.Collected collected, SamplesRequest request, Family family, EndTokens ends)
    {
        var said = collected.View.Session.Annotations();
        return new(
        [
            .. collected.Samples.Select(sample =>
                new ReplySample(
                    sample.Leaf.Sample,
                    request.Reward ?? SaidJson.Reward(collected.View.Session.Head),
                    json => WriteSample(json, sample, collected.View, request.Metadata, ends, said))),
        ],
        json => WriteSession(json, collected.View, request.Metadata, family),
        collected.EmptyReason);
    }

    private static void WriteSession(Utf8JsonWriter json, SessionView view, JsonElement? agent, Family family)
    {
        SessionMetadata.Write(json, view, family);
        if (agent is { } metadata)
        {
            json.WritePropertyName("agent");
            metadata.WriteTo(json);
        }
    }

    private static void WriteSample(
        Utf8JsonWriter json,
        CollectedSample sample,
        SessionView view,
        JsonElement? agent,
        EndTokens ends,
        ImmutableSortedDictionary<int, Annotation> said)
    {
        foreach (var property in agent?.EnumerateObject().Where(property => !ServerKeys.Contains(property.Name)) ?? [])
        {
            property.WriteTo(json);
        }

        json.WriteStartArray("accumulated_token_ids");
        foreach (var id in sample.Leaf.Leaf.Tokens.ToIds())
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
        WriteLeaf(json, sample.Leaf, view.Session.Trajectory);
        WriteNotHeld(json, sample.Leaf.Sample, view.Session.Trajectory);
        AlteredTurnsJson.Write(json, sample.Leaf.Path);
        LeftBehindJson.Write(json, view.Status.LeftBehind);
        WriteEnds(json, sample.Leaf, ends);
        SaidJson.WriteOfSample(json, view.Session.Head);
        SampleTurnsJson.Write(json, sample.Leaf.Sample, view.Session, said);
        WeightSpansJson.Write(json, sample.Leaf.Sample.WeightSpans);
        if (sample.Mismatches is { } mismatches)
        {
            MismatchJson.Write(json, "tito_session_mismatch", mismatches);
        }
    }

    /// <summary>
    /// What of its session a sample does not hold, whether it was left behind, is another branch, or was cut: turns of which it has no
    /// token, and sampled tokens.
    /// </summary>
    private static void WriteNotHeld(Utf8JsonWriter json, TrainingSample sample, Trajectory trajectory)
    {
        json.WriteStartObject("not_held");
        json.WriteNumber("turns", trajectory.Turns.Count - sample.Spans.Length);
        json.WriteNumber("tokens", trajectory.Turns.Sum(turn => turn.SampledCount) - sample.Spans.Sum(span => span.Count));
        json.WriteEndObject();
    }

    /// <summary>The turns of the path that did not end as the family ends one: a trainer may not want to learn their ends.</summary>
    private static void WriteEnds(Utf8JsonWriter json, LeafSample sample, EndTokens ends)
    {
        json.WriteStartArray("ends");
        foreach (var turn in sample.Path)
        {
            if (TurnEnd.Of(turn.Content, ends) is { Kind: not (EndKind.StopToken or EndKind.Unknown) } end)
            {
                json.WriteStartObject();
                json.WriteNumber("turn", turn.Sequence);
                EndJson.Write(json, end);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteLeaf(Utf8JsonWriter json, LeafSample sample, Trajectory trajectory)
    {
        json.WriteStartObject("leaf");
        json.WriteNumber("node_id", sample.Leaf.Sequence);
        if (sample.Leaf.Parent is { } parent)
        {
            json.WriteNumber("parent", parent.Sequence);
        }
        else
        {
            json.WriteNull("parent");
        }

        json.WriteStartArray("path_node_ids");
        foreach (var turn in sample.Path)
        {
            json.WriteNumberValue(turn.Sequence);
        }

        json.WriteEndArray();
        json.WriteString("response_id", sample.Leaf.Content.Exchange.ResponseId);
        if (sample.Leaf.Agent is { } agent)
        {
            json.WriteString("agent", agent);
        }

        WriteLine(json, sample.Leaf, trajectory);
        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, Turn leaf, Trajectory trajectory)
    {
        var root = SessionRoots.Of(trajectory).First(root => root.Turn == leaf.Root);
        if (root.Kind is { } kind)
        {
            json.WriteString("kind", WireName.Of(kind));
        }

        if (leaf.Root.Content.Exchange.Line is { Id: { } id } line)
        {
            json.WriteString("line", id);
            json.WriteString("parent_line", line.Parent);
        }
    }
}
