using System.Text.Json;
using Tito.Core.Certification;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Server.Options;
using Tito.Tests.Golden.Trajectories;

namespace Tito.Tests.Golden.Certification;

/// <summary>A fixed template's mutants with the judge's verdicts, and the certifier that they are held against.</summary>
internal static class MutantCorpus
{
    private static readonly string Folder = Path.Combine(TrajectoryCorpus.Root, "tests/Golden/corpus/certification");
    private static readonly string Template = File.ReadAllText(Path.Combine(Folder, "qwen3.jinja"));
    private static readonly ModelAssets Assets = AssetFolder.Load(null);

    public static Family Qwen3 { get; } = FamilyRegistry.Find("qwen3")!;

    public static RoleSurface AllRoles { get; } = RoleSurface.Of(Enum.GetValues<Role>());

    /// <summary>The mutants by their names, which begin with the number of their line in the file.</summary>
    public static IReadOnlyDictionary<string, Mutant> Mutants { get; } = File.ReadLines(Path.Combine(Folder, "qwen3.mutants.jsonl"))
        .Select((line, index) => Mutant.Parse(JsonElement.Parse(line), index + 1, Template))
        .ToDictionary(mutant => mutant.Name);

    /// <summary>Certifies a mutant and says how the outcome contradicts the judge; null when it does not.</summary>
    public static string? Contradiction(Mutant mutant, int depth, int wideDepth)
    {
        var report = new TemplateCertifier(ChatRenderer.WithTemplate(Qwen3, Assets, mutant.Template, "mutant")).Run(
            new() { Roles = AllRoles, Depth = depth, WideDepth = wideDepth, RandomCount = 200, StopAtFirstDefect = true },
            TestContext.Current.CancellationToken);
        var defect = report.Surfaces.Select(surface => surface.Defect).FirstOrDefault(defect => defect is not null);
        return mutant.IsDefect == defect is not null ? null
            // The judge knows no tokens, tries conversations up to its depth, and its texts are too short to be cut or to have a space in an argument.
            : !mutant.IsDefect && IsBeyondTheJudge(defect!, mutant) ? null
            : $"{mutant.Name}: {(mutant.IsDefect ? $"survives, though it breaks {mutant.Breaks}" : $"is refused for {defect!.Kind}: {string.Join(", ", defect.Messages.Select(message => message.Json.GetRawText()))}")}";
    }

    private static bool IsBeyondTheJudge(Counterexample defect, Mutant mutant) =>
        defect.Kind is DefectKind.TokensDiffer or DefectKind.ContentLost || defect.Messages.Length > mutant.JudgedDepth;
}
