using System.Diagnostics;
using System.Globalization;

namespace Tito.Tests.Integration.Mutants;

/// <summary>How many mutants there are: a few in each run, and <c>TITO_MUTANTS</c> of them in <c>./build.sh mutants</c>.</summary>
internal static class MutantCount
{
    /// <summary>Longer than any refusal or answer takes, also where the machine does something else as well.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly int All = int.TryParse(Environment.GetEnvironmentVariable("TITO_MUTANTS"), out var count) ? count : 4_000;

    /// <summary>A share of all, in hundredths.</summary>
    public static int Share(int hundredths) => All * hundredths / 100;

    /// <summary>Says what was seen.</summary>
    public static void Tell(string what, IReadOnlyDictionary<string, int> seen, TimeSpan slowest)
    {
        using var self = Process.GetCurrentProcess();
        var counts = string.Join(", ", seen.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {seen.Values.Sum()} mutants; {counts}; slowest {slowest.TotalMilliseconds:0} ms; peak {self.PeakWorkingSet64 / 1_000_000} MB"));
    }

    /// <summary>One more of a kind.</summary>
    public static void Count(this Dictionary<string, int> seen, string kind) => seen[kind] = seen.GetValueOrDefault(kind) + 1;
}
