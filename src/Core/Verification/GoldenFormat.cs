using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Core.Verification.Scenarios;
using Tito.Core.Verification.Scenarios.Models;

namespace Tito.Core.Verification;

/// <summary>Which kind of golden file some bytes are, before they are read as one.</summary>
public static class GoldenFormat
{
    /// <summary>What the pools of seeded scenarios call themselves.</summary>
    public const string Pools = "tito.golden-pools";

    private const int MaxDepth = 1_000;

    private static readonly ImmutableArray<string> Names =
    [
        GoldenTrajectory.FormatName, GoldenScenario.FormatName, GoldenModel.FormatName, GoldenPromptFile.FormatName, Pools,
    ];

    /// <summary>
    /// The value of the top-level field <c>format</c>, or null where there is none. Of bytes that are not JSON it is the one of the known
    /// names that stands somewhere in them, so that a broken file is refused as what it was.
    /// </summary>
    /// <param name="utf8">The file.</param>
    public static string? Find(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new() { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("format"))
                    {
                        return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    }

                    reader.Skip();
                }
            }

            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second is how the reader says of a text that it is no Unicode.
            foreach (var name in Names)
            {
                if (utf8.IndexOf(Encoding.UTF8.GetBytes(name)) >= 0)
                {
                    return name;
                }
            }

            return null;
        }
    }
}
