using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Tests.Unit.Families;

public sealed class FamilyRegistryTests
{
    [Fact]
    public void Find_OfQwen3_HasTheReferencesSettings()
    {
        var family = FamilyRegistry.Find("qwen3")!;

        Assert.Equal("qwen3", family.Name);
        Assert.Equal([("clear_thinking", "false")], family.FixedArguments.Select(argument => (argument.Key, argument.Value.GetRawText())));
        Assert.Equal(Enum.GetValues<Role>(), family.AppendRoles.Order());
        Assert.Equal(new BoundaryRule.AppendAfter("<|im_end|>", "\n"), family.Boundary);
        Assert.Equal("<|im_start|>assistant", family.AssistantStart);
        Assert.Equal(["\n"], family.TrailingTrim);
        Assert.Equal(0, family.MaxTrimTokens);
        Assert.Equal(("qwen3", "qwen25"), (family.ReasoningParser, family.ToolCallParser));
        Assert.StartsWith("{#- Qwen3, append-only.", family.FixedTemplate, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Qwen3")]
    [InlineData("qwen")]
    public void Find_OfAnyOtherName_IsNull(string name) => Assert.Null(FamilyRegistry.Find(name));

    [Fact]
    public void All_IsInTheOrderOfItsUniqueNames()
    {
        var names = FamilyRegistry.All.Select(family => family.Name).ToArray();

        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.All(FamilyRegistry.All, family => Assert.Same(family, FamilyRegistry.Find(family.Name)));
    }

    [Fact]
    public void Read_OfATemplateThatIsNotEmbedded_Throws() => Assert.Throws<ArgumentException>(() => EmbeddedTemplate.Read("none.jinja"));
}
