namespace Tito.Tests.Unit.Repository;

/// <summary>Fails a test with everything that a rule found, under one sentence that says what to do about it.</summary>
internal static class Findings
{
    internal static void AssertNone(string advice, IEnumerable<string> findings)
    {
        var all = findings.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{advice}\n  {string.Join("\n  ", all)}");
    }
}
