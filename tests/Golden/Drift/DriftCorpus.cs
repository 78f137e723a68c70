using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Replay.Drift;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Golden.Drift;

/// <summary>The changed setups, and what the oracle says that they do to the golden trajectories.</summary>
internal static class DriftCorpus
{
    private static readonly string Folder = Repository.PathTo("tests", "Golden", "corpus", "drift");

    /// <summary>The golden trajectories.</summary>
    public static string Trajectories => Repository.PathTo("tests", "Golden", "corpus", "trajectories");

    /// <summary>The names of the setups.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.expected.json").Order(StringComparer.Ordinal)
        .Select(path => Path.GetFileName(path).Split('.')[0]);

    /// <summary>What the oracle says of a setup.</summary>
    public static JsonElement Expected(string name) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.expected.json")));

    /// <summary>A setup as a file, with a tokenizer of its own where it has one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="folder">Takes the files.</param>
    public static DriftSetup Setup(string name, TempFolder folder)
    {
        var expected = Expected(name).GetProperty("setup");
        var setup = new JsonObject();
        foreach (var field in (string[])["template", "family_file"])
        {
            if (expected.GetProperty(field).GetString() is { } file)
            {
                setup[field] = Path.Combine(Folder, file);
            }
        }

        if (((string[])["merge", "added", "swap"]).Any(change => expected.GetProperty(change).ValueKind != JsonValueKind.Null))
        {
            WriteAssets(expected, folder);
            setup["assets"] = ".";
        }

        File.WriteAllText(folder.File("setup.json"), setup.ToJsonString());
        return DriftSetupReader.Read(folder.File("setup.json"));
    }

    private static void WriteAssets(JsonElement change, TempFolder folder)
    {
        var published = AssetFolder.Find(null);
        var tokenizer = JsonNode.Parse(File.ReadAllBytes(Path.Combine(published, "tokenizer.json")))!;
        if (change.GetProperty("merge") is { ValueKind: JsonValueKind.Array } merge)
        {
            var merges = tokenizer["model"]!["merges"]!.AsArray();
            merges.RemoveAt(merges.Index().Single(entry => JsonNode.DeepEquals(entry.Item, JsonNode.Parse(merge.GetRawText()))).Index);
        }

        if (change.GetProperty("added").GetString() is { } text)
        {
            var tokens = tokenizer["added_tokens"]!.AsArray();
            tokens.Add(new JsonObject
            {
                ["id"] = tokens.Max(token => token!["id"]!.GetValue<int>()) + 1,
                ["content"] = text,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = false,
            });
        }

        if (change.GetProperty("swap") is { ValueKind: JsonValueKind.Array } swap)
        {
            var vocabulary = tokenizer["model"]!["vocab"]!;
            var (first, second) = (swap[0].GetString()!, swap[1].GetString()!);
            (vocabulary[first], vocabulary[second]) = (vocabulary[second]!.DeepClone(), vocabulary[first]!.DeepClone());
        }

        File.WriteAllText(folder.File("tokenizer.json"), tokenizer.ToJsonString());
        File.Copy(Path.Combine(published, "tokenizer_config.json"), folder.File("tokenizer_config.json"));
    }
}
