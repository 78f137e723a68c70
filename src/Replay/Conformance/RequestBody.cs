using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tito.Replay.Conformance;

/// <summary>Puts what a server told into later requests: <c>$message.S</c>, and <c>$call.S.I</c> for the id of a call.</summary>
internal static partial class RequestBody
{
    /// <summary>A body as it is sent.</summary>
    /// <param name="request">The body of the vector.</param>
    /// <param name="turns">The turns before it.</param>
    /// <exception cref="InvalidDataException">A turn told nothing that is wanted now.</exception>
    public static ReadOnlyMemory<byte> Fill(JsonElement request, IReadOnlyList<PlayedTurn> turns) =>
        Encoding.UTF8.GetBytes(Placeholder.Replace(request.GetRawText(), match => Told(match, turns)));

    private static string Told(Match match, IReadOnlyList<PlayedTurn> turns)
    {
        var told = Number(match.Groups["turn"]) is var turn && turn < turns.Count ? turns[turn].Told : null;
        return (match.Groups["call"] is { Success: true } place ? CallId(told, Number(place)) : told?.Json.GetRawText())
            ?? throw new InvalidDataException($"{match.Value} is wanted, and turn {turn} told none.");
    }

    private static string? CallId(ToldMessage? told, int call) =>
        told?.CallIds is { } ids && call < ids.Length ? $"\"{JsonEncodedText.Encode(ids[call])}\"" : null;

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        "\$(?:call\.(?<turn>[0-9]{1,6})\.(?<call>[0-9]{1,6})|message\.(?<turn>[0-9]{1,6}))"
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Placeholder { get; }
}
