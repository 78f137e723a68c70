using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Tokens;

namespace Tito.Core.Splicing;

/// <summary>The starting point of a splice.</summary>
public sealed record SpliceRequest
{
    /// <summary>The tokens so far; empty for the first turn.</summary>
    public required TokenBuffer Prefix { get; init; }

    /// <summary>The messages that <see cref="Prefix"/> holds; empty for the first turn.</summary>
    public required IReadOnlyList<ChatMessage> Stored { get; init; }

    /// <summary>The messages that follow; may be empty when only a generation prompt is added.</summary>
    public required IReadOnlyList<ChatMessage> Appended { get; init; }

    /// <summary>
    /// Whether <see cref="Prefix"/> ends in a completion that did not end: then what the family writes at the end of a turn closes it
    /// first, as far as it is not there already.
    /// </summary>
    public bool ClosesPrefix { get; init; }

    /// <summary>How many of the last tokens of <see cref="Prefix"/> were sampled after its end and give way, 0 or more.</summary>
    public int DroppedCount { get; init; }

    /// <summary>The request's tools.</summary>
    public required ToolList Tools { get; init; }

    /// <summary>The effective template arguments.</summary>
    public required TemplateArguments Arguments { get; init; }

    /// <summary>The only time that the template can see.</summary>
    public required DateTimeOffset Now { get; init; }
}
