using System.Collections.Concurrent;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Rendering;
using Tito.Server.Options;
using Tito.Tokenizers;

namespace Tito.Replay.Models;

/// <summary>The models of a replay, each loaded once: those that scenarios name by files beside them, and the one of the options.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="assets">The folder of the model's files that the options name; null for the restored ones.</param>
/// <param name="family">The family that the options name; null where they name none.</param>
internal sealed class ReplayModels(string? assets, Family? family)
{
    private const string Folder = "models";

    private readonly ConcurrentDictionary<string, Lazy<SessionModel>> _models = new(StringComparer.Ordinal);

    /// <summary>The model of golden trajectories and exports: that of the options, or else of the file's own family.</summary>
    /// <param name="name">The family that the file names.</param>
    /// <exception cref="AssetException">Its files cannot be used.</exception>
    /// <exception cref="InvalidDataException">No family has this name.</exception>
    public SessionModel OfFamily(string name) =>
        Get($"family {name}", () => SessionModel.Load(family ?? Named(name), AssetFolder.Load(assets), null));

    /// <summary>The model of a scenario: the one that a file <c>models/NAME.json</c> beside it or above it declares.</summary>
    /// <param name="file">Where the scenario lies.</param>
    /// <param name="name">What the scenario calls its assets.</param>
    /// <param name="familyName">The scenario's family; a model without a file is that of the options.</param>
    /// <exception cref="AssetException">Its files cannot be used.</exception>
    public SessionModel OfScenario(string file, string name, string familyName) => Find(file, name) is { } declared
        ? Get(declared, () => Declared(declared))
        : OfFamily(familyName);

    private SessionModel Declared(string path)
    {
        var declared = JsonElement.Parse(File.ReadAllBytes(path));
        return declared.GetProperty("added_tokens").GetArrayLength() == 0
            ? SessionModel.Load(Named(declared.GetProperty("family").GetString()!), AssetFolder.Load(assets), null)
            : throw new InvalidDataException($"{path}: added tokens are not read yet.");
    }

    private SessionModel Get(string key, Func<SessionModel> load) => _models.GetOrAdd(key, _ => new(load)).Value;

    private static Family Named(string name) => FamilyRegistry.Find(name)
        ?? throw new InvalidDataException($"family: there is no family {name}.");

    private static string? Find(string file, string name)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(file)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, Folder, $"{name}.json") is var path && File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
