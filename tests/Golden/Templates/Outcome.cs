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

    /// <summary>The oracle's outcome of a case that is a file of its own.</summary>
    public static Outcome Read(string path) => GoldenFiles.Exists(path + GoldenFiles.Error)
        ? new(null, GoldenFiles.Text(path + GoldenFiles.Error))
        : new(GoldenFiles.Text(path + GoldenFiles.Expected), null);

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
    public string? DifferenceFrom(Outcome expected, string name)
    {
        if (Text is null || expected.Text is null)
        {
            return (Text is null) == (expected.Text is null) ? null : $"{name}: expected {expected}, got {this}";
        }

        if (Text == expected.Text)
        {
            return null;
        }

        var at = Text.AsSpan().CommonPrefixLength(expected.Text);
        return $"{name} at {at}: expected {Show(expected.Text, at)}, got {Show(Text, at)}";
    }

    private static string Show(string text, int at) =>
        $"\"{JsonEncodedText.Encode(text[Math.Max(0, at - 10)..Math.Min(text.Length, at + 30)])}\"";
}
