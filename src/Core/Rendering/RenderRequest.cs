using Tito.Core.Messages;

namespace Tito.Core.Rendering;

/// <summary>The input of one render of a chat template.</summary>
public sealed record RenderRequest
{
    /// <summary>The conversation.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The request's tools.</summary>
    public required ToolList Tools { get; init; }

    /// <summary>The effective template arguments.</summary>
    public required TemplateArguments Arguments { get; init; }

    /// <summary>Whether the text shall end where an assistant turn begins.</summary>
    public required bool AddGenerationPrompt { get; init; }

    /// <summary>
    /// The only time that the template can see. A session passes the time at which it was opened, so that a replay renders the same.
    /// </summary>
    public required DateTimeOffset Now { get; init; }
}
