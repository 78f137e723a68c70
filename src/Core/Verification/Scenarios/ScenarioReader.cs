using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Messages;

namespace Tito.Core.Verification.Scenarios;

/// <summary>Reads golden scenarios. Every error is a <see cref="GoldenFormatException"/> with the place in the file.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class ScenarioReader
{
    // A body may nest 64 levels; in the file it lies a few levels deeper.
    private const int MaxDepth = 80;

    private static readonly ImmutableArray<string> Fields =
        ["format", "version", "name", "kind", "family", "assets", "wire", "opened_at", "open", "steps", "expect", "fails", "seal"];

    private static readonly ImmutableArray<string> ExpectFields = ["genesis", "digest", "mismatches", "active"];

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="GoldenFormatException">It is no scenario of a version that this release reads, or its seal is broken.</exception>
    public static GoldenScenario Read(ReadOnlyMemory<byte> utf8)
    {
        ScenarioSeal.Check(utf8.Span);
        ScenarioSeal.RequireText(utf8.Span);
        var root = Parse(utf8);
        Identify(root);
        root.Object(Fields);
        var steps = ImmutableArray.CreateRange(root["steps"].Items().Select(ScenarioStepReader.Read));
        return new()
        {
            Name = root["name"].Text(),
            Kind = root["kind"].Text(),
            Family = root["family"].Text(),
            Assets = root["assets"].Text(),
            Wire = root["wire"].Text(),
            OpenedAt = root["opened_at"].Time(),
            Open = root["open"].Object().Valid().Json,
            Steps = steps.IsEmpty ? throw root["steps"].Refusal("must have at least one step.") : Linked(root["steps"], steps),
            Expected = ReadExpectation(root["expect"].Object(ExpectFields)),
            Fails = root["fails"].Present is { } fails ? ScenarioFailureReader.Read(fails) : null,
        };
    }

    /// <summary>Whether a file says that it is a scenario, whatever else is wrong with it.</summary>
    /// <param name="root">The whole file.</param>
    public static bool IsScenario(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out var format)
        && format.ValueKind == JsonValueKind.String && format.ValueEquals(GoldenScenario.FormatName);

    private static void Identify(JsonPlace root)
    {
        if (root["format"].Text() != GoldenScenario.FormatName)
        {
            throw root["format"].Refusal($"must be \"{GoldenScenario.FormatName}\".");
        }

        if (root["version"].Int32() is var version && version != GoldenScenario.Version)
        {
            throw root["version"].Refusal($"the file has version {version}; this release reads {GoldenScenario.Version}.");
        }
    }

    private static JsonPlace Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return GoldenField.Root(StrictJson.Parse(utf8.Span, MaxDepth)).Object();
        }
        catch (JsonException broken)
        {
            throw new GoldenFormatException("$", broken.Message, broken);
        }
    }

    private static ImmutableArray<ScenarioStep> Linked(JsonPlace at, ImmutableArray<ScenarioStep> steps)
    {
        foreach (var (index, place) in at.Items().Index())
        {
            if (steps[index].Expected.Repeats is { } earlier && (earlier >= index || steps[earlier].Do != ScenarioAction.Turn))
            {
                throw place["expect"]["repeats"].Refusal("must be the number of an earlier step that takes a turn.");
            }
        }

        return steps;
    }

    private static SessionExpectation ReadExpectation(JsonPlace expected) => new()
    {
        Genesis = expected["genesis"].Present?.Digest(),
        Digest = expected["digest"].Present?.Digest(),
        Mismatches = expected["mismatches"].Present is { } types ? [.. types.Items().Select(type => type.Word<MismatchType>())] : null,
        Active = expected["active"].Present is not { } active ? null
            : active.Int32() is >= -1 and var turn ? turn
            : throw active.Refusal("must be the sequence of a turn, or -1 for none."),
    };
}
