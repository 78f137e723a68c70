using System.Text;
using Tito.Core.Completions;
using Tito.Core.Messages;

namespace Tito.Core.Turns;

/// <summary>
/// What a reader has been shown of a message so far. At the end it is held against the committed message, so that nobody takes the
/// message of another turn, or half of one, for the turn's.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class ShownMessage
{
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _content = new();
    private readonly List<(string Name, string? Id, StringBuilder Arguments)> _calls = [];
    private bool _isInCall;

    /// <summary>Whether nothing was shown yet.</summary>
    public bool IsEmpty => _reasoning.Length == 0 && _content.Length == 0 && _calls.Count == 0;

    /// <summary>A delta was shown.</summary>
    public void Add(CompletionDelta delta)
    {
        switch (delta.Kind)
        {
            case DeltaKind.Reasoning:
                _reasoning.Append(delta.Text);
                break;
            case DeltaKind.Content:
                _content.Append(delta.Text);
                break;
            case DeltaKind.CallBegin:
                _calls.Add((delta.Text, delta.CallId, new()));
                _isInCall = true;
                break;
            case DeltaKind.CallArguments:
                _calls[^1].Arguments.Append(delta.Text);
                break;
            default:
                _isInCall = false;
                break;
        }
    }

    /// <summary>What a message has beyond what was shown: the end of the call that is open, then text, then other calls.</summary>
    /// <param name="message">The committed message.</param>
    /// <returns>The deltas; null where the message does not begin with what was shown.</returns>
    public IReadOnlyList<CompletionDelta>? Rest(ChatMessage message)
    {
        var (open, later) = (new List<CompletionDelta>(), new List<CompletionDelta>());
        var (reasoning, content, calls) = ("", "", 0);
        foreach (var delta in MessageDeltas.Of(message))
        {
            switch (delta.Kind)
            {
                case DeltaKind.Reasoning:
                    reasoning = delta.Text;
                    break;
                case DeltaKind.Content:
                    content = delta.Text;
                    break;
                case DeltaKind.CallBegin when calls++ is var index && index < _calls.Count:
                    if ((_calls[index].Name, _calls[index].Id) != (delta.Text, delta.CallId))
                    {
                        return null;
                    }

                    break;
                case DeltaKind.CallArguments when calls <= _calls.Count:
                    if (!AddRest(open, delta, _calls[calls - 1].Arguments.ToString()) || (open.Count > 0 && !IsOpen(calls)))
                    {
                        return null;
                    }

                    break;
                case DeltaKind.CallEnd when IsOpen(calls):
                    open.Add(delta);
                    break;
                case DeltaKind.CallArguments when delta.Text.Length == 0:
                case DeltaKind.CallEnd when calls <= _calls.Count:
                    break;
                default:
                    later.Add(delta);
                    break;
            }
        }

        // Text after a call is content, and never comes into the middle of the call: clients would run half of its arguments.
        var texts = new List<CompletionDelta>();
        return calls >= _calls.Count
            && AddRest(texts, new(DeltaKind.Reasoning, reasoning), _reasoning.ToString())
            && AddRest(texts, new(DeltaKind.Content, content), _content.ToString())
                ? [.. open, .. texts, .. later]
                : null;
    }

    /// <summary>Whether a call is the last one that was shown, and was not shown to its end.</summary>
    /// <param name="number">The call's number, from 1.</param>
    private bool IsOpen(int number) => _isInCall && number == _calls.Count;

    /// <summary>Adds what a text has beyond what was shown of it; false where it does not begin so.</summary>
    private static bool AddRest(List<CompletionDelta> rest, CompletionDelta whole, string shown)
    {
        if (!whole.Text.StartsWith(shown, StringComparison.Ordinal))
        {
            return false;
        }

        if (whole.Text.Length > shown.Length)
        {
            rest.Add(whole with { Text = whole.Text[shown.Length..] });
        }

        return true;
    }
}
