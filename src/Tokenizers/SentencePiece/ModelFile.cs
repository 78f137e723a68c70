namespace Tito.Tokenizers.SentencePiece;

/// <summary>What a file <c>tokenizer.model</c> says, as far as ids and texts depend on it. Its defaults are those of the format.</summary>
/// <remarks>The fields are those of <c>sentencepiece_model.proto</c>; the rest of a file describes how it was trained.</remarks>
internal sealed class ModelFile
{
    /// <summary>The character that stands for a space inside pieces, U+2581.</summary>
    public const char Space = '\u2581';

    /// <summary>The pieces in the order of their ids.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>1 for unigram, 2 for BPE, 3 for word, 4 for char.</summary>
    public int ModelType { get; private set; } = 1;

    /// <summary>Whether a character that no piece has becomes its bytes.</summary>
    public bool ByteFallback { get; private set; }

    /// <summary>Whether a word's space stands after it.</summary>
    public bool SpaceAsSuffix { get; private set; }

    /// <summary>The name of the normalizer, as <c>nmt_nfkc</c>.</summary>
    public string Normalizer { get; private set; } = "";

    /// <summary>Whether the normalizer replaces characters. The one called <c>identity</c> does not.</summary>
    public bool HasNormalizationRules { get; private set; }

    /// <summary>Whether decoded text is rewritten by rules.</summary>
    public bool HasDenormalizationRules { get; private set; }

    /// <summary>Whether a text is encoded as if it began with a space.</summary>
    public bool AddDummyPrefix { get; private set; } = true;

    /// <summary>Whether spaces at both ends, and all but one of several, are left out.</summary>
    public bool RemoveExtraSpaces { get; private set; } = true;

    /// <summary>Whether <see cref="Space"/> is written for a space.</summary>
    public bool EscapeSpaces { get; private set; } = true;

    /// <summary>Reads a file; a field that comes twice counts as it comes last.</summary>
    /// <exception cref="AssetException">The bytes are not such a file.</exception>
    public static ModelFile Read(ReadOnlySpan<byte> file)
    {
        var model = new ModelFile();
        var fields = new ProtobufFields(file, "tokenizer.model");
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1:
                    model.ReadPiece(fields.ReadBytes());
                    break;
                case 2:
                    model.ReadTrainer(fields.ReadBytes());
                    break;
                case 3:
                    model.ReadNormalizer(fields.ReadBytes());
                    break;
                case 5:
                    model.ReadDenormalizer(fields.ReadBytes());
                    break;
            }
        }

        return model;
    }

    private void ReadPiece(ReadOnlySpan<byte> message)
    {
        var piece = new Piece("", 0, PieceType.Normal);
        var fields = new ProtobufFields(message, $"pieces[{Pieces.Count}]");
        while (fields.Next())
        {
            piece = fields.Number switch
            {
                1 => piece with { Text = fields.ReadText() },
                2 => piece with { Score = fields.ReadSingle() },
                3 => piece with { Type = (PieceType)fields.ReadInt32() },
                _ => piece,
            };
        }

        Pieces.Add(piece);
    }

    private void ReadTrainer(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufFields(message, "trainer_spec");
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 3:
                    ModelType = fields.ReadInt32();
                    break;
                case 24:
                    SpaceAsSuffix = fields.ReadBoolean();
                    break;
                case 35:
                    ByteFallback = fields.ReadBoolean();
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufFields(message, "normalizer_spec");
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1:
                    Normalizer = fields.ReadText();
                    break;
                case 2:
                    HasNormalizationRules = !fields.ReadBytes().IsEmpty;
                    break;
                case 3:
                    AddDummyPrefix = fields.ReadBoolean();
                    break;
                case 4:
                    RemoveExtraSpaces = fields.ReadBoolean();
                    break;
                case 5:
                    EscapeSpaces = fields.ReadBoolean();
                    break;
            }
        }
    }

    private void ReadDenormalizer(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufFields(message, "denormalizer_spec");
        while (fields.Next())
        {
            HasDenormalizationRules |= fields.Number == 2 && !fields.ReadBytes().IsEmpty;
        }
    }
}
