using System.Collections.Concurrent;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Support;
using Tito.Tests.Support.Families;

namespace Tito.Tests.Golden.Families;

/// <summary>The families' goldens and their models, each loaded once.</summary>
internal static class FamilyCorpus
{
    private static readonly ConcurrentDictionary<string, Lazy<FamilyModel>> Models = new();

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Repository.Root;

    /// <summary>The time that the oracle renders at.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 9, 8, 7, TimeSpan.Zero);

    /// <summary>The families that have goldens.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Path.Combine(Root, "tests/Golden/corpus/families"), "*.jsonl")
        .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>A family's model.</summary>
    public static FamilyModel Model(string name) =>
        Models.GetOrAdd(name, key => new(() => new(FamilyRegistry.Find(key)!, Root))).Value;

    /// <summary>A family's cases.</summary>
    public static IEnumerable<JsonElement> Cases(string name) =>
        File.ReadLines(Path.Combine(Root, $"tests/Golden/corpus/families/{name}.jsonl")).Select(line => JsonElement.Parse(line));

    /// <summary>The shapes of agent conversations that the oracle names.</summary>
    public static IEnumerable<Conversation> Shapes
    {
        get
        {
            var file = JsonElement.Parse(File.ReadAllBytes(Path.Combine(Root, "tests/Golden/corpus/families/shapes.json")));
            return file.GetProperty("shapes").EnumerateArray().Select(shape => new Conversation(
                ChatMessage.ParseList(shape.GetProperty("messages"), "messages"), file.GetProperty("tools"), JsonElement.Parse("{}")));
        }
    }

    /// <summary>What a render is given.</summary>
    public static RenderRequest Request(Family family, IReadOnlyList<ChatMessage> messages, JsonElement? tools, JsonElement? kwargs, bool generate) => new()
    {
        Messages = messages,
        Tools = ToolList.Parse(tools),
        Arguments = TemplateArguments.Merge(family, null, kwargs),
        AddGenerationPrompt = generate,
        Now = Now,
    };
}
