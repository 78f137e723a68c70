using System.Text;
using Tito.Core.Completions.Scanning;
using Tito.Core.Families;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads calls that are JSON objects among the text, or Python after a tag.</summary>
/// <remarks>
/// A turn that begins with an object, and what follows the tag or another call, may call any tool. An object in the midst of prose is a
/// call only where it names a tool that was given: models quote JSON.
/// </remarks>
internal sealed class BareReader(ReaderContext context, CallFormat.Bare format) : CallReader(context)
{
    private static readonly CallObjectRules AnyTool = new() { IsBare = true };

    private const string Brace = "{";
    private const string Method = ".call";

    private readonly ObjectCalls _calls = new(context, ["parameters", "arguments"]);
    private readonly CallObjectRules _declared = new() { Accepts = context.Tools.Has, IsBare = true };
    private readonly StringBuilder _python = new();
    private bool _hasTag;
    private bool _hasCalls;
    private bool _isPython;

    /// <inheritdoc/>
    public override LiteralSet Literals { get; } = LiteralSet.Empty;

    /// <inheritdoc/>
    public override bool Knows(string marker) => marker == format.Tag || marker == Brace;

    /// <inheritdoc/>
    public override bool Opens(string marker) => Knows(marker);

    /// <inheritdoc/>
    public override void Open(in Lexeme marker)
    {
        (_hasTag, _hasCalls, _isPython) = (marker.Marker == format.Tag, false, false);
        _python.Clear();
        if (_hasTag)
        {
            Context.Hold(marker);
            _calls.Open(AnyTool);
        }
        else
        {
            OpenObject(anyName: !Context.Output.HasWords);
            _ = _calls.Read(marker);
        }
    }

    /// <inheritdoc/>
    public override bool Read(in Lexeme lexeme)
    {
        if (_isPython || lexeme.Kind != LexemeKind.Text)
        {
            return ReadPython(lexeme);
        }

        if (_hasCalls && !_calls.IsInObject)
        {
            var gap = lexeme.Text.Length - lexeme.Text.TrimStart(" \t\r\n;").Length;
            if (gap > 0)
            {
                Context.Take(gap, CompletionPart.Calls);
                return true;
            }

            if (lexeme.Text[0] != '{')
            {
                return false;
            }

            OpenObject(anyName: true);
        }

        if (_calls.Read(lexeme))
        {
            _hasCalls |= _calls.HasCalls;
            return true;
        }

        if (_hasTag && !_hasCalls && !_calls.IsInObject)
        {
            _isPython = true;
            return true;
        }

        return Leave();
    }

    /// <inheritdoc/>
    public override void Finish(bool stopped)
    {
        if (_isPython && PythonLiteral.ReadCall(_python.ToString().Trim()) is var (name, arguments)
            && name.EndsWith(Method, StringComparison.Ordinal) && name.Length > Method.Length)
        {
            Context.BeginCall(name[..^Method.Length]);
            Context.Output.AddArguments(arguments);
            Context.Output.AddSource(_python.ToString());
            Context.Output.EndCall();
            return;
        }

        _ = Leave();
    }

    private bool ReadPython(in Lexeme lexeme)
    {
        if (lexeme.Kind != LexemeKind.Text)
        {
            // A second tag ends what the first one opened.
            Finish(stopped: true);
            return false;
        }

        _python.Append(lexeme.Text);
        Context.Hold(lexeme);
        return true;
    }

    private void OpenObject(bool anyName) => _calls.Open(anyName ? AnyTool : _declared);

    private bool Leave()
    {
        if (_calls.IsInObject && _calls.IsCall)
        {
            Context.Output.Malformed = true;
            _calls.Close();
            return false;
        }

        Context.RefuseHeld(_hasTag);
        return false;
    }
}
