using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Completions.Scanning;
using Tito.Core.Messages;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads one JSON object that is a call, and announces the call once its name is known and its arguments begin.</summary>
/// <remarks>
/// The arguments are the model's own text, from their first bracket to the one that ends them. Of two keys with arguments the first counts.
/// An object with keys of another kind and no arguments is no call: those keys may be its arguments, and nobody runs it without them.
/// </remarks>
/// <param name="context">Where the call goes.</param>
/// <param name="argumentKeys">Keys whose object is the arguments.</param>
/// <param name="rules">What else makes an object a call.</param>
internal sealed class CallObject(ReaderContext context, ImmutableArray<string> argumentKeys, CallObjectRules rules)
{
    private static readonly SearchValues<char> AfterWord = SearchValues.Create(",} \t\r\n");
    private static readonly ImmutableArray<string> OtherKeys = ["name", "type", "id"];

    private enum Place
    {
        Start,
        Members,
        Key,
        Colon,
        Value,
        Name,
        Arguments,
        Skipped,
        SkippedWord,
        Done,
        Failed,
    }

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _early = new(); // Arguments that stand before the name.
    private Place _place;
    private BracketScan _scan;
    private string _key = "";
    private string? _name;
    private bool _hasArguments;
    private bool _hasOthers;

    /// <summary>Whether a call was announced.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Whether the object is complete.</summary>
    public bool IsDone => _place == Place.Done;

    /// <summary>Whether it is no call, or goes on after its arguments as no JSON does.</summary>
    public bool IsFailed => _place == Place.Failed;

    /// <summary>Whether the arguments have begun and not ended.</summary>
    public bool IsCut => _place == Place.Arguments;

    /// <summary>Takes characters until the object ends or fails.</summary>
    /// <returns>How many it looked at and found right.</returns>
    public int Read(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && _place is not (Place.Done or Place.Failed))
        {
            at += Step(text[at..]);
        }

        return at;
    }

    /// <summary>Announces the call of a complete object that has no arguments.</summary>
    public void Complete()
    {
        if (!IsBegun)
        {
            Begin();
        }
    }

    private int Step(ReadOnlySpan<char> text)
    {
        var c = text[0];
        switch (_place)
        {
            case Place.Key or Place.Name:
                return ReadString(text);
            case Place.Arguments:
                return ReadArguments(text);
            case Place.Skipped:
                var skipped = _scan.Read(text);
                _place = _scan.IsDone ? Place.Members : _place;
                return skipped;
            case Place.SkippedWord:
                var end = text.IndexOfAny(AfterWord);
                _place = end < 0 ? _place : Place.Members;
                return end < 0 ? text.Length : end;
        }

        if (c is ' ' or '\t' or '\r' or '\n')
        {
            return 1;
        }

        _place = (_place, c) switch
        {
            (Place.Start, '{') => Place.Members,
            (Place.Members, ',') => Place.Members,
            (Place.Members, '}') when _hasOthers && !_hasArguments => Place.Failed,
            (Place.Members, '}') => _name is null && !TakeFallback() ? Place.Failed : Place.Done,
            (Place.Members, '"') => Place.Key,
            (Place.Colon, ':') => Place.Value,
            (Place.Value, _) => ValueOf(c),
            _ => Place.Failed,
        };
        if (_place == Place.Failed)
        {
            return 0;
        }

        if (_place is Place.Key or Place.Name)
        {
            _text.Clear();
            _scan = default;
            _ = _scan.Read(text[..1]);
        }

        return _place is Place.Arguments or Place.Skipped or Place.SkippedWord ? 0 : 1;
    }

    private Place ValueOf(char c)
    {
        _scan = default;
        if (_key == "name" && _name is null)
        {
            return c == '"' ? Place.Name : Place.Failed;
        }

        if (argumentKeys.Contains(_key) && !_hasArguments && c != 'n')
        {
            if (c != '{')
            {
                return Place.Failed;
            }

            _hasArguments = true;
            if (_name is not null)
            {
                Begin();
            }

            return Place.Arguments;
        }

        _hasOthers |= !IsOfACall(_key);
        return c is '{' or '[' or '"' ? Place.Skipped : c is '}' or ',' or ']' or ':' ? Place.Failed : Place.SkippedWord;
    }

    private int ReadString(ReadOnlySpan<char> text)
    {
        var length = _scan.Read(text);
        _text.Append(text[..length]);
        if (!_scan.IsDone)
        {
            return length;
        }

        var value = Decode(_text.ToString(0, _text.Length - 1));
        if (_place == Place.Key)
        {
            _key = value ?? "";
            _place = value is null || (rules.IsBare && !IsBegun && !IsOfACall(_key)) ? Place.Failed : Place.Colon;
        }
        else
        {
            _place = value is not { Length: > 0 } || !rules.Accepts(value) ? Place.Failed : Place.Members;
            _name = value;
            if (_place == Place.Members && _hasArguments)
            {
                Begin();
                context.Output.AddArguments(_early.ToString());
            }
        }

        return length;
    }

    private int ReadArguments(ReadOnlySpan<char> text)
    {
        var length = _scan.Read(text);
        if (IsBegun)
        {
            context.Output.AddArguments(text[..length]);
        }
        else
        {
            _early.Append(text[..length]);
        }

        _place = _scan.IsDone ? Place.Members : _place;
        return length;
    }

    private bool IsOfACall(string key) => OtherKeys.Contains(key) || argumentKeys.Contains(key);

    /// <summary>A block that names its tool outside the object needs no name inside.</summary>
    private bool TakeFallback()
    {
        if (rules.FallbackName is not { Length: > 0 } fallbackName)
        {
            return false;
        }

        _name = fallbackName;
        if (_hasArguments)
        {
            Begin();
            context.Output.AddArguments(_early.ToString());
        }

        return true;
    }

    private void Begin()
    {
        context.BeginCall(_name!);
        IsBegun = true;
    }

    private static string? Decode(string text)
    {
        try
        {
            return StrictJson.TryParse($"\"{text}\"") is { ValueKind: JsonValueKind.String } json ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // An escape that spells a lone surrogate.
        }
    }
}
