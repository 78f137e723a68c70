using Tito.Core.Families;

namespace Tito.Tests.Golden.Families;

/// <summary>Each fixed template, held against Python's Jinja2.</summary>
public sealed class FamilyRenderTests
{
    public static TheoryData<string> Families => [.. FamilyCorpus.Names];

    public static TheoryData<string, string> Goldens =>
        [.. FamilyCorpus.Names.SelectMany(family => FamilyCorpus.Goldens(family).Select(conversation => (family, conversation)))];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Render_OfAConversation_IsWhatJinja2Renders(string family, string conversation)
    {
        var renderer = FamilyCorpus.Model(family).Renderer;

        var text = renderer.Render(FamilyCorpus.Request(renderer.Family, FamilyCorpus.Conversation(conversation)));

        Assert.Equal(FamilyCorpus.Expected(family, conversation), text);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Corpus_OfAFamily_HasThirtyConversationsAndEveryShapeOfItsRoles(string family)
    {
        var goldens = FamilyCorpus.Goldens(family).ToLookup(name => name.StartsWith("shapes/", StringComparison.Ordinal));

        Assert.Equal(30, goldens[false].Count());
        Assert.Equal(FamilyCorpus.Shapes(FamilyRegistry.Find(family)!).Select(shape => $"shapes/{shape}"), goldens[true]);
    }
}
