using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Tests.Unit.Rendering;

/// <summary>Render requests from what a test cares about.</summary>
internal static class Requests
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static RenderRequest Of(
        Family family, IReadOnlyList<ChatMessage> messages, string? tools = null, string? arguments = null, bool generate = false) => new()
        {
            Messages = messages,
            Tools = Tools(tools),
            Arguments = Arguments(family, arguments),
            AddGenerationPrompt = generate,
            Now = Now,
        };

    public static ToolList Tools(string? json) => ToolList.Parse(json is null ? null : JsonElement.Parse(json));

    public static TemplateArguments Arguments(Family family, string? json) =>
        TemplateArguments.Merge(family, null, json is null ? null : JsonElement.Parse(json));
}
