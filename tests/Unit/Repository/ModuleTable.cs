using System.Collections.Immutable;

namespace Tito.Tests.Unit.Repository;

/// <summary>The modules of Tito.Core, each with the modules and libraries that it may import.</summary>
/// <remarks>
/// A module is a namespace segment after <c>Tito.Core.</c>, with all its subfolders. Jinja and Tokenizers are libraries of their own,
/// with a row as if they were modules. A row stands below everything that it imports, so the table has no cycle. A new arrow is a
/// decision about the design: argue for it in docs/adr/.
/// </remarks>
internal static class ModuleTable
{
    internal static ImmutableArray<ModuleRow> Rows { get; } =
    [
        new("Jinja"),
        new("Tokenizers"),
        new("Buffers"),
        new("Tokens"),
        new("Messages"),
        new("Families", "Tokens", "Messages"),
        new("Rendering", "Jinja", "Tokenizers", "Families", "Messages", "Tokens"),
        new("Completions", "Tokenizers", "Families", "Messages", "Tokens"),
        new("Splicing", "Tokenizers", "Rendering", "Families", "Messages", "Tokens"),
        new("Comparison", "Tokenizers", "Families", "Tokens"),
        new("Models", "Jinja", "Tokenizers", "Comparison", "Completions", "Splicing", "Rendering", "Families", "Messages", "Tokens"),
        new("Trajectories", "Messages", "Tokens"),
        new("Prompts", "Models", "Splicing", "Trajectories", "Rendering", "Families", "Messages", "Tokens"),
        new("Certification", "Jinja", "Tokenizers", "Prompts", "Models", "Splicing", "Rendering", "Families", "Messages", "Tokens"),
        new("Samples", "Trajectories", "Messages", "Tokens"),
        new("Journals", "Trajectories", "Messages", "Tokens"),
        new("Problems", "Journals", "Tokens"),
        new("Inference", "Tokens"),
        new("Turns", "Prompts", "Models", "Completions", "Inference", "Problems", "Journals", "Trajectories", "Families", "Messages", "Tokens"),
        new("Sessions", "Tokenizers", "Prompts", "Models", "Samples", "Comparison", "Problems", "Journals", "Trajectories", "Rendering", "Families", "Messages", "Tokens"),
        new("Verification", "Tokenizers", "Prompts", "Models", "Inference", "Comparison", "Problems", "Journals", "Trajectories", "Rendering", "Families", "Messages", "Tokens"),
    ];

    internal static bool Knows(string module) => Rows.Any(row => row.Module == module);

    internal static bool Allows(string from, string to) =>
        from == to || Rows.Any(row => row.Module == from && row.MayImport.Contains(to));
}
