namespace Tito.Core.Completions.Scanning;

/// <summary>The next piece of a completion. Where text ends depends on how the tokens came; nothing may follow from that.</summary>
internal readonly ref struct Lexeme
{
    /// <summary>What it is.</summary>
    public LexemeKind Kind { get; init; }

    /// <summary>Its text; a marker's own.</summary>
    public ReadOnlySpan<char> Text { get; init; }

    /// <summary>The marker's text as the format has it, to compare by; null for none.</summary>
    public string? Marker { get; init; }

    /// <summary>Whether it is a single token; otherwise it is that many characters.</summary>
    public bool IsToken { get; init; }

    /// <summary>How much of the completion it is: 1 for a token, and otherwise its characters.</summary>
    public int Units => IsToken ? 1 : Text.Length;
}
