using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Completions;

namespace Tito.Tests.Golden.Parsers;

/// <summary>
/// Random token sequences, of a family's markers, of the corpus' tokens and of any others: TITO_PARSER_SEQUENCES a family, of the seed
/// TITO_PARSER_SEED.
/// </summary>
public sealed class RandomCompletionTests
{
    private static readonly int Count = Setting("TITO_PARSER_SEQUENCES", 1_500);
    private static readonly int Seed = Setting("TITO_PARSER_SEED", 1);

    public static TheoryData<string> Families => ParserCorpus.Families;

    [Theory]
    [MemberData(nameof(Families))]
    public void Append_OfAnyTokens_AccountsForEachAndGivesTheWholeMessage(string family)
    {
        var tokenizer = ParserCorpus.Tokenizer;
        var parser = ParserCorpus.Parser(family, tokenizer);
        var cases = ParserCorpus.Cases(family).Select(item => (Ids: item.Ids(tokenizer), Prompt: item.Prompt(tokenizer))).ToArray();
        var markers = tokenizer.AddedTokens.Select(token => token.Id).ToArray();
        var frequent = cases.SelectMany(item => item.Ids).Where(markers.Contains).ToArray();
        var random = new Random(Seed);
        for (var sequence = 0; sequence < Count; sequence++)
        {
            var ids = random.Next(2) == 0 ? Mutated(cases[random.Next(cases.Length)].Ids, random) : [.. Enumerable
                .Range(0, random.Next(40))
                .Select(_ => random.Next(20) switch
                {
                    < 7 => frequent[random.Next(frequent.Length)],
                    < 15 => cases[random.Next(cases.Length)].Ids is { Length: > 0 } some ? some[random.Next(some.Length)] : 0,
                    < 17 => markers[random.Next(markers.Length)],
                    < 19 => random.Next(tokenizer.VocabularySize),
                    _ => random.Next(2) == 0 ? -1 : tokenizer.VocabularySize + random.Next(1000),
                })];
            var tools = random.Next(8) == 0 ? CompletionTools.None : ParserCorpus.Tools;
            var prompt = cases[random.Next(cases.Length)].Prompt;
            try
            {
                var whole = parser.Parse(ids.AsSpan(), tools, prompt.AsSpan());
                ParserLaws.AssertAccounts(whole, ids.Length);
                ParserLaws.AssertKept(whole, ids, tokenizer);
                ParserLaws.AssertSame(whole, ids, Split(ids.Length, random), parser.Start(tools, prompt.AsSpan()));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(
                    $"sequence {sequence} of seed {Seed}, tools {!tools.IsEmpty}, "
                    + $"prompt [{string.Join(' ', prompt)}], ids [{string.Join(' ', ids)}]\n"
                    + $"{tokenizer.Decode([.. ids.Where(tokenizer.HasToken)], skipSpecialTokens: false)}",
                    error);
            }
        }
    }

    private static ImmutableArray<int> Mutated(ImmutableArray<int> ids, Random random)
    {
        for (var changes = random.Next(4); changes > 0 && ids.Length > 0; changes--)
        {
            var (at, other) = (random.Next(ids.Length), random.Next(ids.Length));
            ids = random.Next(4) switch
            {
                0 => ids.RemoveAt(at),
                1 => ids.Insert(at, ids[other]),
                2 => ids.SetItem(at, ids[other]),
                _ => ids[..at],
            };
        }

        return ids;
    }

    private static ImmutableArray<int> Split(int count, Random random)
    {
        var split = ImmutableArray.CreateBuilder<int>();
        for (var left = count; left > 0; left -= split[^1])
        {
            split.Add(1 + random.Next(Math.Min(left, 5)));
        }

        return split.ToImmutable();
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
