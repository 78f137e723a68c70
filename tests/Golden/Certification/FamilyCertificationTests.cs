using System.Globalization;
using Tito.Core.Certification;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Tests.Golden.Families;

namespace Tito.Tests.Golden.Certification;

/// <summary>
/// Every family on every role surface that its table allows. The gate goes four messages deep; TITO_CERTIFY_DEPTH goes to another depth, with
/// the wide alphabet to four messages and 10,000 random conversations.
/// </summary>
public sealed class FamilyCertificationTests(ITestOutputHelper output)
{
    private static readonly int? Depth =
        Environment.GetEnvironmentVariable("TITO_CERTIFY_DEPTH") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : null;

    public static TheoryData<string> Families => FamilySpliceTests.Families;

    [Theory]
    [MemberData(nameof(Families))]
    public void Certify_OfAFamily_CertifiesEachSurfaceOfItsRoles(string name)
    {
        var renderer = FamilyCorpus.Model(name).Renderer;
        var roles = RoleSurface.Of(renderer.Family.AppendRoles);

        var report = new TemplateCertifier(renderer).Run(
            new() { Roles = roles, Depth = Depth ?? 4, WideDepth = Depth is null ? 2 : 4, RandomCount = Depth is null ? 200 : 10_000 },
            TestContext.Current.CancellationToken);

        output.WriteLine($"{name}: {report.ConversationCount} conversations, {report.SettingCount} settings, surfaces "
            + string.Join(", ", report.Surfaces.Select(surface => $"{surface.Surface} {surface.ConversationCount}")));
        Assert.Equal((1 << renderer.Family.AppendRoles.Remove(Role.Developer).Length) - 1, report.Surfaces.Length);
        Assert.All(report.Surfaces, surface => Assert.True(
            surface.IsCertified, $"{surface.Surface}: {surface.Defect?.Kind}\n{surface.Defect?.Expected.Text}\n{surface.Defect?.Actual.Text}"));
    }

    /// <summary>What the families fix: without it, reasoning before the last user message is cut.</summary>
    [Theory]
    [InlineData("deepseekv32")]
    [InlineData("deepseekv4")]
    public void Certify_OfAnEncoderAsPublished_RefusesUserMessagesWithAShortCounterexample(string name)
    {
        var family = FamilyRegistry.Find(name)! with { FixedArguments = [] };
        var renderer = Core.Rendering.ChatRenderer.Create(family, FamilyCorpus.Model(name).Assets);

        var report = new TemplateCertifier(renderer).Run(
            new() { Roles = RoleSurface.Of([Role.User]), Depth = 4, WideDepth = 3, RandomCount = 0 },
            TestContext.Current.CancellationToken);

        var defect = Assert.Single(report.Surfaces).Defect!;
        Assert.Equal(DefectKind.PrefixChanged, defect.Kind);
        Assert.InRange(defect.Messages.Length, 1, 4);
    }
}
