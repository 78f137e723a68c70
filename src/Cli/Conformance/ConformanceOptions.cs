using System.Collections.Immutable;
using System.CommandLine;
using Tito.Core.Messages;
using Tito.Core.Verification.Conformance;
using Tito.Replay.Conformance;
using Tito.Server.Options;

namespace Tito.Cli.Conformance;

/// <summary>The options of <c>tito conformance</c>; docs/conformance.md has them for people.</summary>
internal sealed class ConformanceOptions
{
    /// <summary>The vectors that come with the tool.</summary>
    public static string Installed { get; } = Path.Combine(AppContext.BaseDirectory, "conformance");

    /// <summary>What is played.</summary>
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "Vectors: files, or folders of them. Default: those that came with the tool.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The server and its engine.</summary>
    public TargetOptions Target { get; } = new();

    /// <summary>Whose vectors.</summary>
    public Option<string> Model { get; } = new("--model")
    {
        Description = "The model that the server serves, by the name that vectors have for it. Default: qwen3.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "qwen3",
    };

    /// <summary>Which of them.</summary>
    public Option<string?> Filter { get; } = new("--filter") { Description = "Plays only what has this in its name.", HelpName = "TEXT" };

    /// <summary>What the server has besides what its dialect has.</summary>
    public Option<string[]> With { get; } = new("--with")
    {
        Description = "Something that the server has and its dialect need not have, as branches; may be repeated.",
        HelpName = "NEED",
    };

    /// <summary>What the server has not.</summary>
    public Option<string[]> Without { get; } = new("--without")
    {
        Description = "Something that the server has not, as user_after_turn: vectors that need it are left out; may be repeated.",
        HelpName = "NEED",
    };

    /// <summary>Whether other templates are let pass.</summary>
    public Option<bool> PrefixOnly { get; } = new("--prefix-only")
    {
        Description = "Lets pass what only the template decides: the tokens after the prefix.",
    };

    /// <summary>A report for CI servers.</summary>
    public Option<string?> JUnit { get; } = new("--junit") { Description = "Writes a report as JUnit XML.", HelpName = "FILE" };

    /// <summary>The vectors of the model that the options name, each with its file.</summary>
    /// <exception cref="IOException">There are none.</exception>
    public ImmutableArray<(string File, ConformanceVector Vector)> Vectors(ParseResult result)
    {
        var (model, filter) = (result.GetValue(Model), result.GetValue(Filter));
        string[] paths = result.GetValue(Paths) is { Length: > 0 } named ? named : [Installed];
        var vectors = GoldenFiles.Find(paths).Where(file => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) != "models")
            .Select(file => (File: file, Vector: VectorReader.Read(File.ReadAllBytes(file))))
            .Where(item => item.Vector.Model == model && item.Vector.Name.Contains(filter ?? "", StringComparison.Ordinal))
            .ToImmutableArray();
        return vectors.IsEmpty ? throw new FileNotFoundException($"There are no vectors of the model {model} here.") : vectors;
    }

    /// <summary>What the server has.</summary>
    /// <exception cref="OptionException">A word names no need.</exception>
    public ImmutableHashSet<VectorNeed> Has(ParseResult result) => DialectNeeds.Of(Target.Dialect(result))
        .Union(Needs("with", result.GetValue(With)))
        .Except(Needs("without", result.GetValue(Without)));

    private static IEnumerable<VectorNeed> Needs(string option, string[]? words) => (words ?? []).Select(word =>
        WireName.Find<VectorNeed>(word) ?? throw new OptionException(option, WireName.All<VectorNeed>()));
}
