using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tito.Replay.Plays;

/// <summary>Puts the ids that a server made into the bodies of later steps: <c>$call.S.I</c> and <c>$response.S</c>.</summary>
internal static partial class MadeIds
{
    /// <summary>A body as it is sent.</summary>
    /// <param name="body">The body of the scenario.</param>
    /// <param name="steps">The steps before it.</param>
    /// <exception cref="InvalidDataException">An id is wanted that no answer had.</exception>
    public static ReadOnlyMemory<byte> Fill(JsonElement body, ImmutableArray<PlayedStep> steps)
    {
        var text = body.GetRawText();
        return Encoding.UTF8.GetBytes(
            text.Contains("\"$", StringComparison.Ordinal) ? Placeholder.Replace(text, match => JsonText(Id(match, steps))) : text);
    }

    private static string JsonText(string id) => $"\"{JsonEncodedText.Encode(id)}\"";

    private static string Id(Match match, ImmutableArray<PlayedStep> steps)
    {
        var told = Number(match.Groups["step"]) is var step && step < steps.Length ? steps[step].Told : null;
        var id = match.Groups["call"] is { Success: true } place
            ? Number(place) is var call && call < told?.Calls.Length ? told.Calls[call].Id : null
            : told?.Id;
        return id ?? throw new InvalidDataException($"{match.Value} names an id that no answer had.");
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        "\$(?:call\.(?<step>[0-9]{1,6})\.(?<call>[0-9]{1,6})|response\.(?<step>[0-9]{1,6}))"
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Placeholder { get; }
}
