using Tito.Core.Rendering;
using Tito.Core.Rendering.Certification;
using Tito.Core.Serving;
using Tito.Server.Options;

namespace Tito.Tests.Golden.Certification;

public sealed class CertificationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Certify_OfTheFixedQwen3Template_CertifiesEverySurface()
    {
        var options = new CertificationOptions { Roles = MutantCorpus.AllRoles, Depth = 5, WideDepth = 3, RandomCount = 500 };

        var report = CertifyTemplate.Run(ChatRenderer.Create(MutantCorpus.Qwen3, AssetFolder.Load(null)), options, Cancellation);

        Assert.Equal(15, report.Surfaces.Length);
        Assert.All(report.Surfaces, surface => Assert.True(surface.IsCertified, $"{surface.Surface}: {surface.Defect?.Kind}"));
        Assert.Equal(report.ConversationCount, report.Surfaces[^1].ConversationCount);
    }

    [Fact]
    public void Certify_OfTheNativeQwen3Template_RefusesEverySurfaceWithAShortCounterexample()
    {
        var options = new CertificationOptions { Roles = MutantCorpus.AllRoles, Depth = 7, WideDepth = 4, RandomCount = 0 };

        var report = CertifyTemplate.Run(ChatRenderer.WithOwnTemplate(MutantCorpus.Qwen3, AssetFolder.Load(null)), options, Cancellation);

        Assert.All(report.Surfaces, surface =>
        {
            Assert.Equal(DefectKind.PrefixChanged, surface.Defect!.Kind);
            Assert.InRange(surface.Defect.Messages.Length, 1, 4);
            Assert.NotNull(surface.Defect.Expected.Line);
            Assert.NotNull(surface.Defect.Actual.Line);
        });
    }

    [Fact]
    public void Certify_OfEveryDefectAndASampleOfHarmlessMutants_AgreesWithTheJudge()
    {
        Assert.True(MutantCorpus.Mutants.Count(mutant => mutant.IsDefect) >= 200);
        var harmless = MutantCorpus.Mutants.Where(mutant => !mutant.IsDefect).Where((_, i) => i % 16 == 0);

        Assert.Empty(MutantCorpus.Mutants.Where(mutant => mutant.IsDefect).Concat(harmless)
            .Select(mutant => MutantCorpus.Contradiction(mutant, depth: 4, wideDepth: 3)).OfType<string>());
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "mutate")]
    public void Certify_OfEveryMutant_AgreesWithTheJudge() => Assert.Empty(
        MutantCorpus.Mutants.Select(mutant => MutantCorpus.Contradiction(mutant, depth: 5, wideDepth: 4)).OfType<string>());
}
