using System.Buffers.Binary;
using System.Text;

namespace Tito.Tokenizers.SentencePiece;

/// <summary>Reads the fields of a protobuf message one by one, in the order of the file.</summary>
/// <param name="message">The message's bytes.</param>
/// <param name="place">Where it stands, for errors.</param>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message, string place)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    // GetString of Encoding.UTF8 would put U+FFFD where a name is broken, and two names could become one.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = message;
    private ReadOnlySpan<byte> _value;
    private ulong _number;
    private int _wireType;

    /// <summary>The number of the field that <see cref="Next"/> went to.</summary>
    public int Number { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="AssetException">The bytes are not a protobuf message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        (Number, _wireType) = tag >> 3 is > 0 and <= int.MaxValue ? ((int)(tag >> 3), (int)(tag & 7)) : throw Broken();
        _value = default;
        switch (_wireType)
        {
            case Varint:
                _number = ReadVarint();
                break;
            case Fixed64:
                _value = Take(sizeof(ulong));
                break;
            case Bytes:
                _value = Take(ReadVarint());
                break;
            case Fixed32:
                _value = Take(sizeof(uint));
                break;
            default:
                throw Broken();
        }

        return true;
    }

    /// <summary>The field's bytes: a message, or a byte string.</summary>
    /// <exception cref="AssetException">The field is of another kind.</exception>
    public readonly ReadOnlySpan<byte> ReadBytes() => _wireType == Bytes ? _value : throw Broken();

    /// <summary>The field's text.</summary>
    /// <exception cref="AssetException">The field is of another kind, or is not UTF-8.</exception>
    public readonly string ReadText()
    {
        try
        {
            return Strict.GetString(ReadBytes());
        }
        catch (DecoderFallbackException exception)
        {
            throw new AssetException(place, $"holds text that is not UTF-8 in field {Number}.", exception);
        }
    }

    /// <summary>The field's whole number, or its enumeration's.</summary>
    /// <exception cref="AssetException">The field is of another kind, or the number has more than 32 bits.</exception>
    public readonly int ReadInt32() => _wireType == Varint && _number <= int.MaxValue ? (int)_number : throw Broken();

    /// <summary>The field's truth value.</summary>
    /// <exception cref="AssetException">The field is of another kind.</exception>
    public readonly bool ReadBoolean() => _wireType == Varint ? _number != 0 : throw Broken();

    /// <summary>The field's floating-point number.</summary>
    /// <exception cref="AssetException">The field is of another kind.</exception>
    public readonly float ReadSingle() => _wireType == Fixed32 ? BinaryPrimitives.ReadSingleLittleEndian(_value) : throw Broken();

    private ulong ReadVarint()
    {
        const int longest = 10;
        var value = 0UL;
        for (var i = 0; i < longest && i < _rest.Length; i++)
        {
            value |= unchecked((ulong)(_rest[i] & 0x7F) << (7 * i));
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw Broken();
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        var taken = length <= (ulong)_rest.Length ? _rest[..(int)length] : throw Broken();
        _rest = _rest[(int)length..];
        return taken;
    }

    private readonly AssetException Broken() => new(place, "is not the protobuf message that is expected there.");
}
