using System.Reflection;
using System.Text.RegularExpressions;
using Tito.Core.Tokens;
using Tito.Jinja;
using Tito.Tests.Unit.Repository.Samples.Upper;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Repository;

/// <summary>Tito.Core keeps to <see cref="ModuleTable"/>.</summary>
public sealed partial class ModuleTests
{
    private const string Root = "Tito.Core";
    private const string SampleRoot = "Tito.Tests.Unit.Repository.Samples";

    private static readonly Assembly Core = typeof(TokenBuffer).Assembly;
    private static readonly Assembly[] Libraries = [typeof(Template).Assembly, typeof(Tokenizer).Assembly];
    private static readonly ModuleArrow[] Arrows = [.. ModuleArrow.Between(Core, Root, Libraries)];

    [Fact]
    public void Core_EveryType_LivesInAModuleOfTheTable() => Findings.AssertNone(
        "Move the type into a module of ModuleTable.cs, or add the module there and to the design:",
        from type in Core.GetTypes()
        where !IsGenerated(type) && !(ModuleArrow.ModuleOf(type, Root) is { } module && ModuleTable.Knows(module))
        select type.FullName);

    [Fact]
    public void Core_EveryReferenceInCompiledCode_FollowsTheTable() => Findings.AssertNone(
        "A module may use only what its row in ModuleTable.cs lists. Move the code to the module that may know both:",
        from arrow in Arrows
        where !ModuleTable.Allows(arrow.From, arrow.To)
        select $"{arrow.From} -> {arrow.To}: {arrow.Evidence}");

    [Fact]
    public void Core_EveryUsingDirective_FollowsTheTable() => Findings.AssertNone(
        "A module may import only what its row in ModuleTable.cs lists:",
        RepositoryTree.CSharpIn("src/Core").SelectMany(ForbiddenUsings));

    [Fact]
    public void Trajectories_NeverReachTokenizersJinjaRenderingOrSplicing() =>
        AssertNeverReaches("Trajectories", "Tokenizers", "Jinja", "Rendering", "Splicing");

    [Fact]
    public void Inference_NeverReachesMessagesJinjaOrRendering() =>
        AssertNeverReaches("Inference", "Messages", "Jinja", "Rendering");

    [Fact]
    public void JinjaAndTokenizers_ReferenceNoAssemblyOfOurs() => Findings.AssertNone(
        "These are libraries of their own. Pass in plain values, or move the code to the module of Core that may know both:",
        from library in Libraries
        from reference in library.GetReferencedAssemblies()
        where reference.Name!.StartsWith("Tito", StringComparison.OrdinalIgnoreCase)
        select $"{library.GetName().Name} -> {reference.Name}");

    [Fact]
    public void Arrows_SeeTheLibraries() => Assert.Superset(
        new HashSet<(string, string)> { ("Rendering", "Jinja"), ("Rendering", "Tokenizers") },
        Arrows.Select(arrow => (arrow.From, arrow.To)).ToHashSet());

    [Fact]
    public void Journals_NeverReachTokenizersOrJinja() =>
        AssertNeverReaches("Journals", "Tokenizers", "Jinja");

    [Fact]
    public void TurnsAndAllBelow_NameNoDialect() => Findings.AssertNone(
        "A route, a header or a JSON field of a face belongs to src/Faces, one of an engine to src/Engines. Pass in what it stands for:",
        from file in RepositoryTree.CSharpIn([.. BelowFaces.Select(module => $"src/Core/{module}")])
        where !StoredWords.Contains(file.Path)
        from Match match in WordOfADialect.Matches(file.Text)
        select $"{file.Place(match.Index)}: {match.Value}");

    [Fact]
    public void Prompt_OnlyPromptsMakeOne() => Assert.Equal(
        ["Tito.Core.Prompts.PromptMaker", "Tito.Core.Tokens.Prompt"],
        from type in Core.GetTypes()
        where TypeReferences.Constructs(type, typeof(Prompt))
        orderby type.FullName
        select type.FullName);

    [Fact]
    public void Engines_NeverSeeAMessageOrATemplate() => Findings.AssertNone(
        "An engine gets a prompt, and what its wire wants beside it as opaque JSON:",
        from file in RepositoryTree.CSharpIn("src/Engines")
        from Match match in UsingOfAMessage.Matches(file.Code)
        select file.Place(match.Index));

    [Fact]
    public void Table_EveryRow_ImportsOnlyRowsAboveIt() => Findings.AssertNone(
        "ModuleTable.cs lists a module below everything that it imports:",
        from row in ModuleTable.Rows
        let above = ModuleTable.Rows.TakeWhile(other => other != row).Select(other => other.Module)
        from module in row.MayImport.Except(above)
        select $"{row.Module} -> {module}");

    public static TheoryData<Type> WaysToUse() => [.. typeof(Uses).GetNestedTypes()];

    [Theory]
    [MemberData(nameof(WaysToUse))]
    public void Between_WhateverWayATypeIsUsed_SeesTheArrow(Type use)
    {
        var arrows = ModuleArrow.Between(typeof(Uses).Assembly, SampleRoot);

        var seen = arrows.Where(arrow => arrow.Evidence.StartsWith(use.FullName!, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(seen);
        Assert.All(seen, arrow => Assert.Equal(("Upper", "Lower"), (arrow.From, arrow.To)));
    }

    [Fact]
    public void Reachable_WhenTheWayGoesThroughAnotherModule_SeesTheEnd() =>
        Assert.Equal(["B", "C"], ModuleArrow.Reachable("A", [("A", "B"), ("B", "C"), ("D", "A")]));

    [Fact]
    public void ForbiddenUsings_WhenTheRowLacksTheModule_NamesThePlace()
    {
        var file = new TextFile("src/Core/Tokens/X/Y.cs", "using System;\nusing Tito.Core.Messages;\nusing Tito.Core.Tokens.Z;\nusing Tito.Jinja.Values;\n");

        Assert.Equal(["src/Core/Tokens/X/Y.cs:2: Tokens -> Messages", "src/Core/Tokens/X/Y.cs:4: Tokens -> Jinja"], ForbiddenUsings(file));
    }

    // Compiled code shows what is there today; the table shows what would be let in tomorrow.
    private static void AssertNeverReaches(string from, params string[] modules)
    {
        var allowed = ModuleTable.Rows.SelectMany(row => row.MayImport.Select(module => (row.Module, module)));
        Findings.AssertNone(
            $"{from} must stay ignorant of these modules, also through others. No waiver exists: the absence is the guarantee.",
            ModuleArrow.Reachable(from, Arrows.Select(arrow => (arrow.From, arrow.To)).Concat(allowed)).Intersect(modules));
    }

    private static IEnumerable<string> ForbiddenUsings(TextFile file)
    {
        var from = file.Path.Split('/')[2];
        return from Match match in UsingOfAModule.Matches(file.Code)
               let to = match.Groups["module"].Value
               where !ModuleTable.Allows(@from, to)
               select $"{file.Place(match.Index)}: {@from} -> {to}";
    }

    // Regular expressions and the like are generated outside our namespaces.
    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.DeclaringType is { } outer && IsGenerated(outer)
        || type.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute");

    /// <summary>Turns and what it stands on; Verification's files have a form of their own.</summary>
    private static readonly string[] BelowFaces =
        ["Tokens", "Messages", "Trajectories", "Prompts", "Splicing", "Models", "Journals", "Problems", "Inference", "Turns", "Sessions", "Samples"];

    /// <summary>Stored bytes keep the words of the wire that they were written for.</summary>
    private static readonly string[] StoredWords = ["src/Core/Journals/FormatOne.cs"];

    [GeneratedRegex("/v1/|POST /|meta_info|input_ids|output_token_logprobs|\"choices|finish_reason\"|chat_template_kwargs|Idempotency-Key|stream_options")]
    private static partial Regex WordOfADialect { get; }

    [GeneratedRegex(@"^using Tito\.(Core\.(Rendering|Prompts|Families|Turns)|Jinja)|\bChatMessage\b", RegexOptions.Multiline)]
    private static partial Regex UsingOfAMessage { get; }

    [GeneratedRegex(@"^(global )?using (static )?(\w+ = )?Tito\.(Core\.)?(?<module>\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingOfAModule { get; }
}
