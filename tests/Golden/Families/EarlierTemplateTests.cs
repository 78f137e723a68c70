using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Rendering;

namespace Tito.Tests.Golden.Families;

/// <summary>Sessions that were stored under a family's earlier template go on under it; the exported trajectories of the corpus are such sessions.</summary>
public sealed class EarlierTemplateTests
{
    public static TheoryData<string> Families => [.. FamilyRegistry.All.Where(family => !family.EarlierTemplates.IsEmpty).Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void For_TheGenesisOfAnEarlierTemplate_GivesTheModelUnderIt(string name)
    {
        var (family, assets) = (FamilyRegistry.Find(name)!, FamilyCorpus.Model(name).Assets);
        var model = SessionModel.Load(family, assets, null);
        var earlier = ChatRenderer.WithTemplate(family, assets, family.EarlierTemplates[^1], "earlier");

        Assert.NotEqual(model.Genesis, earlier.Genesis);
        Assert.Same(model, model.For(model.Genesis));
        Assert.Equal(earlier.TemplateDigest, model.For(earlier.Genesis)!.Renderer.TemplateDigest);
        Assert.Null(model.For(FamilyCorpus.Model("glm47").Renderer.Genesis));
    }

    /// <summary>The first link of every qwen3 session of releases up to 28 November 2026, as the corpus has it.</summary>
    [Fact]
    public void For_TheGenesisOfTheRecordedSessions_IsUnderTheEarlierTemplate()
    {
        var model = SessionModel.Load(FamilyRegistry.Find("qwen3")!, Server.Options.AssetFolder.Load(null), null);
        var recorded = GoldenFiles.Json("trajectories/320-exported-linear.json").GetProperty("recorded").GetProperty("genesis").GetString()!;

        Assert.Equal("830ce74e763d5c770ade6bee6a83c35dcf39e351de1abd881c7e979fc89275d9", recorded);
        Assert.NotSame(model, model.For(Core.Tokens.Digest.Parse(recorded))!);
    }
}
