using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Replay.Checks;

namespace Tito.Replay.Conformance;

/// <summary>Findings for people.</summary>
internal static class VectorText
{
    /// <summary>A finding in a line.</summary>
    public static string Of(VectorFinding finding) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(finding.Turn < 0 ? "session" : $"turn {finding.Turn}")}: {finding.Detail}{(finding.Cause is { } cause ? $" ({WireName.Of(cause)})" : "")}");

    /// <summary>Both sides around the first difference, a line each.</summary>
    public static IEnumerable<string> Sides(VectorFinding finding) => finding.Tokens is not { } window ? [] :
    [
        $"expected …{Side(window.Expected)}…",
        $"found    …{Side(window.Found)}…",
    ];

    private static string Side(ImmutableArray<TokenWindow.Token> side) =>
        JsonEncodedText.Encode(string.Concat(side.Select(token => token.Text)), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
