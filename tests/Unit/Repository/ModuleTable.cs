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
        new("Tokens"),
        new("Messages"),
        new("Families", "Tokens", "Messages"),
        new("Rendering", "Messages", "Jinja", "Tokenizers", "Families", "Tokens"),
        new("Completions", "Messages", "Tokenizers", "Families", "Tokens"),
        new("Splicing", "Rendering", "Families", "Messages", "Tokenizers", "Tokens"),
        new("Comparison", "Tokens", "Tokenizers", "Families"),
        new("Trajectories", "Messages", "Tokens"),
        new("Samples", "Trajectories", "Messages", "Tokens"),
        new("Verification", "Trajectories", "Comparison", "Rendering", "Splicing", "Families", "Messages", "Tokens"),
        new("Journals", "Trajectories", "Messages", "Tokens"),
        new("Inference", "Tokens"),
        new("Serving", "Tokens", "Messages", "Jinja", "Tokenizers", "Families", "Rendering", "Completions", "Splicing",
            "Comparison", "Trajectories", "Samples", "Verification", "Journals", "Inference"),
    ];

    internal static bool Knows(string module) => Rows.Any(row => row.Module == module);

    internal static bool Allows(string from, string to) =>
        from == to || Rows.Any(row => row.Module == from && row.MayImport.Contains(to));
}
