using System.Buffers;

namespace Tito.Jinja.Rendering;

/// <summary>
/// The text of a render. A captured block is written to the same buffer and taken out again at its end, so one limit holds for all.
/// </summary>
internal sealed class OutputBuffer(int maxLength) : IDisposable
{
    private char[] _text = ArrayPool<char>.Shared.Rent(4096);
    private int _length;

    /// <summary>Everything that is in the buffer, open captures included.</summary>
    public int Length => _length;

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _text.Length - _length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        if (_length > maxLength)
        {
            throw EvaluationFault.Limit($"the output is longer than {maxLength} characters");
        }
    }

    /// <summary>Starts a capture and returns its mark.</summary>
    public int BeginCapture() => _length;

    /// <summary>Ends the innermost capture and takes out what it caught.</summary>
    public string EndCapture(int mark)
    {
        var text = new string(_text, mark, _length - mark);
        _length = mark;
        return text;
    }

    public override string ToString() => new(_text, 0, _length);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        _length = 0;
    }

    private void Grow(int added)
    {
        if (added > maxLength - _length)
        {
            throw EvaluationFault.Limit($"the output is longer than {maxLength} characters");
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + added, _text.Length * 2));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }
}
