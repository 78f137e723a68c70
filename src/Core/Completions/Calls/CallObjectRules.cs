namespace Tito.Core.Completions.Calls;

/// <summary>What makes a JSON object a call, besides its name and its arguments.</summary>
internal sealed record CallObjectRules
{
    /// <summary>A block of its own says that it is one.</summary>
    public static CallObjectRules Lenient { get; } = new();

    /// <summary>Whether a name is a tool's; every name without it.</summary>
    public Func<string, bool> Accepts { get; init; } = _ => true;

    /// <summary>The name where the object has none; null for none.</summary>
    public string? FallbackName { get; init; }

    /// <summary>Whether nothing sets the object off from prose, so that the first key of another kind of object refuses it.</summary>
    public bool IsBare { get; init; }
}
