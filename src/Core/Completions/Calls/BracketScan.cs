using System.Buffers;

namespace Tito.Core.Completions.Calls;

/// <summary>Finds where a JSON value in brackets ends, broken inside or not.</summary>
internal struct BracketScan
{
    private static readonly SearchValues<char> Outside = SearchValues.Create("\"{}[]");
    private static readonly SearchValues<char> Inside = SearchValues.Create("\"\\");

    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    /// <summary>Whether the value is complete.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Takes characters of the value, the first of which is a bracket or a quote.</summary>
    /// <returns>How many of them belong to it.</returns>
    public int Read(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                continue;
            }

            var next = text[at..].IndexOfAny(_isInString ? Inside : Outside);
            if (next < 0)
            {
                return text.Length;
            }

            at += next;
            switch (text[at])
            {
                case '\\':
                    _isEscaped = true;
                    break;
                case '"':
                    _isInString = !_isInString;
                    IsDone = _depth == 0 && !_isInString;
                    break;
                case '{' or '[':
                    _depth++;
                    break;
                default:
                    IsDone = --_depth == 0;
                    break;
            }

            if (IsDone)
            {
                return at + 1;
            }
        }

        return text.Length;
    }
}
