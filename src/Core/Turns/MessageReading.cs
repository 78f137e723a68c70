using Tito.Core.Completions;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Reads the message of a turn from its tokens, all at once or as they come: the whole message is what the deltas make, whichever way the
/// tokens were split.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class MessageReading
{
    private readonly CompletionReading _reading;
    private readonly EndTokens _ends;
    private readonly TurnStops _stops;
    private readonly StopStringHold _hold;
    private readonly Digest _parent;
    private readonly Prompt _prompt;
    private int? _pending;
    private bool _isEnded;
    private int _callCount;

    /// <summary>Begins to read.</summary>
    /// <param name="model">The served model.</param>
    /// <param name="plan">What the engine was asked to continue.</param>
    /// <param name="stops">Where the client asked it to stop.</param>
    /// <param name="parent">The digest that the turn's own will continue.</param>
    /// <param name="forbidsCalls">Whether the client asked for an answer without calls: the text of one is content.</param>
    public MessageReading(SessionModel model, TurnPlan plan, TurnStops stops, Digest parent, bool forbidsCalls = false)
    {
        (_ends, _stops, _parent, _prompt) = (model.Ends, stops, parent, plan.Prompt);
        _hold = new(stops.Texts);

        // The tokens that the plan added end with what opens the assistant's turn: nobody copies a whole prompt for it.
        var opened = _prompt.Segments is [var only]
            ? only.Ids
            : _prompt.Tokens.ToIds(Math.Max(0, _prompt.Count - _prompt.Segments.Sum(segment => segment.Ids.Length)));
        _reading = model.Completions.Start(
            forbidsCalls ? CompletionTools.None : CompletionTools.Read(plan.Inputs.Tools), opened.AsSpan());
    }

    /// <summary>
    /// The stop string at whose place the message ended, though no engine said so; known when it has ended, null where there is none.
    /// </summary>
    /// <remarks>Newer releases of vLLM, asked by token ids, say that they stopped and not at what.</remarks>
    public string? FoundStop { get; private set; }

    /// <summary>Reads on. What follows the family's stop token says nothing.</summary>
    /// <param name="ids">The next tokens, any number.</param>
    /// <returns>What may be shown now, each call with its id; may be empty.</returns>
    public IReadOnlyList<CompletionDelta> Append(ReadOnlySpan<int> ids)
    {
        var deltas = new List<CompletionDelta>();
        foreach (var id in ids)
        {
            if (_isEnded)
            {
                break;
            }

            if (_pending is { } passed)
            {
                _pending = null;
                deltas.AddRange(Read(passed));
            }

            _isEnded = _ends.Own.Contains(id);
            if (!_isEnded && _stops.TokenIds.Contains(id))
            {
                // Whether it is the end, or text that the engine went on after, is known with the next token.
                _pending = id;
            }
            else
            {
                deltas.AddRange(Read(id));
            }
        }

        return Joined(deltas);
    }

    /// <summary>Ends the message.</summary>
    /// <param name="end">How the completion ended.</param>
    /// <param name="stop">Where the engine says that it stopped; null where it does not, or where nothing is to be cut.</param>
    /// <returns>The last of what may be shown, and the message.</returns>
    public (IReadOnlyList<CompletionDelta> Deltas, ParsedCompletion Message) Finish(TurnEnd end, StopMatch? stop)
    {
        var shown = _pending is { } passed && end.Kind != EndKind.ForeignToken ? Read(passed) : [];
        var (deltas, message) = _reading.Finish(isStopped: end.Kind is EndKind.NoStopToken or EndKind.Unknown);
        var last = _hold.Pass(Named(deltas));
        FoundStop = stop is null && end.Kind == EndKind.NoStopToken ? _hold.Found : null;
        var (rest, kind, cut) = _hold.End(stop?.Text ?? FoundStop);
        return (Joined([.. shown, .. last, .. rest]), cut == 0 ? message : Cut(message, kind, cut));
    }

    private IReadOnlyList<CompletionDelta> Read(int id) => _hold.Pass(Named(_reading.Append([id])));

    /// <summary>What came together is told together.</summary>
    private static List<CompletionDelta> Joined(List<CompletionDelta> deltas)
    {
        var joined = new List<CompletionDelta>();
        for (int start = 0, count; start < deltas.Count; start += count)
        {
            var first = deltas[start];
            var isText = first.Kind is DeltaKind.Reasoning or DeltaKind.Content or DeltaKind.CallArguments;
            count = isText ? deltas.Skip(start).TakeWhile(delta => delta.Kind == first.Kind).Count() : 1;
            var text = deltas.Skip(start).Take(count).Select(delta => delta.Text);
            joined.Add(count == 1 ? first : first with { Text = string.Concat(text) });
        }

        return joined;
    }

    private static ParsedCompletion Cut(ParsedCompletion message, DeltaKind kind, int count) => kind switch
    {
        DeltaKind.Content => message with { Content = message.Content[..^count] },
        _ => message with { Reasoning = message.Reasoning is { } text && text.Length > count ? text[..^count] : null },
    };

    /// <summary>As the message names its calls: by the model's id, or by their place among all of them.</summary>
    private IReadOnlyList<CompletionDelta> Named(IReadOnlyList<CompletionDelta> deltas) =>
        deltas.Any(delta => delta.Kind == DeltaKind.CallBegin) ? [.. deltas.Select(Named)] : deltas;

    private CompletionDelta Named(CompletionDelta delta)
    {
        if (delta.Kind != DeltaKind.CallBegin)
        {
            return delta;
        }

        var id = delta.CallId ?? CallId.Of(_parent, _prompt, _callCount);
        _callCount++;
        return delta with { CallId = id };
    }
}
