namespace Tito.Tokenizers.Unicode;

/// <summary>The properties of a Unicode scalar that published patterns ask for.</summary>
[Flags]
internal enum ScalarClass : ushort
{
    None = 0,

    /// <summary><c>\p{L}</c></summary>
    Letter = 0x1,

    /// <summary><c>\p{N}</c></summary>
    Number = 0x2,

    /// <summary><c>\s</c>, the property White_Space</summary>
    WhiteSpace = 0x4,

    /// <summary><c>\p{M}</c></summary>
    Mark = 0x8,

    /// <summary><c>[\p{P}\p{S}]</c></summary>
    PunctuationOrSymbol = 0x10,

    /// <summary><c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c></summary>
    Upper = 0x20,

    /// <summary><c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c></summary>
    Lower = 0x40,

    /// <summary><c>\p{Han}</c></summary>
    Han = 0x80,

    /// <summary><see cref="Upper"/> without <see cref="Han"/></summary>
    UpperNotHan = 0x100,

    /// <summary><see cref="Lower"/> without <see cref="Han"/></summary>
    LowerNotHan = 0x200,

    /// <summary>Punctuation for the Punctuation pre-tokenizer: <c>\p{P}</c> of its older Unicode version, and ASCII symbols</summary>
    Punctuation = 0x400,

    /// <summary>A number for the Digits pre-tokenizer: <c>\p{N}</c> of its newer Unicode version</summary>
    Numeric = 0x800,

    /// <summary><c>\w</c></summary>
    Word = 0x1000,

    /// <summary>Unassigned for the normalization forms of the reference, whose Unicode version is older</summary>
    NotNormalized = 0x2000,
}
