namespace Tito.Jinja.Values;

/// <summary>Walks the characters of a string.</summary>
internal sealed class CharacterIterator(string text) : ValueIterator
{
    private int _offset;

    public override Value? Next()
    {
        if (_offset >= text.Length)
        {
            return null;
        }

        var length = char.IsHighSurrogate(text[_offset]) && _offset + 1 < text.Length ? 2 : 1;
        var character = new StringValue(text.Substring(_offset, length));
        _offset += length;
        return character;
    }
}
