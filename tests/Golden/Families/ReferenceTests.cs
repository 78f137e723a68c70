using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tests.Support.Families;

namespace Tito.Tests.Golden.Families;

/// <summary>
/// Every family against an oracle of the reference server's rules, on what real clients and engines send. Where we part from the reference on
/// purpose the oracle has our text, and its cases name the rows of COMPATIBILITY.md.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string[] Tested = [.. FamilyRegistry.All.Select(family => family.Name).Where(name => name != "default")];

    public static TheoryData<string> Families => [.. Tested];

    [Theory]
    [MemberData(nameof(Families))]
    public void Family_OnTheCorpus_RendersAndSplicesAsTheOracleSays(string family)
    {
        var lines = File.ReadLines(Path.Combine(FamilyCorpus.Root, $"tests/Golden/corpus/reference/{family}.jsonl")).ToList();

        Assert.Equal(24, lines.Count);
        Assert.Empty(Differences(lines));
    }

    /// <summary>Judges what <c>tools/oracle/families/reference_cases.py</c> wrote, at any size: <c>TITO_FAMILY_PARITY=FILE</c>.</summary>
    [Fact]
    public void Family_OnTheGivenFile_RendersAndSplicesAsTheOracleSays()
    {
        var file = Environment.GetEnvironmentVariable("TITO_FAMILY_PARITY");
        Assert.SkipWhen(file is null, "TITO_FAMILY_PARITY names no file of cases");

        Assert.Empty(Differences(File.ReadLines(file!)).Take(20));
    }

    private static IEnumerable<string> Differences(IEnumerable<string> lines) => lines.Index().SelectMany(line =>
    {
        var item = new ReferenceCase(JsonElement.Parse(line.Item));
        var model = FamilyCorpus.Model(item.Family);
        return item.Splices.Index().Select(splice => Difference(model, item, splice.Item, line.Index + splice.Index)).Prepend(Difference(model, item))
            .OfType<string>().Select(difference => $"{item.Family} {line.Index}: {difference}");
    });

    private static string? Difference(FamilyModel model, ReferenceCase item)
    {
        var text = OrNull(() => model.Renderer.Render(
            FamilyCorpus.Request(model.Renderer.Family, item.Messages, item.Tools, item.Arguments, item.Generates)));
        return text == item.Text ? null : $"text\n{Around(item.Text, text)}\n{Around(text, item.Text)}";
    }

    private static string? Difference(FamilyModel model, ReferenceCase item, (int End, int Following, string? Suffix) splice, int number)
    {
        var buffer = Buffer(model, number);
        var spliced = OrNull(() => (SpliceOutcome.Spliced)model.Splicer.Splice(new()
        {
            Prefix = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, buffer)),
            Stored = [.. item.Messages.Take(splice.End + 1)],
            Appended = [.. item.Messages.Take(splice.Following).Skip(splice.End + 1)],
            Tools = ToolList.Parse(item.Tools),
            Arguments = TemplateArguments.Merge(model.Renderer.Family, null, item.Arguments),
            Now = FamilyCorpus.Now,
        }));
        if (splice.Suffix is null || OrNull(() => Encode(model, splice.Suffix).AsEnumerable()) is not { } ids)
        {
            return spliced is null ? null : $"splice at {splice.End}: is not refused";
        }

        var suffix = ids.ToImmutableArray();
        var (expected, replaced) = Join(model, buffer, suffix);
        return spliced is not null && spliced.PromptIds.SequenceEqual(expected) && spliced.ReplacedCount == replaced
            ? null
            : $"splice at {splice.End}: expected {replaced} replaced, {string.Join(' ', expected)}, "
                + (spliced is null ? "found a refusal" : $"found {spliced.ReplacedCount} replaced, {string.Join(' ', spliced.PromptIds)}");
    }

    /// <summary>Some tokens that end as a turn may: with a stop token, with another opener than the one that follows, or in its midst.</summary>
    private static ImmutableArray<int> Buffer(FamilyModel model, int number) => Encode(model, "So" + model.Renderer.Family.Boundary switch
    {
        _ when number % 4 == 0 => "",
        BoundaryRule.AppendAfter rule => rule.Stop,
        BoundaryRule.ReplaceTrailing rule => rule.Openers[number % rule.Openers.Length],
        _ => model.Renderer.Family.StopTokens.FirstOrDefault(),
    });

    /// <summary>The reference's <c>merge_tokens</c>; where the opener that goes is the one that comes, it stays.</summary>
    private static (ImmutableArray<int> Ids, int Replaced) Join(FamilyModel model, ImmutableArray<int> buffer, ImmutableArray<int> suffix) =>
        model.Renderer.Family.Boundary switch
        {
            BoundaryRule.AppendAfter rule when buffer[^1] == Encode(model, rule.Stop)[0] => ([.. buffer, .. Encode(model, rule.Filler), .. suffix], 0),
            BoundaryRule.ReplaceTrailing rule when rule.Openers.Any(opener => Encode(model, opener)[0] == buffer[^1]) =>
                ([.. buffer[..^1], .. suffix], suffix[0] == buffer[^1] ? 0 : 1),
            _ => ([.. buffer, .. suffix], 0),
        };

    private static ImmutableArray<int> Encode(FamilyModel model, string text) => model.Renderer.Encode(text);

    private static T? OrNull<T>(Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (Exception refused) when (refused is RenderException or MessageException)
        {
            return null;
        }
    }

    private static string Around(string? text, string? other)
    {
        var at = Math.Max(0, text.AsSpan().CommonPrefixLength(other) - 60);
        return text is null ? "(refused)" : text.Substring(at, Math.Min(200, text.Length - at));
    }
}
