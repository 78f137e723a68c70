namespace Tito.Core.Completions;

/// <summary>Where a token of a completion went.</summary>
public enum CompletionPart
{
    /// <summary>Into the reasoning.</summary>
    Reasoning,

    /// <summary>Into what the assistant says.</summary>
    Content,

    /// <summary>Into a tool call: its name, its arguments, or the text around them.</summary>
    Calls,

    /// <summary>Nowhere: a marker, a special token, or a line break that the format writes around its parts.</summary>
    Markers,
}
