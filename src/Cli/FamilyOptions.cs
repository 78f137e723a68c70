using System.CommandLine;
using Tito.Core.Families;
using Tito.Server.Options;

namespace Tito.Cli;

/// <summary><c>--family F</c> and <c>--family-file FILE</c>, which name the model family together.</summary>
internal sealed class FamilyOptions
{
    /// <summary>The name of a built-in family, or of the one in the file.</summary>
    public Option<string?> Name { get; } = new("--family")
    {
        Description = "The model family, whose template, splice and comparator settings apply. Default: the family file's, else qwen3.",
        HelpName = "F",
        CompletionSources = { _ => FamilyRegistry.All.Select(family => new System.CommandLine.Completions.CompletionItem(family.Name)) },
    };

    /// <summary>The file.</summary>
    public Option<string?> File { get; } = new("--family-file")
    {
        Description = "A JSON file that declares the model family.",
        HelpName = "FILE",
    };

    /// <summary>The family that the options name, else <c>qwen3</c>.</summary>
    public Family Find(ParseResult result) => FindNamed(result) ?? FamilyRegistry.Find("qwen3")!;

    /// <summary>The family that the options name, or null where they name none.</summary>
    public Family? FindNamed(ParseResult result) => FamilySource.Find(result.GetValue(Name), result.GetValue(File));
}
