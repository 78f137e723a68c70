namespace Tito.Tokenizers.SentencePiece;

/// <summary>Which spaces at the start of decoded text SentencePiece leaves out.</summary>
internal enum LeadingSpaces
{
    /// <summary>No space at all: the model puts none before a text.</summary>
    None,

    /// <summary>The one that the first piece starts with.</summary>
    One,

    /// <summary>One of each piece, as long as the text is empty.</summary>
    OneOfEachPiece,
}
