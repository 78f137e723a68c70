using System.Collections.Concurrent;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Rendering;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios.Models;
using Tito.Server.Options;
using Tito.Simulation.Scenarios;
using Tito.Tokenizers;

namespace Tito.Replay.Models;

/// <summary>The models of a replay, each loaded once: those that scenarios name by files beside them, and the one of the options.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="assets">The folder of the model's files that the options name; null for the restored ones.</param>
/// <param name="family">The family that the options name; null where they name none.</param>
internal sealed class ReplayModels(string? assets, Family? family)
{
    /// <summary>A template in the place of each family's; null for the families' own.</summary>
    public string? Template { get; init; }

    /// <summary>Whether the family that the options name is that of scenarios too, which name their own otherwise.</summary>
    public bool OverridesScenarios { get; init; }

    private const string Folder = "models";
    private const string Pools = "pools.json";
    private const string Tokenizers = "tokenizer.json";
    private const string Config = "tokenizer_config.json";

    private readonly ConcurrentDictionary<string, Lazy<SeededScenarios>> _seeds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<SessionModel>> _models = new(StringComparer.Ordinal);

    /// <summary>Refuses to begin where the options name no model's files: that is no failure of what would be replayed.</summary>
    /// <exception cref="AssetException">They are missing; it says what brings them.</exception>
    public void Require() => AssetFolder.Require(assets);

    /// <summary>The model of golden trajectories and exports: that of the options, or else of the file's own family.</summary>
    /// <param name="name">The family that the file names.</param>
    /// <exception cref="AssetException">Its files cannot be used.</exception>
    /// <exception cref="InvalidDataException">No family has this name.</exception>
    public SessionModel OfFamily(string name) =>
        Get($"family {name}", () => SessionModel.Load(Under(family ?? Named(name)), AssetFolder.Load(assets), null));

    /// <summary>The model of a scenario: the one that a file <c>models/NAME.json</c> beside it or above it declares.</summary>
    /// <param name="file">Where the scenario lies.</param>
    /// <param name="name">What the scenario calls its assets.</param>
    /// <param name="familyName">The scenario's family; a model without a file is that of the options.</param>
    /// <exception cref="AssetException">Its files cannot be used.</exception>
    /// <exception cref="GoldenFormatException">The declaration is none.</exception>
    public SessionModel OfScenario(string file, string name, string familyName) => Find(file, name) is { } declared
        ? Get(declared, () => Declared(declared))
        : OfFamily(familyName);

    /// <summary>The seeded scenarios of a manifest, from the pools beside it.</summary>
    /// <param name="manifest">Where the manifest lies.</param>
    /// <exception cref="IOException">There are no pools.</exception>
    public SeededScenarios Seeds(string manifest) => _seeds.GetOrAdd(
        Path.GetDirectoryName(Path.GetFullPath(manifest))!,
        folder => new(() => new(ScenarioPools.Read(File.ReadAllBytes(Path.Combine(folder, Pools)))))).Value;

    private SessionModel Declared(string path)
    {
        var declared = GoldenModel.Read(StrictJson.Parse(File.ReadAllBytes(path)));
        var of = Under(OverridesScenarios && family is not null ? family : Named(declared.Family));
        if (declared.AddedTokens.IsEmpty)
        {
            return SessionModel.Load(of, AssetFolder.Load(assets), null);
        }

        var folder = AssetFolder.Find(assets);
        var tokenizer = Path.Combine(folder, Tokenizers);
        var files = new CheckpointFiles(
            Tokenizers,
            declared.TokenizerJson(File.ReadAllBytes(tokenizer)),
            declared.ConfigJson(File.ReadAllBytes(Path.Combine(folder, Config))));
        return SessionModel.Load(of, ModelAssets.Load(TokenizerSnapshot.Load(tokenizer, files), files.Config), null);
    }

    private Family Under(Family named) => Template is null ? named : named with
    {
        FixedTemplate = Template,
        Encoding = null,
        EarlierTemplates = [],
    };

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
