using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Verification.Scenarios;

/// <summary>Reads how a broken scenario has to fail.</summary>
public static class ScenarioFailureReader
{
    private static readonly ImmutableArray<string> Fields = ["step", "at", "index", "field"];

    /// <summary>How a file that is no scenario says that it has to fail; null where it does not say, or is not JSON.</summary>
    /// <param name="utf8">The file's bytes.</param>
    public static ScenarioFailure? Find(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new() { MaxDepth = 1_000 });
            return ScenarioReader.IsScenario(document.RootElement) && GoldenField.Root(document.RootElement)["fails"].Present is { } fails
                ? Read(fails)
                : null;
        }
        catch (Exception broken) when (broken is JsonException or GoldenFormatException or InvalidOperationException)
        {
            // The last is how the document says of a text that it is no Unicode.
            return null;
        }
    }

    /// <summary>Reads the member <c>fails</c>.</summary>
    internal static ScenarioFailure Read(JsonPlace fails) => new(
        fails.Object(Fields)["step"].Present is not { } step ? -1
            : step.Int32() is >= -1 and var number ? number
            : throw step.Refusal("must be the number of a step, or -1 for the session."),
        fails["at"].Word<ScenarioPlace>(),
        fails["index"].Present?.Count(),
        fails["field"].Present?.Text());
}
