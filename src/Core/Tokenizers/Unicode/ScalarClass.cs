namespace Tito.Core.Tokenizers.Unicode;

/// <summary>The properties of a Unicode scalar that published patterns ask for.</summary>
[Flags]
internal enum ScalarClass : byte
{
    None = 0,

    /// <summary><c>\p{L}</c></summary>
    Letter = 1,

    /// <summary><c>\p{N}</c></summary>
    Number = 2,

    /// <summary><c>\s</c>, the property White_Space</summary>
    WhiteSpace = 4,

    /// <summary><c>\p{M}</c></summary>
    Mark = 8,

    /// <summary><c>[\p{P}\p{S}]</c></summary>
    PunctuationOrSymbol = 16,

    /// <summary><c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c></summary>
    UpperLike = 32,

    /// <summary><c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c></summary>
    LowerLike = 64,
}
