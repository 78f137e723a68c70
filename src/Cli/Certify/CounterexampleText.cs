using System.Globalization;
using System.Text;
using System.Text.Json;
using Tito.Core.Certification;
using Tito.Core.Messages;

namespace Tito.Cli.Certify;

/// <summary>
/// A counterexample as plain text: the conversation with its cut, then both sides from a little before their first difference.
/// </summary>
internal static class CounterexampleText
{
    private const int Before = 40;
    private const int After = 80;

    /// <summary>A kind in words.</summary>
    public static string Name(DefectKind kind) => WireName.Of(kind).Replace('_', ' ');

    /// <summary>Writes it, without a newline at the end.</summary>
    public static string Write(Counterexample defect)
    {
        var text = new StringBuilder();
        var roles = defect.Surface == default ? "none" : defect.Surface.ToString();
        text.Append(CultureInfo.InvariantCulture, $"{Name(defect.Kind)}, appended roles: {roles}\n");
        for (var i = 0; i < defect.Messages.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {i}: {CanonicalText(defect.Messages[i])}\n");
            if (i + 1 == defect.CutIndex && i + 1 < defect.Messages.Length)
            {
                text.Append("  -- cut --\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"  tools: {Tools(defect)}; arguments: {Arguments(defect)}\n");
        if (defect.CharIndex > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"the two agree on {defect.CharIndex} characters\n");
        }

        Append(text, '-', defect.Expected, defect.CharIndex);
        Append(text, '+', defect.Actual, defect.CharIndex);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The effective arguments as one JSON object.</summary>
    public static string Arguments(Counterexample defect) =>
        $"{{{string.Join(", ", defect.Arguments.Values.Select(argument => $"\"{argument.Key}\": {argument.Value.GetRawText()}"))}}}";

    private static string Tools(Counterexample defect) =>
        defect.Tools is not { } tools ? "none" : string.Join(", ", tools.EnumerateArray().Select(NameOf));

    private static string? NameOf(JsonElement tool) => tool.GetProperty("function").GetProperty("name").GetString();

    private static void Append(StringBuilder text, char sign, CounterexampleSide side, int charIndex)
    {
        var start = Math.Max(0, charIndex - Before);
        var shown = side.Text.Substring(start, Math.Min(side.Text.Length - start, charIndex - start + After));
        var end = start + shown.Length < side.Text.Length ? "…" : " (end)";
        text.Append(CultureInfo.InvariantCulture, $"{sign} {side.Label}: {(start > 0 ? "…" : "")}{ReadableJson.Quote(shown)}{end}\n");
        if (side.Line is { } line)
        {
            text.Append(CultureInfo.InvariantCulture, $"{sign}   template line {line}: {side.Source}\n");
        }
    }

    private static string CanonicalText(ChatMessage message) => Encoding.UTF8.GetString(CanonicalJson.ToBytes(message.Json));
}
