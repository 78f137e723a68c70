using System.Globalization;
using Tito.Core.Messages;

namespace Tito.Replay.Conformance;

/// <summary>Findings for people.</summary>
internal static class VectorText
{
    /// <summary>A finding in a line.</summary>
    public static string Of(VectorFinding finding)
    {
        var turn = finding.Turn.ToString(CultureInfo.InvariantCulture);
        var cause = finding.Cause is { } named ? $" ({WireName.Of(named)})" : "";
        return $"{(finding.Turn < 0 ? "session" : $"turn {turn}")}: {finding.Detail}{cause}";
    }

    /// <summary>Both sides around the first difference, a line each.</summary>
    public static IEnumerable<string> Sides(VectorFinding finding) => finding.Texts is not var (expected, found) ? [] :
    [
        $"expected …{OneLine(expected)}…",
        $"found    …{OneLine(found)}…",
    ];

    private static string OneLine(string text) => string.Concat(text.Select(character => character switch
    {
        '\n' => @"\n",
        '\\' => @"\\",
        _ when char.IsControl(character) => $@"\u{(int)character:x4}",
        _ => $"{character}",
    }));
}
