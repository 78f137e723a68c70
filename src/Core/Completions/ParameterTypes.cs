namespace Tito.Core.Completions;

/// <summary>The JSON types that a tool's parameter takes.</summary>
[Flags]
internal enum ParameterTypes
{
    /// <summary>The schema does not say.</summary>
    None = 0,

    /// <summary>Text.</summary>
    String = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>A number without a fraction.</summary>
    Integer = 4,

    /// <summary>True or false.</summary>
    Boolean = 8,

    /// <summary>A list.</summary>
    Array = 16,

    /// <summary>An object.</summary>
    Object = 32,

    /// <summary>Null.</summary>
    Null = 64,
}
