using System.Text;
using System.Text.Json.Nodes;
using Tito.Core.Certification;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Tokenizers;

namespace Tito.Tests.Unit.Certification;

public sealed class CertifierTests
{
    private const string Calls = "{% for call in message.tool_calls or [] %}{{ call.function.name }}{{ call.function.arguments | tojson }}{% endfor %}";
    private const string Body = "{{ message.reasoning_content or '' }}{{ message.content }}" + Calls;
    private const string Prompt = "{% if add_generation_prompt %}{{ '<s>assistant:' }}{% endif %}";

    private static readonly RoleSurface AllRoles = RoleSurface.Of(Enum.GetValues<Role>());

    [Fact]
    public void Run_OnATemplateThatIsAppendOnly_CertifiesEverySurface()
    {
        var report = Certify(Loop("{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>\\n' }}"));

        Assert.True(report.IsCertified);
        Assert.Equal(15, report.Surfaces.Length);
        Assert.Equal(report.WideCount + report.NarrowCount + report.RandomCount, report.Surfaces[^1].ConversationCount);
        Assert.True(report.NarrowCount > 0 && report.RandomCount > 100);
    }

    [Fact]
    public void Run_WhenThinkingIsCutBehindTheTurn_FindsThreeMessagesAndTheLinesThatWroteThem()
    {
        var defect = Refused("{% for message in messages %}\n{{- '<s>' + message.role + ':' }}\n"
            + "{{- message.reasoning_content or '' if loop.last else '' }}\n{{- message.content }}\n" + Calls + "{{- '<e>\\n' }}{% endfor %}" + Prompt);

        Assert.Equal(DefectKind.PrefixChanged, defect.Kind);
        Assert.Equal([Role.User, Role.Assistant, Role.Tool], defect.Messages.Select(message => message.Role));
        Assert.Equal(2, defect.CutIndex);
        Assert.Equal((3, "{{- message.reasoning_content or '' if loop.last else '' }}"), (defect.Expected.Line, defect.Expected.Source));
        Assert.Equal((4, "{{- message.content }}"), (defect.Actual.Line, defect.Actual.Source));
        Assert.StartsWith("Look it up first.", defect.Expected.Text[defect.CharIndex..], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenATurnLacksTheFiller_FindsTheMissingBoundary()
    {
        var defect = Refused(Loop("{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>' }}"));

        Assert.Equal(DefectKind.BoundaryMissing, defect.Kind);
        Assert.Equal(2, defect.Messages.Length);
    }

    /// <summary>The rule says nothing of a filler, and the template has one after calls alone: no prompt would have it.</summary>
    [Fact]
    public void Run_WhenSomeTurnsHaveATextAfterTheStopToken_FindsTheMissingBoundary()
    {
        var defect = Refused(
            Loop("{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>' + ('\\n' if message.tool_calls else '') }}"), new BoundaryRule.None());

        Assert.Equal((DefectKind.BoundaryMissing, "<e>"), (defect.Kind, defect.Expected.Text));
        Assert.EndsWith("<e>\n", defect.Actual.Text, StringComparison.Ordinal);
        Assert.Equal([Role.User, Role.Assistant], defect.Messages.Select(message => message.Role));
    }

    [Fact]
    public void Run_WhenEveryTurnHasTheSameTextAfterTheStopToken_NeedsNoRuleThatSaysSo() => Assert.True(
        Certify(Loop("{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>\\n' }}"), new BoundaryRule.None()).IsCertified);

    [Fact]
    public void Run_WhenMessagesAreNumbered_FindsThatTheSpliceDiffers()
    {
        const string NumberedPrompt = "{% if add_generation_prompt %}{{ '<s>assistant' ~ (messages | length + 1) ~ ':' }}{% endif %}";

        var defect = Refused(Loop("{{ '<s>' ~ message.role ~ loop.index ~ ':' }}" + Body + "{{ '<e>\\n' }}", NumberedPrompt));

        Assert.Equal(DefectKind.SpliceDiffers, defect.Kind);
    }

    [Fact]
    public void Run_WhenARoleIsIgnored_RefusesThatRoleAndNoOther()
    {
        var report = Certify(Loop("{% if message.role != 'system' or loop.first %}{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>\\n' }}{% endif %}"));

        Assert.All(report.Surfaces, surface => Assert.Equal(surface.Surface.Contains(Role.System), !surface.IsCertified));
        Assert.Equal(DefectKind.ContentLost, report.Surfaces[^1].Defect!.Kind);
    }

    [Fact]
    public void Run_WhenTheTemplateRaisesOnALaterSystemMessage_RefusesThatRoleAndNoOther()
    {
        var report = Certify(Loop("{% if message.role == 'system' and not loop.first %}{{ raise_exception('one system message') }}{% endif %}{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>\\n' }}"));

        Assert.All(report.Surfaces, surface => Assert.Equal(surface.Surface.Contains(Role.System), !surface.IsCertified));
        Assert.Equal(DefectKind.TemplateFailed, report.Surfaces[^1].Defect!.Kind);
        Assert.Contains("one system message", report.Surfaces[^1].Defect!.Actual.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenTheTemplateRaisesOnAnOpening_RefusesEverySurfaceWithTheSmallestOne()
    {
        var report = Certify(Loop("{% if message.role == 'system' and loop.first %}{{ raise_exception('no system message') }}{% endif %}{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>\\n' }}"));

        Assert.All(report.Surfaces, surface =>
        {
            Assert.Equal((DefectKind.OpeningFailed, 0), (surface.Defect!.Kind, surface.Defect.CutIndex));
            Assert.Equal([Role.System, Role.User], surface.Defect.Messages.Select(message => message.Role));
            Assert.Contains("no system message", surface.Defect.Actual.Text, StringComparison.Ordinal);
        });
        Assert.True(report.RefusedCount > 0);
    }

    /// <summary>What Qwen3-Coder's template does where a parser hands it text: every argument is added to a string.</summary>
    [Fact]
    public void Run_WhenAnArgumentThatIsAListBreaksTheTemplate_NamesTheCallThatHasOne()
    {
        var defect = Refused(Loop("{{ '<s>' + message.role + ':' }}{{ message.reasoning_content or '' }}{{ message.content }}"
            + "{% for call in message.tool_calls or [] %}{{ call.function.name }}{% for key, value in call.function.arguments | items %}"
            + "{{ key + '=' + value }}{% endfor %}{% endfor %}{{ '<e>\n' }}"));

        Assert.Equal(DefectKind.TemplateFailed, defect.Kind);
        Assert.Equal([Role.User, Role.Assistant], defect.Messages.Select(message => message.Role));
        Assert.Contains("a.txt", defect.Messages[1].Json.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("can only concatenate str", defect.Actual.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenTheTemplateEscapesAnArgument_FindsTheLostContent()
    {
        var defect = Refused(Loop("{{ '<s>' + message.role + ':' }}{{ message.reasoning_content or '' }}{{ message.content }}"
            + "{% for call in message.tool_calls or [] %}{{ call.function.name }}{{ call.function.arguments | tojson | escape }}{% endfor %}{{ '<e>\n' }}"));

        Assert.Equal((DefectKind.ContentLost, "x & y"), (defect.Kind, defect.Expected.Text));
    }

    [Fact]
    public void Run_WhenAToolsSchemaBreaksTheTemplate_RefusesTheOpeningThatDeclaresIt()
    {
        var report = Certify("{% for tool in tools or [] %}{% for name in (tool.function.parameters or {}).required or [] %}{{ 1 + name }}{% endfor %}{% endfor %}"
            + Loop("{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>\n' }}"));

        var defect = report.Surfaces[0].Defect!;
        Assert.Equal((DefectKind.OpeningFailed, 1), (defect.Kind, defect.Messages.Length));
        Assert.Contains("\"required\"", defect.Tools!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenTextMergesOverTheSeam_FindsThatTheTokensDiffer()
    {
        // Every turn begins with "b" and the model's end with "a", and "ab" is one token of this vocabulary.
        var defect = Refused(
            Loop("{{ 'b' + message.role + ':' }}" + Body + "{{ 'a' if message.role == 'assistant' else 'x' }}", "{% if add_generation_prompt %}bassistant:{% endif %}"),
            new BoundaryRule.None());

        Assert.Equal(DefectKind.TokensDiffer, defect.Kind);
    }

    [Fact]
    public void Run_Twice_GivesTheSameReport()
    {
        var template = Loop("{{ '<s>' + message.role + ':' }}" + Body + "{{ '<e>\\n' }}");

        var (first, second) = (Certify(template), Certify(template));

        Assert.Equal(first.Surfaces, second.Surfaces);
        Assert.Equal((first.WideCount, first.NarrowCount, first.RandomCount), (second.WideCount, second.NarrowCount, second.RandomCount));
    }

    private static string Loop(string message, string prompt = Prompt) => "{% for message in messages %}" + message + "{% endfor %}" + prompt;

    private static Counterexample Refused(string template, BoundaryRule? boundary = null)
    {
        var report = Certify(template, boundary);
        Assert.False(report.IsCertified);
        return report.Surfaces.Select(surface => surface.Defect).OfType<Counterexample>().First();
    }

    private static CertificationReport Certify(string template, BoundaryRule? boundary = null)
    {
        var tokenizer = TinyTokenizer.Json();
        tokenizer["added_tokens"]!.AsArray().Add(JsonNode.Parse(
            """{"id": 260, "content": "<e>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}"""));
        var family = new Family
        {
            Name = "tiny",
            AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
            Boundary = boundary ?? new BoundaryRule.AppendAfter("<e>", "\n"),
            AssistantStart = "<s>assistant",
            ReasoningParser = "tiny",
        };
        var assets = ModelAssets.Load(Encoding.UTF8.GetBytes(tokenizer.ToJsonString()), "{}"u8.ToArray());
        return new TemplateCertifier(ChatRenderer.WithTemplate(family, assets, template, "tiny.jinja")).Run(
            new() { Roles = AllRoles, Depth = 4, WideDepth = 3, RandomCount = 100 },
            TestContext.Current.CancellationToken);
    }
}
