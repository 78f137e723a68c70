using System.Collections.Immutable;
using System.Text;
using Tito.Core.Messages;

namespace Tito.Core.Completions;

/// <summary>Collects an assistant message as its parts are read. The message is what the deltas make when they are put together.</summary>
internal sealed class CompletionOutput
{
    private const int MaxArgumentsDepth = 1000;

    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _content = new();
    private readonly StringBuilder _arguments = new();
    private readonly StringBuilder _source = new();
    private readonly ImmutableArray<ParsedCompletion.ToolCall>.Builder _calls = ImmutableArray.CreateBuilder<ParsedCompletion.ToolCall>();
    private readonly StringBuilder _delta = new();
    private List<CompletionDelta> _deltas = [];
    private DeltaKind _deltaKind;
    private (string Name, string? Id) _call;

    /// <summary>Whether some text was not of the format.</summary>
    public bool Malformed { get; set; }

    /// <summary>Whether the completion is over and its model did not end it: a call that is open was cut off.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether a call has begun and not ended.</summary>
    public bool IsInCall { get; private set; }

    /// <summary>Whether there is reasoning or content, as asked for.</summary>
    public bool Has(CompletionPart part) => (part == CompletionPart.Reasoning ? _reasoning : _content).Length > 0;

    /// <summary>Whether the content is more than white space.</summary>
    public bool HasWords { get; private set; }

    /// <summary>Adds to the reasoning or to the content.</summary>
    public void Add(CompletionPart part, ReadOnlySpan<char> text)
    {
        var isReasoning = part == CompletionPart.Reasoning;
        (isReasoning ? _reasoning : _content).Append(text);
        HasWords |= !isReasoning && !text.IsWhiteSpace();
        Grow(isReasoning ? DeltaKind.Reasoning : DeltaKind.Content, text);
    }

    /// <summary>Announces a call, which cannot be taken back.</summary>
    public void BeginCall(string name, string? id)
    {
        Flush();
        _deltas.Add(new(DeltaKind.CallBegin, name, id));
        (_call, IsInCall) = ((name, id), true);
    }

    /// <summary>Adds to the arguments of the call that is open.</summary>
    public void AddArguments(ReadOnlySpan<char> text)
    {
        _arguments.Append(text);
        Grow(DeltaKind.CallArguments, text);
    }

    /// <summary>Adds to the model's own text of the arguments, where that is not the arguments.</summary>
    public void AddSource(ReadOnlySpan<char> text) => _source.Append(text);

    /// <summary>
    /// Ends the call that is open. Without any arguments they are an empty object, and the beginning of one where the call was cut off:
    /// nobody knows what was to come, and nobody runs a call that is not closed.
    /// </summary>
    public void EndCall()
    {
        if (_arguments.Length == 0)
        {
            AddArguments(IsCut ? "{" : "{}");
        }

        Flush();
        _deltas.Add(new(DeltaKind.CallEnd, ""));
        IsInCall = false;
        var arguments = _arguments.ToString();
        var malformed = !StrictJson.IsObject(arguments, MaxArgumentsDepth);
        Malformed |= malformed;
        _calls.Add(new(_call.Id, _call.Name, arguments, _source.Length == 0 ? arguments : _source.ToString(), malformed));
        _arguments.Clear();
        _source.Clear();
    }

    /// <summary>What was added since this was last asked.</summary>
    public IReadOnlyList<CompletionDelta> TakeDeltas()
    {
        Flush();
        if (_deltas.Count == 0)
        {
            return [];
        }

        var deltas = _deltas;
        _deltas = [];
        return deltas;
    }

    /// <summary>What all deltas make, with the account of the tokens.</summary>
    public ParsedCompletion ToMessage(ImmutableArray<PartRange> parts) => new(
        _reasoning.Length == 0 ? null : _reasoning.ToString(), _content.ToString(), _calls.ToImmutable(), Malformed, parts);

    private void Grow(DeltaKind kind, ReadOnlySpan<char> text)
    {
        if (_delta.Length > 0 && _deltaKind != kind)
        {
            Flush();
        }

        _deltaKind = kind;
        _delta.Append(text);
    }

    private void Flush()
    {
        if (_delta.Length > 0)
        {
            _deltas.Add(new(_deltaKind, _delta.ToString()));
            _delta.Clear();
        }
    }
}
