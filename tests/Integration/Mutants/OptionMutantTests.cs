using System.CommandLine;
using System.Text;
using Tito.Server.CommandLine;
using Tito.Server.Options;
using Tito.Server.Options.Declared;
using Tito.Tests.Unit.Tokenizers;

namespace Tito.Tests.Integration.Mutants;

/// <summary>Damaged command lines of the server: options, or a refusal that names one.</summary>
public sealed class OptionMutantTests
{
    /// <summary>Values that some option takes.</summary>
    private static readonly string[] Values =
    [
        "1", "0", "7071", "16", "0.5", "-1", "2147483648", "1e9", "NaN", "", "true", "all", "none", "drop", "refuse", "keep", "header", "api-key", "errors", "127.0.0.1",
        "::1", "qwen3", "http://127.0.0.1:30000", "sglang+http://127.0.0.1:1,vllm+http://127.0.0.1:2", "reference", """{"policy":"tree"}""", "02:30", "48x8",
        "https://account.table.core.windows.net", "UseDevelopmentStorage=true", "k", "weights", "\0", "\ud800", "../../etc", "--port",
    ];

    [Fact]
    public void ADamagedCommandLine_IsReadOrRefusedByName()
    {
        var options = new ServerCommandOptions();
        var command = new Command("serve");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        var (random, seen) = (new Random(20261129), new Dictionary<string, int>());
        for (var i = 0; i < MutantCount.Share(30); i++)
        {
            string[] args = [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(_ => Pair(random))];
            var result = command.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (result.Errors.Count > 0)
            {
                Assert.NotEmpty(UsageError.Of(result));
                seen.Count("refused by the command line");
                continue;
            }

            var thrown = Record.Exception(() => ServerOptionsReader.Read(options.Read(result), bringsEngine: random.Next(2) == 0));

            Assert.True(thrown is null or OptionException, $"Mutant {i}: {string.Join(' ', args)}\n{thrown}");
            seen.Count(thrown is null ? "read" : "refused by its option");
        }

        MutantCount.Tell("options", seen, TimeSpan.Zero);
        Assert.Equal(3, seen.Count);
    }

    private static string[] Pair(Random random)
    {
        var name = $"--{ServerDeclarations.All[random.Next(ServerDeclarations.All.Length)].Name}";
        var value = Values[random.Next(Values.Length)];
        name = random.Next(10) == 0 ? Damaged(name, random) : name;
        value = random.Next(3) == 0 ? Damaged(value, random) : value;
        return random.Next(12) == 0 ? [name] : [name, value];
    }

    private static string Damaged(string text, Random random) =>
        Encoding.Latin1.GetString(Mutator.Mutate(Encoding.UTF8.GetBytes(text), random));
}
