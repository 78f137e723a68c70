using System.Text;
using Tito.Core.Completions.Scanning;
using Tito.Core.Messages;

namespace Tito.Core.Completions.Calls;

/// <summary>Writes the arguments of a call as JSON, whose values come as text. Strings are written as they come.</summary>
/// <param name="context">Where they go, and the tools that type them.</param>
/// <param name="hasLines">Whether a line break at each end of a value is the format's.</param>
/// <param name="guesses">Whether a value without a type that is JSON is that JSON.</param>
internal sealed class ArgumentsWriter(ReaderContext context, bool hasLines, bool guesses)
{
    private enum Mode
    {
        Buffered,
        Json,
        Nullable,
        Streamed,
        Ignored,
    }

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();
    private string _tool = "";
    private ParameterTypes _types;
    private Mode _mode;
    private bool _isFirst;
    private bool _holdsLine;

    /// <summary>Begins the arguments of a call.</summary>
    public void Begin(string tool)
    {
        _tool = tool;
        _keys.Clear();
        context.Output.AddArguments("{");
    }

    /// <summary>Writes a parameter's name, and what follows is its value.</summary>
    /// <param name="key">The parameter's name; of two values for one the first counts.</param>
    /// <param name="isString">Whether the model says that it is a string, or that it is JSON; null where it does not say.</param>
    public void BeginValue(string key, bool? isString = null)
    {
        (_isFirst, _holdsLine) = (true, false);
        _text.Clear();
        if (key.Length == 0 || !_keys.Add(key))
        {
            (_mode, context.Output.Malformed) = (Mode.Ignored, true);
            return;
        }

        _types = isString == true ? ParameterTypes.String : context.Tools.TypesOf(_tool, key);
        _mode = (isString, _types) switch
        {
            (false, _) => Mode.Json,
            (_, ParameterTypes.String) => Mode.Streamed,
            (_, ParameterTypes.None) when !guesses => Mode.Streamed,
            (_, ParameterTypes.String | ParameterTypes.Null) => Mode.Nullable,
            _ => Mode.Buffered,
        };
        context.Output.AddArguments($"{(_keys.Count > 1 ? ", " : "")}{TypedValue.Quote(key)}: {(_mode == Mode.Streamed ? "\"" : "")}");
    }

    /// <summary>Adds to the value.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        if (hasLines && _isFirst && text.StartsWith('\n'))
        {
            text = text[1..];
            _isFirst = false;
        }

        if (text.IsEmpty)
        {
            return;
        }

        _isFirst = false;
        if (hasLines)
        {
            // The last line break may be the format's: it waits for what follows.
            AddCertain(_holdsLine ? "\n" : "");
            _holdsLine = text[^1] == '\n';
            text = _holdsLine ? text[..^1] : text;
        }

        AddCertain(text);
    }

    /// <summary>Writes what was held back of the value, typed, or the end of its string.</summary>
    public void EndValue()
    {
        switch (_mode)
        {
            case Mode.Streamed:
                context.Output.AddArguments("\"");
                break;
            case Mode.Json:
                context.Output.AddArguments(TypedValue.OfJson(_text.ToString()));
                break;
            case Mode.Buffered or Mode.Nullable:
                context.Output.AddArguments(TypedValue.ToJson(_text.ToString(), _types, guesses));
                break;
        }
    }

    /// <summary>Ends the arguments.</summary>
    public void End() => context.Output.AddArguments("}");

    private void AddCertain(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || _mode == Mode.Ignored)
        {
            return;
        }

        if (_mode == Mode.Streamed)
        {
            context.Output.AddArguments(CanonicalJson.Escape(text));
            return;
        }

        _text.Append(text);
        if (_mode == Mode.Nullable && !TypedValue.MayBeNull(_text.ToString()))
        {
            _mode = Mode.Streamed;
            context.Output.AddArguments($"\"{CanonicalJson.Escape(_text.ToString())}");
        }
    }
}
