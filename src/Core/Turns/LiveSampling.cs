using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Makes the deltas of a turn's message from the tokens of one engine, or of several that went on for one another, and at the end the
/// message itself from the same reading.
/// </summary>
/// <remarks>Not thread-safe: the deltas of a completion come one after the other.</remarks>
/// <param name="live">Who is told.</param>
/// <param name="reading">Reads the message.</param>
internal sealed class LiveSampling(LiveTurn live, MessageReading reading) : ISamplingObserver
{
    private readonly List<int> _ids = [];
    private readonly List<float> _logprobs = [];
    private WeightRuns _weights = new();
    private (string Engine, JsonElement Fields)? _sent;
    private Sampled? _ended;

    /// <summary>The stop string that the message shows, where no engine said it; null where there is none.</summary>
    public string? FoundStop => reading.FoundStop;

    /// <inheritdoc/>
    public void OnSent(string engine, JsonElement fields) => _sent = (engine, fields);

    /// <inheritdoc/>
    public ValueTask OnDeltaAsync(SampledDelta delta, CancellationToken cancellationToken)
    {
        _ids.AddRange(delta.Completion.Ids.AsSpan());
        _logprobs.AddRange(delta.Completion.Logprobs.AsSpan());
        _weights.Add(delta.WeightVersion, delta.Completion.Ids.Length);
        live.Add(reading.Append(delta.Completion.Ids.AsSpan()));
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// What the engine that works now has told so far, in the form of its answer: for one that was given up, or says no more.
    /// </summary>
    /// <param name="asked">The client's fields, for a request that was given up before any engine was asked.</param>
    public Sampled Told(JsonElement asked)
    {
        if (_ended is { } ended)
        {
            return ended;
        }

        var version = _weights.Spans is [.., { Version: not WeightSpan.Unknown } last] ? last.Version : null;
        return new()
        {
            Engine = _sent?.Engine ?? "",
            Completion = TokenSegment.Sampled([.. _ids], [.. _logprobs]),
            FinishReason = EngineTurn.Abort,
            Facts = SampledFacts.None with { WeightVersion = version, WeightSpans = Changes() },
            SentFields = _sent?.Fields ?? asked.Clone(),
            Extra = JsonElement.Parse("{}"),
        };
    }

    /// <summary>An engine ended a request because it was given up: it told all that it had sampled.</summary>
    /// <param name="sampled">Its answer, whose rows of experts go with no turn.</param>
    public void EndWith(Sampled sampled) => _ended = WithWeights(sampled) with { RoutedExperts = null };

    /// <summary>
    /// The engine's answer with the weights that its deltas named, where it has no spans: the answer itself names the last ones alone.
    /// </summary>
    /// <param name="sampled">The answer.</param>
    public Sampled WithWeights(Sampled sampled)
    {
        var untold = sampled.Completion.Ids.Length - _ids.Count;
        if (!sampled.Facts.WeightSpans.IsEmpty || _weights.Spans.IsEmpty || untold < 0)
        {
            return sampled;
        }

        _weights.Add(sampled.Facts.WeightVersion, untold);
        return sampled with { Facts = sampled.Facts with { WeightSpans = Changes() } };
    }

    /// <summary>Another engine goes on after what one has sampled.</summary>
    /// <param name="sampled">All that the one sampled.</param>
    /// <exception cref="MessageException">It is not what the engine's deltas were.</exception>
    public void GoOn(TokenSegment sampled)
    {
        live.Add(reading.Append(Rest(sampled)));
        _ids.Clear();
        _logprobs.Clear();
        (_weights, _sent) = (new(), null);
    }

    /// <summary>Ends the message.</summary>
    /// <param name="last">What the last engine sampled.</param>
    /// <param name="end">How the whole completion ended.</param>
    /// <param name="stop">Where the engine says that it stopped.</param>
    /// <param name="isOurs">Whether the message is to be ours, and not one that the engine gave.</param>
    /// <exception cref="MessageException">It is not what the engine's deltas were.</exception>
    public ParsedCompletion Finish(TokenSegment last, TurnEnd end, StopMatch? stop, bool isOurs)
    {
        var rest = reading.Append(Rest(last));
        var (deltas, message) = reading.Finish(end, isOurs ? stop : null);
        if (live.HasDeltas)
        {
            live.Add([.. rest, .. deltas]);
        }

        return message;
    }

    /// <summary>The spans of a completion during which the weights changed; empty where they did not.</summary>
    private ImmutableArray<WeightSpan> Changes() => _weights.Spans is { Length: > 1 } spans ? spans : [];

    private ReadOnlySpan<int> Rest(TokenSegment sampled) =>
        sampled.Ids.AsSpan().StartsWith(CollectionsMarshal.AsSpan(_ids))
            ? sampled.Ids.AsSpan()[_ids.Count..]
            : throw new MessageException("deltas", "what the engine streamed is not what it says that it sampled.");
}
