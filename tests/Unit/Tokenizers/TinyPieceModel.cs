using System.Buffers.Binary;
using System.Text;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

/// <summary>
/// A SentencePiece model small enough to compute by hand, and its file field by field. Its pieces are &lt;unk&gt; 0, &lt;s&gt; 1 and
/// &lt;/s&gt; 2, then those of <see cref="Letters"/>, U+2581 for a space, then what a test adds.
/// </summary>
internal sealed class TinyPieceModel
{
    public const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6;

    public const string Letters = "\u2581ab</s>";

    private readonly List<byte> _pieces = [];
    private readonly List<byte> _trainer = [3 << 3, 2];
    private readonly List<byte> _normalizer = [4 << 3, 0];
    private readonly List<byte> _rest = [];
    private int _count;

    public TinyPieceModel()
    {
        Add("<unk>", Unknown).Add("<s>", Control).Add("</s>", Control);
        Letters.ToList().ForEach(letter => Add(letter.ToString(), Normal, -100));
    }

    /// <summary>Adds a piece with the next id.</summary>
    public TinyPieceModel Add(string text, int type, float score = 0) => Add(Encoding.UTF8.GetBytes(text), type, score);

    public TinyPieceModel Add(byte[] text, int type, float score = 0)
    {
        var number = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(number, score);
        byte[] piece = [(1 << 3) | 2, (byte)text.Length, .. text, (2 << 3) | 5, .. number, 3 << 3, (byte)type];
        _pieces.AddRange([(1 << 3) | 2, (byte)piece.Length, .. piece]);
        _count++;
        return this;
    }

    /// <summary>Adds pieces that text merges to, the first before the others.</summary>
    public TinyPieceModel Merge(params string[] texts)
    {
        texts.ToList().ForEach(text => Add(text, Normal, -_count));
        return this;
    }

    /// <summary>Sets a number or a truth value of trainer_spec.</summary>
    public TinyPieceModel Trainer(int field, byte value)
    {
        // A field's number and its kind, 0, take two bytes from 16 on.
        _trainer.AddRange(field < 16 ? [(byte)(field << 3), value] : [(byte)(0x80 | ((field << 3) & 0x7F)), (byte)(field >> 4), value]);
        return this;
    }

    /// <summary>Sets a truth value of normalizer_spec.</summary>
    public TinyPieceModel Normalizer(int field, byte value)
    {
        _normalizer.AddRange([(byte)(field << 3), value]);
        return this;
    }

    /// <summary>Sets a text or a byte string of normalizer_spec.</summary>
    public TinyPieceModel Normalizer(int field, string value)
    {
        _normalizer.AddRange([(byte)((field << 3) | 2), (byte)value.Length, .. Encoding.UTF8.GetBytes(value)]);
        return this;
    }

    /// <summary>Adds bytes after all the others.</summary>
    public TinyPieceModel Raw(params byte[] bytes)
    {
        _rest.AddRange(bytes);
        return this;
    }

    public byte[] Build() =>
        [.. _pieces, (2 << 3) | 2, (byte)_trainer.Count, .. _trainer, (3 << 3) | 2, (byte)_normalizer.Count, .. _normalizer, .. _rest];

    public Tokenizer Load(string config = "{}", string specialTokensMap = "", string addedTokens = "") =>
        Tokenizer.LoadCheckpoint(new("tokenizer.model", Build(), Encoding.UTF8.GetBytes(config))
        {
            SpecialTokensMap = Encoding.UTF8.GetBytes(specialTokensMap),
            AddedTokens = Encoding.UTF8.GetBytes(addedTokens),
        });
}
