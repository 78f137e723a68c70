namespace Tito.Tokenizers.SentencePiece;

/// <summary>What a piece of a SentencePiece model is for, numbered as in <c>sentencepiece_model.proto</c>.</summary>
internal enum PieceType
{
    /// <summary>Text that merging may come to.</summary>
    Normal = 1,

    /// <summary>What becomes of characters that no piece has.</summary>
    Unknown = 2,

    /// <summary>A special token, which text never becomes.</summary>
    Control = 3,

    /// <summary>Text that is always one token, wherever it stands.</summary>
    UserDefined = 4,

    /// <summary>Text that merges, and is cut into its parts again.</summary>
    Unused = 5,

    /// <summary>One byte of a character that no piece has.</summary>
    Byte = 6,
}
