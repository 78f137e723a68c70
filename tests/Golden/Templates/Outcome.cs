using System.Text.Json;
using Tito.Jinja;

namespace Tito.Tests.Golden.Templates;

/// <summary>What rendering came to: text, or that it raised.</summary>
internal sealed record Outcome(string? Text, string? Error)
{
    /// <summary>The oracle's outcome: <c>{"text"}</c> or <c>{"error","message"}</c>.</summary>
    public static Outcome Expected(JsonElement json) => json.TryGetProperty("text", out var text)
        ? new(text.GetString(), null)
        : new(null, $"{json.GetProperty("error").GetString()}: {json.GetProperty("message").GetString()}");

    /// <summary>Our outcome.</summary>
    public static Outcome Of(Func<string> render)
    {
        try
        {
            return new(render(), null);
        }
        catch (TemplateException exception)
        {
            return new(null, $"{exception.Kind}: {exception.Message}");
        }
    }

    /// <summary>The first difference in words, or null: texts must be equal, errors must be errors on both sides.</summary>
    public string? DifferenceFrom(Outcome expected, int caseIndex)
    {
        if (Text is null || expected.Text is null)
        {
            return (Text is null) == (expected.Text is null) ? null : $"case {caseIndex}: expected {expected}, got {this}";
        }

        if (Text == expected.Text)
        {
            return null;
        }

        var at = Text.AsSpan().CommonPrefixLength(expected.Text);
        return $"case {caseIndex} at {at}: expected {Show(expected.Text, at)}, got {Show(Text, at)}";
    }

    private static string Show(string text, int at) =>
        $"\"{JsonEncodedText.Encode(text[Math.Max(0, at - 10)..Math.Min(text.Length, at + 30)])}\"";
}
