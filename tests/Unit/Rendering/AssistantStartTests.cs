using Tito.Core.Families;
using Tito.Core.Rendering;

namespace Tito.Tests.Unit.Rendering;

public sealed class AssistantStartTests
{
    private const string Turn = "{% for m in messages %}{{ '<s>' + m.role + '\\n' }}{{ m.reasoning_content or '' }}{{ m.content }}<e>{% endfor %}";

    [Theory]
    [InlineData(Turn + "{% if add_generation_prompt %}{{ '<s>assistant\\n' }}{% endif %}", "<s>assistant\n")]
    [InlineData(Turn + "{% if add_generation_prompt %}{{ '<s>assistant\\n<think>' }}{% endif %}", "<s>assistant\n")]
    [InlineData("{% for m in messages %}{{ '<s>' + m.role + '<s>' + m.content }}{% endfor %}{% if add_generation_prompt %}{{ '<s>assistant<s>' }}{% endif %}", "<s>assistant")]
    [InlineData(Turn, "")]
    [InlineData("{% for m in messages %}{{ m.role + m.content }}<e>{% endfor %}{% if add_generation_prompt %}assistant{% endif %}", "")]
    [InlineData("{{ messages | length }}", "")]
    [InlineData("{{ raise_exception('no') }}", "")]
    public void Detect_OfATemplate_FindsWhatPromptAndTurnsBeginWithUpToTheNextSpecialToken(string template, string expected) =>
        Assert.Equal(expected, AssistantStart.Detect(TinyModel.Renderer(template)));

    [Fact]
    public void Detect_WhenATokenPartsNoSegments_GoesOnBehindIt()
    {
        const string Template =
            "{% for m in messages %}{{ '<t>' + m.role + '<s>:' + m.content }}{% endfor %}{% if add_generation_prompt %}{{ '<t>assistant<s>:' }}{% endif %}";

        var family = TinyModel.Family(Template) with { BoundaryOnly = ["<t>"] };

        Assert.Equal("<t>assistant<s>:", AssistantStart.Detect(ChatRenderer.Create(family, TinyModel.Assets())));
        Assert.Equal("", AssistantStart.Detect(ChatRenderer.Create(family with { BoundaryExclusions = ["<t>"] }, TinyModel.Assets())));
    }

    [Fact]
    public void Detect_OfQwen3sPublishedTemplate_FindsTheAssistantsOpening() => Assert.Equal(
        "<|im_start|>assistant\n", AssistantStart.Detect(ChatRenderer.Create(FamilyRegistry.Find("default")!, Qwen3.Assets)));
}
