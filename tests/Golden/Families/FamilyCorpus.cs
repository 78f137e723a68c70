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
    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Path.Combine(Root, "tests/Golden/corpus/families"))
        .Select(path => Path.GetFileName(path)).Where(name => name != "conversations").Order(StringComparer.Ordinal);

    /// <summary>A family's model.</summary>
    public static FamilyModel Model(string name) =>
        Models.GetOrAdd(name, key => new(() => new(FamilyRegistry.Find(key)!, Root))).Value;

    /// <summary>The conversations that a family has goldens of.</summary>
    public static IEnumerable<string> Goldens(string family) => GoldenFiles.Names($"families/{family}", ".txt");

    /// <summary>What Jinja2 renders of a conversation with a family's template.</summary>
    public static string Expected(string family, string conversation) => GoldenFiles.Text($"families/{family}/{conversation}.txt");

    /// <summary>A conversation that families share.</summary>
    public static JsonElement Conversation(string name) => GoldenFiles.Json($"families/conversations/{name}.json");

    /// <summary>The named shapes of agent conversations after whose first turn only what a family may append stands.</summary>
    public static IEnumerable<string> Shapes(Family family) => GoldenFiles.Names("families/conversations/shapes", ".json")
        .Where(name => Shape(name).Messages
            .SkipWhile(message => message.Role != Role.Assistant)
            .All(message => message.Role == Role.Assistant || family.AppendRoles.Contains(message.Role)));

    /// <summary>A shape, without the arguments that its goldens are rendered with.</summary>
    public static Conversation Shape(string name)
    {
        var json = Conversation($"shapes/{name}");
        return new(ChatMessage.ParseList(json.GetProperty("messages"), "messages"), json.GetProperty("tools"), JsonElement.Parse("{}"));
    }

    /// <summary>What the render of a golden conversation is given.</summary>
    public static RenderRequest Request(Family family, JsonElement conversation) => Request(
        family,
        ChatMessage.ParseList(conversation.GetProperty("messages"), "messages"),
        conversation.GetProperty("tools"),
        conversation.GetProperty("kwargs"),
        conversation.GetProperty("add_generation_prompt").GetBoolean());

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
