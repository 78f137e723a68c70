using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Parsers;

public sealed class ParserTests
{
    private const int AllSplitsUpTo = 9;

    public static TheoryData<string> Families => ParserCorpus.Families;

    [Theory]
    [MemberData(nameof(Families))]
    public void Parse_OnEachCaseOfTheCorpus_GivesTheOraclesMessage(string family) =>
        AssertCases(family, ParserCorpus.Tokenizer, _ => true);

    [Theory]
    [MemberData(nameof(Families))]
    public void Parse_WhereMarkersAreNoTokens_ReadsThemAsText(string family)
    {
        if (FamilyRegistry.Find(family)!.Completion is CompletionFormat.Tagged)
        {
            AssertCases(family, ParserCorpus.TextTokenizer, item => !item.IsTypedOut);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Append_HoweverTheIdsAreSplit_GivesTheWholeMessageInDeltas(string family)
    {
        var parser = ParserCorpus.Parser(family, ParserCorpus.Tokenizer);
        var random = new Random(1);
        foreach (var item in ParserCorpus.Cases(family))
        {
            var (ids, prompt) = (item.Ids(ParserCorpus.Tokenizer), item.Prompt(ParserCorpus.Tokenizer));
            var whole = parser.Parse(ids.AsSpan(), item.Tools, prompt.AsSpan());
            foreach (var split in Splits(ids.Length, random))
            {
                ParserLaws.AssertSame(whole, ids, split, parser.Start(item.Tools, prompt.AsSpan()));
            }
        }
    }

    private static void AssertCases(string family, Tokenizer tokenizer, Func<ParserCase, bool> takes)
    {
        var parser = ParserCorpus.Parser(family, tokenizer);
        var wrong = new List<string>();
        foreach (var item in ParserCorpus.Cases(family).Where(takes))
        {
            var ids = item.Ids(tokenizer);
            var message = parser.Parse(ids.AsSpan(), item.Tools, item.Prompt(tokenizer).AsSpan());
            ParserLaws.AssertAccounts(message, ids.Length);
            ParserLaws.AssertKept(message, ids, tokenizer);
            if (ParsedText.Of(message) != item.Expected)
            {
                wrong.Add($"{item.Name}\nexpected\n{item.Expected}\nfound\n{ParsedText.Of(message)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n\n" + string.Join("\n\n", wrong));
    }

    /// <summary>One by one, all at once, every split in two, and every split of a short completion.</summary>
    private static IEnumerable<ImmutableArray<int>> Splits(int count, Random random)
    {
        yield return [.. Enumerable.Repeat(1, count)];
        yield return [count];
        for (var first = 1; first < count; first++)
        {
            yield return [first, count - first];
        }

        for (var mask = 0; count is > 2 and <= AllSplitsUpTo && mask < 1 << (count - 1); mask++)
        {
            yield return [.. Parts(count, at => (mask >> (at - 1) & 1) == 1)];
        }

        yield return [.. Parts(count, _ => random.Next(3) == 0)];
    }

    private static IEnumerable<int> Parts(int count, Func<int, bool> cuts)
    {
        var start = 0;
        for (var at = 1; at <= count; at++)
        {
            if (at == count || cuts(at))
            {
                yield return at - start;
                start = at;
            }
        }
    }
}
