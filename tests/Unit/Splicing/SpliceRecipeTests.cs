using Tito.Core.Families;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tests.Unit.Messages;
using static Tito.Tests.Unit.Splicing.SpliceModel;

namespace Tito.Tests.Unit.Splicing;

public sealed class SpliceRecipeTests
{
    private static readonly SpliceModel Appending = new(new BoundaryRule.AppendAfter("<|e|>", "\n"), Closing);

    [Fact]
    public void Splice_OfAnEmptyBuffer_RendersEverythingAsPrompt()
    {
        var spliced = Spliced(Appending.Splice(TokenBuffer.Empty, [], [Chat.System("s"), Chat.User("u")]));

        Assert.Equal([SystemRole, 's', End, NewLine, User, 'u', End, NewLine, Assistant], spliced.PromptIds);
        Assert.Equal(TokenOrigin.Prompt, Assert.Single(spliced.Segments).Origin);
        Assert.Equal(0, spliced.ReplacedCount);
    }

    [Fact]
    public void Splice_WithoutAppendedMessages_AddsTheGenerationPromptAlone() =>
        Assert.Equal(['p', End, NewLine, Assistant], Spliced(Appending.Splice(Buffer('p', End))).PromptIds);

    [Fact]
    public void Splice_OfSeveralMessages_RendersThemTogether()
    {
        // A run of tool results shares one opener, which no message can know by itself.
        const string Folding =
            "{%- for m in messages %}{{ ('+' if m.role == 'tool' and not loop.first and loop.previtem.role == 'tool' else '<|' + m.role[0] + '|>') "
            + "+ m.content }}{% endfor %}{% if add_generation_prompt %}<|a|>{% endif %}";
        var model = new SpliceModel(new BoundaryRule.None(), Folding);

        Assert.Equal(
            ['p', Tool, 'x', '+', 'y', User, 'z', Assistant],
            Spliced(model.Splice(Buffer('p'), Chat.Tool("x"), Chat.Tool("y"), Chat.User("z"))).PromptIds);
    }

    [Fact]
    public void Splice_WhenATemplateLooksBackForTheCall_StillFindsIt()
    {
        const string LookingBack =
            "{%- set ns = namespace(calls=0) %}{%- for m in messages %}{%- if m.role == 'assistant' %}{%- set ns.calls = m.tool_calls | default([]) | length %}"
            + "{%- endif %}{{ '<|' + m.role[0] + '|>' + (ns.calls | string if m.role == 'tool' else '') }}{% endfor %}{% if add_generation_prompt %}<|a|>{% endif %}";
        var model = new SpliceModel(new BoundaryRule.None(), LookingBack);

        Assert.Equal(
            ['p', Tool, '2', Tool, '2', Assistant],
            Spliced(model.Splice(
                Buffer('p'), [Chat.User("u"), Chat.Calls("{}"), Chat.Tool("t"), Chat.Calls("{}", "{}")], [Chat.Tool("x"), Chat.Tool("y")])).PromptIds);
    }

    [Fact]
    public void Splice_WhenTheTemplateChangesWhatStoodBefore_SaysWhereAndHow()
    {
        const string LastOnly =
            "{%- for m in messages %}{{ '<|' + m.role[0] + '|>' }}{%- if loop.last %}last{% else %}more{% endif %}{% endfor %}{% if add_generation_prompt %}<|a|>{% endif %}";
        var model = new SpliceModel(new BoundaryRule.None(), LastOnly);

        var broken = Assert.IsType<SpliceOutcome.NotAppendOnly>(model.Splice(Buffer('p'), Chat.User("x")));

        Assert.Equal("<|s|>more<|a|>".Length, broken.CharIndex);
        Assert.Equal("last", broken.ExpectedText);
        Assert.Equal("more<|u|>last<|a|>", broken.ActualText);
    }

    private static SpliceOutcome.Spliced Spliced(SpliceOutcome outcome) => Assert.IsType<SpliceOutcome.Spliced>(outcome);
}
