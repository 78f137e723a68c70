using System.Collections.Immutable;
using Tito.Replay.Items;
using Tito.Replay.Reports;
using Tito.Replay.Runs;
using Tito.Tests.Support;

namespace Tito.Tests.Golden.Scenarios;

/// <summary>One byte changed anywhere in a golden file is reported, with its line.</summary>
public sealed class ChangedByteTests
{
    private const int Count = 1_000;

    /// <summary>Files whose form is broken so that they cannot be sealed are refused whatever else is wrong with them.</summary>
    private static ImmutableArray<ReplayItem.File> Sealed { get; } =
    [
        .. ScenarioCorpus.Files
            .Concat(ReplayItems.Files([Repository.PathTo("tests", "Golden", "corpus", "trajectories")]))
            .OfType<ReplayItem.File>()
            .Where(file => !file.Name.Contains("/format-json-", StringComparison.Ordinal) && !file.Name.Contains("/format-seal-", StringComparison.Ordinal)),
    ];

    [Fact]
    public async Task Replay_AfterAnyByteIsChanged_NamesItsLine()
    {
        var random = new Random(18);
        await using var replayer = new ItemReplayer(ScenarioCorpus.InProcess, ScenarioCorpus.Models, 0);
        for (var i = 0; i < Count; i++)
        {
            var file = Sealed[random.Next(Sealed.Length)];
            var bytes = await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken);
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 + random.Next(255));

            var result = await replayer.ReplayAsync(file, bytes, TestContext.Current.CancellationToken);

            var line = bytes.AsSpan(0, at).Count((byte)'\n') + 1;
            Assert.False(result.IsGreen, $"byte {at} of {file.Name}");
            Assert.True(
                IsPlaced(ResultText.Of(result), line, isLast: bytes.AsSpan(at + 1).IndexOf((byte)'\n') < 0 || IsSealLine(bytes, at)),
                $"byte {at} of {file.Name}, line {line}: {ResultText.Of(result)}");
        }
    }

    /// <summary>A byte of the seal's own line is a line that is not the sealed one, a field that there is not, or no JSON.</summary>
    private static bool IsPlaced(string text, int line, bool isLast) =>
        text.Contains($"line {line}:", StringComparison.Ordinal)
        || (isLast && (text.Contains("line ", StringComparison.Ordinal)
            || text.Contains($"LineNumber: {line - 1} ", StringComparison.Ordinal)
            || text.Contains("is not known here", StringComparison.Ordinal)));

    private static bool IsSealLine(ReadOnlySpan<byte> bytes, int at) => bytes[at..^1].IndexOf((byte)'\n') < 0;
}
