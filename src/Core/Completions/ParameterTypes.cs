namespace Tito.Core.Completions;

/// <summary>The JSON types that a tool's parameter takes.</summary>
[Flags]
internal enum ParameterTypes
{
    /// <summary>The schema does not say.</summary>
    None = 0,

    /// <summary>Text.</summary>
    String = 1,

    /// <summary>Any JSON number, with a fraction or not.</summary>
    Number = 2,

    /// <summary>A number without a fraction.</summary>
    Integer = 4,

    /// <summary>True or false.</summary>
    Boolean = 8,

    /// <summary>Brackets with values, in JSON or in Python.</summary>
    Array = 16,

    /// <summary>Braces with keys, in JSON or as a Python dictionary.</summary>
    Object = 32,

    /// <summary>The word <c>null</c>, or <c>None</c> as Python writes it.</summary>
    Null = 64,
}
