using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Server.Options;

namespace Tito.Replay.Drift;

/// <summary>Reads a setup: a folder of a model's files, a template, or a JSON file that names them with a family (docs/drift.md).</summary>
internal static class DriftSetupReader
{
    /// <summary>The word for what the command uses by itself.</summary>
    public const string Current = "current";

    private const int MaxBytes = 64 * 1024;

    private static readonly ImmutableArray<string> Fields = ["assets", "family", "family_file", "template"];

    /// <summary>Reads it.</summary>
    /// <param name="named">A folder, a file <c>*.jinja</c> or <c>*.json</c>, or <see cref="Current"/>.</param>
    /// <exception cref="InvalidDataException">It is none of these, or a file of another form.</exception>
    /// <exception cref="OptionException">There is no such family.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DriftSetup Read(string named) =>
        Directory.Exists(named) ? new(named) { Assets = named }
        : File.Exists(named)
            ? Path.GetExtension(named) switch
            {
                ".jinja" => new(named) { Template = FamilySource.ReadTemplate(named) },
                ".json" => ReadFile(named),
                _ => throw Unknown(named),
            }
        : named == Current ? new(Current)
        : throw Unknown(named);

    /// <summary>Whether something can only be meant for a setup: the word, a template, or a folder of model files.</summary>
    public static bool Reads(string named) =>
        File.Exists(Path.Combine(named, "tokenizer_config.json"))
        || Path.GetExtension(named) == ".jinja"
        || (named == Current && !Path.Exists(named));

    private static DriftSetup ReadFile(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new InvalidDataException($"{path}: has more than {MaxBytes} bytes; it is no setup.");
        }

        var json = Parse(path).Object(Fields);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var (family, familyFile) = (json["family"].Present?.Text(), Beside(json["family_file"]));
        return new(path)
        {
            Assets = Beside(json["assets"]),
            Family = FamilySource.Find(family, familyFile),
            Template = Beside(json["template"]) is { } template ? FamilySource.ReadTemplate(template) : null,
        };

        string? Beside(JsonPlace place) => place.Present?.Text() is { } file ? Path.Combine(folder, file) : null;
    }

    private static JsonPlace Parse(string path)
    {
        try
        {
            return new(
                StrictJson.Parse(File.ReadAllBytes(path)), "$", (at, reason, _) => new InvalidDataException($"{path}: {at} {reason}"));
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path}: is not JSON: {broken.Message}");
        }
    }

    private static InvalidDataException Unknown(string named) => new(
        $"{named}: is no setup. Name a folder of model files, a template (*.jinja), a setup file (*.json), or {Current}.");
}
