using Tito.Core.Families;

namespace Tito.Core.Completions.Scanning;

/// <summary>Writes the reasoning or the content, and leaves out the line breaks that are the format's.</summary>
/// <remarks>
/// Line breaks are held back until it shows what follows them. Between a call and more content they stay, because they part two texts.
/// </remarks>
internal sealed class PartText(CompletionOutput output, TokenLedger ledger, CompletionPart part, CompletionLayout layout)
{
    private readonly List<int> _held = [];
    private int _lines;
    private bool _attached = layout != CompletionLayout.Edges; // Whether the lines that are held follow text, so that an end keeps them.

    /// <summary>Writes text that was taken.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        while (layout != CompletionLayout.Verbatim && !text.IsEmpty)
        {
            var lines = text.IndexOfAnyExcept('\n');
            lines = lines < 0 ? text.Length : lines;
            if (lines > 0)
            {
                _lines += lines;
                _held.Add(ledger.Add(null, lines));
                text = text[lines..];
                continue;
            }

            var body = text.TrimEnd('\n');
            Emit(body);
            text = text[body.Length..];
        }

        if (!text.IsEmpty)
        {
            Emit(text);
        }
    }

    /// <summary>Writes a text without looking for line breaks, whose units the ledger already has.</summary>
    public void WriteRaw(ReadOnlySpan<char> text, int run)
    {
        Release(keep: output.Has(part) || layout != CompletionLayout.Edges);
        output.Add(part, text);
        ledger.Decide(run, part);
        _attached = true;
    }

    /// <summary>Another part follows.</summary>
    public void Break()
    {
        Release(keep: false);
        _attached = false;
    }

    /// <summary>Nothing follows.</summary>
    public void Finish() => Release(keep: _attached);

    private void Emit(ReadOnlySpan<char> text)
    {
        Release(keep: output.Has(part) || layout != CompletionLayout.Edges);
        output.Add(part, text);
        ledger.Add(part, text.Length);
        _attached = true;
    }

    private void Release(bool keep)
    {
        if (_held.Count == 0)
        {
            return;
        }

        if (keep)
        {
            output.Add(part, new string('\n', _lines));
        }

        foreach (var run in _held)
        {
            ledger.Decide(run, keep ? part : CompletionPart.Markers);
        }

        _held.Clear();
        _lines = 0;
    }
}
