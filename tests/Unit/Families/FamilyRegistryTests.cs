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
        Assert.Equal([Role.System, Role.User, Role.Assistant, Role.Tool], family.AppendRoles.Order());
        Assert.Equal(new BoundaryRule.AppendAfter("<|im_end|>", "\n"), family.Boundary);
        Assert.Equal("<|im_start|>assistant", family.AssistantStart);
        Assert.Equal(["\n"], family.TrailingTrim);
        Assert.Equal(0, family.MaxTrimTokens);
        Assert.Equal(("qwen3", "qwen25"), (family.ReasoningParser, family.ToolCallParser));
        Assert.StartsWith("{#- Qwen3, append-only.", family.FixedTemplate, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deepseekv32", "None", "SUAT", 0, "deepseek-v3", "deepseekv32")]
    [InlineData("deepseekv4", "DiffHistory", "UATD", 0, "deepseek-v4", "deepseekv4")]
    [InlineData("default", "None", "SUAT", 0, null, null)]
    [InlineData("glm47", "ReplaceTrailing", "SUAT", 1, "glm45", "glm47")]
    [InlineData("gptoss", "None", "SUAT", 0, "gpt-oss", "gpt-oss")]
    [InlineData("inkling", "None", "SUAT", 0, "inkling", "inkling")]
    [InlineData("kimi25", "None", "SUAT", 0, "kimi_k2", "kimi_k2")]
    [InlineData("kimi26", "None", "SUAT", 0, "kimi_k2", "kimi_k2_raw_id")]
    [InlineData("llama3", "None", "SUAT", 0, null, "llama3")]
    [InlineData("minimax_m25", "AppendAfter", "UAT", 0, "minimax-append-think", "minimax-m2")]
    [InlineData("minimax_m27", "AppendAfter", "UAT", 0, "minimax-append-think", "minimax-m2")]
    [InlineData("nemotron3", "AppendAfter", "SUAT", 0, "nemotron_3", "qwen3_coder")]
    [InlineData("qwen35", "AppendAfter", "UAT", 0, "qwen3", "qwen3_coder")]
    [InlineData("qwennext", "AppendAfter", "SUAT", 0, "qwen3", "qwen25")]
    public void Find_OfAFamily_HasTheTablesRuleRolesToleranceAndParsers(
        string name, string rule, string roles, int maxTrim, string? reasoning, string? toolCalls)
    {
        var family = FamilyRegistry.Find(name)!;

        Assert.Equal(rule, family.Boundary.GetType().Name);
        Assert.Equal(roles, string.Concat(family.AppendRoles.Order().Select(role => role.ToString()[0])));
        Assert.Equal(maxTrim, family.MaxTrimTokens);
        Assert.Equal((reasoning, toolCalls), (family.ReasoningParser, family.ToolCallParser));
    }

    // The published generation_config.json of each (eos_token_id), and what its chat template writes at the end of a turn.
    [Theory]
    [InlineData("deepseekv32", "<｜end▁of▁sentence｜>", "", "<｜end▁of▁sentence｜>")]
    [InlineData("deepseekv4", "<｜end▁of▁sentence｜>", "", "<｜end▁of▁sentence｜>")]
    [InlineData("default", "", "", "")]
    [InlineData("glm47", "<|observation|> <|user|>", "<|endoftext|>", "")]
    [InlineData("gptoss", "<|return|> <|call|>", "<|endoftext|>", "<|end|>")]
    [InlineData("inkling", "<|content_model_end_sampling|>", "", "<|end_message|> <|content_model_end_sampling|>")]
    [InlineData("kimi25", "<|im_end|>", "[EOS] [EOT] <|endoftext|>", "<|im_end|>")]
    [InlineData("kimi26", "<|im_end|>", "[EOS] [EOT] <|endoftext|>", "<|im_end|>")]
    [InlineData("llama3", "<|eot_id|> <|eom_id|>", "<|end_of_text|>", "<|eot_id|>")]
    [InlineData("minimax_m25", "[e~[", "", "[e~[")]
    [InlineData("minimax_m27", "[e~[", "", "[e~[")]
    [InlineData("nemotron3", "<|im_end|>", "</s> <|endoftext|>", "<|im_end|>")]
    [InlineData("qwen3", "<|im_end|>", "<|endoftext|>", "<|im_end|>")]
    [InlineData("qwen35", "<|im_end|>", "<|endoftext|>", "<|im_end|>")]
    [InlineData("qwennext", "<|im_end|>", "<|endoftext|>", "<|im_end|>")]
    public void Find_OfAFamily_HasTheTokensThatEndATurnAndThoseThatCloseOne(string name, string stops, string foreign, string closing)
    {
        var family = FamilyRegistry.Find(name)!;

        Assert.Equal(
            (stops, foreign, closing),
            (string.Join(' ', family.StopTokens), string.Join(' ', family.ForeignStopTokens), string.Join(' ', family.ClosingTokens)));
    }

    [Fact]
    public void All_ThatMayReplaceATrailingToken_SayHowManyAndTrimTheSameInTheComparator() => Assert.All(
        FamilyRegistry.All.Where(family => family.Boundary is BoundaryRule.ReplaceTrailing),
        family => Assert.Equal(((BoundaryRule.ReplaceTrailing)family.Boundary).Openers.Order(), family.TrailingTrim.Order()));

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
