using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;
using Tito.Tokenizers;
using static Tito.Tests.Unit.Splicing.SpliceModel;

namespace Tito.Tests.Unit.Splicing;

/// <summary>The boundary rules, each with and without the token that it looks for. Characters are their own ids.</summary>
public sealed class BoundaryTests
{
    private static readonly SpliceModel Plain = new(new BoundaryRule.None(), Closing.Replace("<|e|>\\n", "<|e|>", StringComparison.Ordinal));
    private static readonly SpliceModel Appending = new(new BoundaryRule.AppendAfter("<|e|>", "\n"), Closing);
    private static readonly SpliceModel Replacing = new(new BoundaryRule.ReplaceTrailing(["<|t|>", "<|u|>"]), Opening);

    [Fact]
    public void None_WhateverTheBufferEndsWith_PutsTheSuffixBehindIt()
    {
        AssertSpliced(Plain.Splice(Buffer('p', End), Chat.User("x")), 0, "Environment:", ['p', End], [User, 'x', End, Assistant]);
        AssertSpliced(Plain.Splice(Buffer('p'), Chat.User("x")), 0, "Environment:", ['p'], [User, 'x', End, Assistant]);
    }

    /// <summary>The engine stops before it, and it is in both renders, so that their difference lacks it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoneAndDiffHistory_WhenTheTemplateWritesMoreAfterTheStopToken_PutItBetween(bool rendersHistory)
    {
        BoundaryRule rule = rendersHistory ? new BoundaryRule.DiffHistory() : new BoundaryRule.None();
        var model = new SpliceModel(rule, Closing);

        AssertSpliced(
            model.Splice(Buffer('p', End), Chat.User("x")), 0, "Splice:Environment:", ['p', End], [NewLine], [User, 'x', End, NewLine, Assistant]);
        AssertSpliced(model.Splice(Buffer('p'), Chat.User("x")), 0, "Environment:", ['p'], [User, 'x', End, NewLine, Assistant]);
    }

    [Fact]
    public void None_WhenTheTemplateWritesATextBeforeEachLaterMessage_LeavesItToTheSuffix()
    {
        const string Parting =
            "{%- for m in messages %}{{ ('' if loop.first else '\\n') + '<|' + m.role[0] + '|>' + m.content + '<|e|>' }}{% endfor %}{% if add_generation_prompt %}{{ '\\n<|a|>' }}{% endif %}";

        AssertSpliced(
            new SpliceModel(new BoundaryRule.None(), Parting).Splice(Buffer('p', End), Chat.User("x")),
            0, "Environment:", ['p', End], [NewLine, User, 'x', End, NewLine, Assistant]);
    }

    /// <summary>Qwen3's own template, as any ChatML one, writes a newline after the token that the engine stops at.</summary>
    [Fact]
    public void None_OfTheFamilyDefaultOnChatMl_HasTheNewlineThatTheTemplateWrites()
    {
        var model = SessionModel.Load(FamilyRegistry.Find("default")!, Qwen3.Assets, null);

        Assert.Equal(Qwen3.Encode("<|im_end|>\n<|im_start|>user\nx<|im_end|>\n<|im_start|>assistant\n"), AfterTheStopToken(model));
    }

    [Fact]
    public void None_OfASessionOfAnEarlierRelease_GoesOnWithoutIt()
    {
        var family = FamilyRegistry.Find("default")!;
        var model = SessionModel.Load(family, Qwen3.Assets, null);

        // A rule that a family declares is not in its genesis, and all rules were declared then.
        var declared = family with { Boundary = new BoundaryRule.AppendAfter("<|im_end|>", "\n") };
        var then = ChatRenderer.Create(declared, Qwen3.Assets).Genesis;

        Assert.NotEqual(then, model.Genesis);
        Assert.Equal(Qwen3.Encode("<|im_end|><|im_start|>user\nx<|im_end|>\n<|im_start|>assistant\n"), AfterTheStopToken(model.For(then)!));
    }

    [Fact]
    public void AppendAfter_WhenTheBufferEndsWithTheStopToken_PutsTheFillerBetween() => AssertSpliced(
        Appending.Splice(Buffer('p', End), Chat.User("x")), 0, "Splice:Environment:", ['p', End], [NewLine], [User, 'x', End, NewLine, Assistant]);

    [Fact]
    public void AppendAfter_WhenTheBufferEndsWithAnythingElse_AddsNothing()
    {
        AssertSpliced(Appending.Splice(Buffer('p'), Chat.User("x")), 0, "Environment:", ['p'], [User, 'x', End, NewLine, Assistant]);
        AssertSpliced(
            Appending.Splice(Buffer('p', End, NewLine), Chat.User("x")), 0, "Environment:", ['p', End, NewLine], [User, 'x', End, NewLine, Assistant]);
    }

    [Fact]
    public void ReplaceTrailing_WhenTheBufferEndsWithTheOpenerThatFollows_KeepsItAsTheModels() => AssertSpliced(
        Replacing.Splice(Buffer('p', Tool), Chat.Tool("x")), 0, "Environment:", ['p', Tool], ['x', Assistant]);

    [Fact]
    public void ReplaceTrailing_WhenTheBufferEndsWithAnotherOpener_PutsTheRightOneInItsPlace()
    {
        AssertSpliced(Replacing.Splice(Buffer('p', User), Chat.Tool("x")), 1, "Splice:Environment:", ['p'], [Tool], ['x', Assistant]);
        AssertSpliced(Replacing.Splice(Buffer('p', Tool), Chat.System("x")), 1, "Splice:Environment:", ['p'], [SystemRole], ['x', Assistant]);
    }

    [Fact]
    public void ReplaceTrailing_WhenTheBufferEndsWithNoOpener_ReplacesNothing()
    {
        AssertSpliced(Replacing.Splice(Buffer('p'), Chat.Tool("x")), 0, "Environment:", ['p'], [Tool, 'x', Assistant]);
        AssertSpliced(Replacing.Splice(Buffer('p', SystemRole), Chat.Tool("x")), 0, "Environment:", ['p', SystemRole], [Tool, 'x', Assistant]);
    }

    [Fact]
    public void ReplaceTrailing_WhenOnlyAGenerationPromptFollows_ReplacesByThat() => AssertSpliced(
        Replacing.Splice(Buffer('p', User)), 1, "Splice:", ['p'], [Assistant]);

    [Fact]
    public void DiffHistory_WhenTheTemplateLooksFurtherBackThanADummy_RendersTheRealHistory()
    {
        const string Numbering =
            "{%- for m in messages %}{{ '<|' + m.role[0] + '|>' + loop.index | string }}{% endfor %}{% if add_generation_prompt %}<|a|>{% endif %}";
        var stored = new[] { Chat.User("u"), Chat.Assistant("a"), Chat.User("u"), Chat.Assistant("a") };

        AssertSpliced(
            new SpliceModel(new BoundaryRule.DiffHistory(), Numbering).Splice(Buffer('p'), stored, [Chat.User("x")]),
            0, "Environment:", ['p'], [User, '5', Assistant]);
        AssertSpliced(
            new SpliceModel(new BoundaryRule.None(), Numbering).Splice(Buffer('p'), stored, [Chat.User("x")]),
            0, "Environment:", ['p'], [User, '3', Assistant]);
    }

    [Fact]
    public void TurnSplicer_WhenARuleNamesATokenThatTheTokenizerLacks_RefusesToLoad()
    {
        Assert.Contains(
            "family tiny needs \"<|x|>\" as one token",
            Assert.Throws<AssetException>(() => new SpliceModel(new BoundaryRule.AppendAfter("<|x|>", "\n"), Closing)).Message,
            StringComparison.Ordinal);
        Assert.Throws<AssetException>(() => new SpliceModel(new BoundaryRule.ReplaceTrailing(["<|u|>", "<|x|>"]), Opening));
    }

    /// <summary>Holds a splice against its parts: what stays of the buffer, then a segment for each origin.</summary>
    private static void AssertSpliced(SpliceOutcome outcome, int replaced, string origins, params int[][] parts)
    {
        var spliced = Assert.IsType<SpliceOutcome.Spliced>(outcome);
        ImmutableArray<TokenSegment> segments = [.. spliced.Segments.Where(segment => !segment.Ids.IsEmpty)];
        Assert.Equal(replaced, spliced.ReplacedCount);
        Assert.Equal(origins, string.Concat(segments.Select(segment => $"{segment.Origin}:")));
        Assert.Equal(parts[1..], segments.Select(segment => segment.Ids.ToArray()));
        Assert.Equal(parts.SelectMany(part => part), spliced.PromptIds);
    }

    private static ImmutableArray<int> AfterTheStopToken(SessionModel model) => Assert.IsType<SpliceOutcome.Spliced>(model.Splicer.Splice(new()
    {
        Prefix = Buffer(Qwen3.ImEnd),
        Stored = [Chat.User("a"), Chat.Assistant("b")],
        Appended = [Chat.User("x")],
        Tools = ToolList.Empty,
        Arguments = TemplateArguments.Merge(model.Family, null, null),
        Now = DateTimeOffset.UnixEpoch,
    })).PromptIds;
}
