using System.Collections.Immutable;

namespace Tito.Core.Families;

/// <summary>
/// The variables that the renderer itself passes to every template. No argument may have such a name; transformers refuses or overrides
/// them too.
/// </summary>
internal static class ReservedArguments
{
    /// <summary>Each of them, as a template spells it.</summary>
    public static ImmutableArray<string> Names { get; } = ["messages", "tools", "add_generation_prompt"];
}
