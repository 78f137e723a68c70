namespace Tito.Core.Completions.Scanning;

/// <summary>What a <see cref="Lexeme"/> is.</summary>
internal enum LexemeKind
{
    /// <summary>Some text, which may go on in the next lexeme.</summary>
    Text,

    /// <summary>One of the format's markers.</summary>
    Marker,

    /// <summary>A token without text: a special one that is no marker, or one that the tokenizer does not have.</summary>
    Silent,
}
