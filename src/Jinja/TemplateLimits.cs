namespace Tito.Jinja;

/// <summary>
/// The budgets of one parse and one render. All are counts, never clocks, so that a template fails at the same place everywhere.
/// </summary>
public sealed record TemplateLimits
{
    /// <summary>The defaults: room for a conversation of a million tokens, and an end within seconds for a hostile template.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>Characters of template source; 1 or more, 1,048,576 by default.</summary>
    public int MaxSourceLength { get; init; } = 1 << 20;

    /// <summary>
    /// Steps of a render: one for a statement, a call, an element visited, and for every 16 characters or elements made; 20,000,000 by
    /// default.
    /// </summary>
    public long MaxSteps { get; init; } = 20_000_000;

    /// <summary>Nesting of syntax and of macro calls, each; 200 by default.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>Nesting of printed values; 1,000 by default, where Python's own recursion limit is.</summary>
    public int MaxValueDepth { get; init; } = 1000;

    /// <summary>Characters (UTF-16 units) of rendered text, captured blocks included; 33,554,432 by default.</summary>
    public int MaxOutputLength { get; init; } = 1 << 25;

    /// <summary>
    /// Characters (UTF-16 units) of any one string, and elements of any one list, that an expression makes; 16,777,216 by default.
    /// </summary>
    public int MaxStringLength { get; init; } = 1 << 24;

    /// <summary>Bits of any one integer that an expression makes; 65,536 by default.</summary>
    public int MaxIntegerBits { get; init; } = 1 << 16;
}
