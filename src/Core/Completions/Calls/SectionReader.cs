using System.Text;
using Tito.Core.Completions.Scanning;
using Tito.Core.Families;

namespace Tito.Core.Completions.Calls;

/// <summary>Reads the calls of a section, whose ids are the model's own and hold the names.</summary>
internal sealed class SectionReader(ReaderContext context, CallFormat.Section format) : CallReader(context)
{
    private const string Prefix = "functions.";

    private enum Place
    {
        Section,
        Id,
        Arguments,
    }

    private readonly StringBuilder _id = new();
    private readonly StringBuilder _blanks = new();
    private Place _place;
    private bool _hasSection;
    private bool _hasText;
    private bool _isStray; // Whether text stands between the calls of the section.

    /// <inheritdoc/>
    public override LiteralSet Literals { get; } = context.Markers.Literals(
        format.Open, format.Close, format.CallOpen, format.ArgumentsOpen, format.CallClose);

    /// <inheritdoc/>
    public override bool Knows(string marker) => true;

    /// <inheritdoc/>
    public override bool Opens(string marker) => marker == format.Open || marker == format.CallOpen;

    /// <inheritdoc/>
    public override void Open(in Lexeme marker)
    {
        Context.Content.Break();
        (_hasSection, _place, _isStray) = (marker.Marker == format.Open, Place.Section, false);
        if (_hasSection)
        {
            Context.Take(marker, CompletionPart.Markers);
        }
        else
        {
            Context.Output.Malformed = true;
            OpenCall(marker);
        }
    }

    /// <inheritdoc/>
    public override bool Read(in Lexeme lexeme) => _place switch
    {
        Place.Id => ReadId(lexeme),
        Place.Arguments => ReadArguments(lexeme),
        _ => ReadSection(lexeme),
    };

    /// <inheritdoc/>
    public override void Finish(bool stopped)
    {
        Context.RefuseHeld();
        if (Context.Output.IsInCall)
        {
            Context.Output.Malformed = true;
            Context.Output.EndCall();
        }
    }

    private bool ReadSection(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            var blanks = _isStray ? 0 : Blanks(lexeme.Text);
            if (blanks == 0 && !_hasSection)
            {
                return false;
            }

            if (blanks > 0)
            {
                Context.Take(blanks, CompletionPart.Calls);
            }
            else
            {
                Context.TakeStray(lexeme);
                _isStray = true;
            }

            return true;
        }

        _isStray = false;
        if (lexeme.Marker == format.CallOpen)
        {
            OpenCall(lexeme);
            return true;
        }

        if (lexeme.Marker == format.Close)
        {
            Context.Take(lexeme, CompletionPart.Markers);
            return false;
        }

        if (lexeme.Marker == format.Open)
        {
            Context.Output.Malformed = true;
            Context.Take(lexeme, CompletionPart.Markers);
            _hasSection = true;
            return true;
        }

        if (lexeme.Marker == format.ArgumentsOpen || lexeme.Marker == format.CallClose)
        {
            Context.TakeStray(lexeme);
            return true;
        }

        return false;
    }

    private bool ReadId(in Lexeme lexeme)
    {
        if (lexeme.Kind == LexemeKind.Text)
        {
            _id.Append(lexeme.Text);
            Context.Hold(lexeme);
            return true;
        }

        var id = _id.ToString().Trim();
        if (lexeme.Marker == format.ArgumentsOpen && NameOf(id) is { } name)
        {
            Context.Hold(lexeme);
            Context.BeginCall(name, id);
            (_place, _hasText) = (Place.Arguments, false);
            _blanks.Clear();
            return true;
        }

        if (lexeme.Marker == format.ArgumentsOpen || lexeme.Marker == format.CallClose)
        {
            Context.Hold(lexeme);
        }

        // No id, or no arguments: what there was is content, and the section goes on.
        Context.RefuseHeld();
        (_place, _isStray) = (Place.Section, true);
        return true;
    }

    private bool ReadArguments(in Lexeme lexeme)
    {
        if (lexeme.Marker == format.CallClose)
        {
            Context.Output.EndCall();
            Context.Take(lexeme, CompletionPart.Markers);
            _place = Place.Section;
            return true;
        }

        if (lexeme.Marker == format.CallOpen || lexeme.Marker == format.Close || lexeme.Marker == format.Open)
        {
            Context.Output.Malformed = true;
            Context.Output.EndCall();
            _place = Place.Section;
            return true;
        }

        // White space around the arguments is not theirs.
        var text = _hasText ? lexeme.Text : lexeme.Text.TrimStart();
        var body = text.TrimEnd();
        if (!body.IsEmpty)
        {
            Context.Output.AddArguments(_blanks.ToString());
            Context.Output.AddArguments(body);
            _blanks.Clear();
            _hasText = true;
        }

        _blanks.Append(text[body.Length..]);
        Context.Take(lexeme, CompletionPart.Calls);
        return true;
    }

    private void OpenCall(in Lexeme marker)
    {
        _id.Clear();
        Context.Hold(marker);
        _place = Place.Id;
    }

    /// <summary>The name in <c>functions.NAME:INDEX</c>; the prefix and the index may be missing.</summary>
    private static string? NameOf(string id)
    {
        var name = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;
        if (name.LastIndexOf(':') is >= 0 and var colon && name.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            name = name[..colon];
        }

        return CallName.IsPlausible(name) ? name : null;
    }
}
