using Tito.Core.Certification;
using Tito.Core.Rendering;
using Tito.Server.Options;

namespace Tito.Tests.Golden.Certification;

public sealed class CertificationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Mutants => [.. MutantCorpus.Mutants.Keys];

    public static TheoryData<string> DefectsAndSomeHarmlessMutants => [.. MutantCorpus.Mutants.Values
        .GroupBy(mutant => mutant.IsDefect)
        .SelectMany(group => group.Where((_, i) => group.Key || i % 16 == 0))
        .Select(mutant => mutant.Name)];

    [Fact]
    public void Certify_OfTheFixedQwen3Template_CertifiesEverySurface()
    {
        var options = new CertificationOptions { Roles = MutantCorpus.AllRoles, Depth = 5, WideDepth = 3, RandomCount = 500 };

        var report = new TemplateCertifier(ChatRenderer.Create(MutantCorpus.Qwen3, AssetFolder.Load(null))).Run(options, Cancellation);

        Assert.Equal(15, report.Surfaces.Length);
        Assert.All(report.Surfaces, surface => Assert.True(surface.IsCertified, $"{surface.Surface}: {surface.Defect?.Kind}"));
        Assert.Equal(report.ConversationCount, report.Surfaces[^1].ConversationCount);
    }

    [Fact]
    public void Certify_OfTheNativeQwen3Template_RefusesEverySurfaceWithAShortCounterexample()
    {
        var options = new CertificationOptions { Roles = MutantCorpus.AllRoles, Depth = 7, WideDepth = 4, RandomCount = 0 };

        var report = new TemplateCertifier(ChatRenderer.WithOwnTemplate(MutantCorpus.Qwen3, AssetFolder.Load(null))).Run(options, Cancellation);

        Assert.All(report.Surfaces, surface =>
        {
            Assert.Equal(DefectKind.PrefixChanged, surface.Defect!.Kind);
            Assert.InRange(surface.Defect.Messages.Length, 1, 4);
            Assert.NotNull(surface.Defect.Expected.Line);
            Assert.NotNull(surface.Defect.Actual.Line);
        });
    }

    [Fact]
    public void Corpus_HasTwoHundredDefectsAndHarmlessMutants()
    {
        Assert.True(MutantCorpus.Mutants.Values.Count(mutant => mutant.IsDefect) >= 200);
        Assert.Contains(MutantCorpus.Mutants.Values, mutant => !mutant.IsDefect);
    }

    [Theory]
    [MemberData(nameof(DefectsAndSomeHarmlessMutants))]
    public void Certify_OfADefectOrAHarmlessMutant_AgreesWithTheJudge(string name) =>
        Assert.Null(MutantCorpus.Contradiction(MutantCorpus.Mutants[name], depth: 4, wideDepth: 3));

    [Theory(Explicit = true)]
    [MemberData(nameof(Mutants))]
    [Trait("Suite", "mutate")]
    public void Certify_OfEveryMutant_AgreesWithTheJudge(string name) =>
        Assert.Null(MutantCorpus.Contradiction(MutantCorpus.Mutants[name], depth: 5, wideDepth: 4));
}
