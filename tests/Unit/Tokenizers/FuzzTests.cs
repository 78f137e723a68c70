using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

/// <summary>
/// Seeded mutants of everything that is loaded. A mutant loads or is refused with <see cref="AssetException"/>, and one that loads
/// encodes and decodes. <c>TITO_FUZZ_MUTANTS</c> and <c>TITO_FUZZ_SEED</c> set how many there are and which.
/// </summary>
public sealed class FuzzTests
{
    private const string Sample = "abc ab's 12 <s>é中\U0001F600\n";

    private static readonly int Mutants = Setting("TITO_FUZZ_MUTANTS", 3000);
    private static readonly int Seed = Setting("TITO_FUZZ_SEED", 1);

    [Fact]
    public void Load_OfMutants_LoadsOrRefuses() =>
        Run(Encoding.UTF8.GetBytes(TinyTokenizer.Json().ToJsonString()), mutant => Tokenizer.Load(mutant));

    [Fact]
    public void LoadTiktoken_OfMutants_LoadsOrRefuses() => Run(
        TiktokenTests.RankFile("ab", "bc", "abc"),
        mutant => Tokenizer.LoadTiktoken(mutant, @"\p{N}{1,3}", new Dictionary<string, int> { ["<s>"] = 300 }));

    [Fact]
    public void LoadCheckpoint_OfMutantsOfAPieceModel_LoadsOrRefuses() => Run(
        new TinyPieceModel().Merge("ab", "</", "s>").Add("\n", TinyPieceModel.UserDefined).Build(),
        mutant => Tokenizer.LoadCheckpoint(new("tokenizer.model", mutant, "{}"u8.ToArray())));

    [Fact]
    public void LoadSnapshot_OfMutantsWithAMatchingSum_LoadsOrRefuses()
    {
        const int sumAt = 8;
        var identity = TinyTokenizer.Load().Identity.ToArray();
        Run(TinyTokenizer.Load().ToSnapshot(), mutant =>
        {
            // With the sum made right, the mutation reaches what the sum protects.
            if (mutant.Length >= sumAt + SHA256.HashSizeInBytes)
            {
                SHA256.HashData(mutant.AsSpan(sumAt + SHA256.HashSizeInBytes)).CopyTo(mutant, sumAt);
            }

            return Tokenizer.LoadSnapshot(mutant, identity);
        });
    }

    private static void Run(byte[] original, Func<byte[], Tokenizer> load)
    {
        var random = new Random(Seed);
        var loaded = 0;
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutator.Mutate(original, random);
            try
            {
                var tokenizer = load(mutant);
                tokenizer.Decode(tokenizer.Encode(Sample, SpecialTokens.Parse).AsSpan(), skipSpecialTokens: true);
                loaded++;
            }
            catch (AssetException)
            {
                // The documented answer.
            }
        }

        Assert.InRange(loaded, 1, Mutants - 1);
    }

    private static int Setting(string name, int fallback) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : fallback;
}
