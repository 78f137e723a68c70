using Tito.Core.Messages;

namespace Tito.Tests.Golden.Families;

/// <summary>Each fixed template, held against Python's Jinja2.</summary>
public sealed class FamilyRenderTests
{
    public static TheoryData<string> Families => [.. FamilyCorpus.Names];

    [Theory]
    [MemberData(nameof(Families))]
    public void Render_OfAFamilysConversations_IsWhatJinja2Renders(string name)
    {
        var renderer = FamilyCorpus.Model(name).Renderer;
        var (count, shapes) = (0, 0);
        foreach (var golden in FamilyCorpus.Cases(name))
        {
            var text = renderer.Render(FamilyCorpus.Request(
                renderer.Family,
                ChatMessage.ParseList(golden.GetProperty("messages"), "messages"),
                golden.GetProperty("tools"),
                golden.GetProperty("kwargs"),
                golden.GetProperty("add_generation_prompt").GetBoolean()));

            Assert.Equal(golden.GetProperty("text").GetString(), text);
            count++;
            shapes += golden.TryGetProperty("shape", out _) ? 1 : 0;
        }

        Assert.Equal(30, count - shapes);
        Assert.Equal(renderer.Family.AppendRoles.Contains(Role.System) ? 17 : 14, shapes);
    }
}
