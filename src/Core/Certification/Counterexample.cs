using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Core.Certification;

/// <summary>A conversation that shows a defect, made as small as it goes.</summary>
public sealed record Counterexample
{
    /// <summary>The promise that it breaks.</summary>
    public required DefectKind Kind { get; init; }

    /// <summary>The conversation.</summary>
    public required ImmutableArray<ChatMessage> Messages { get; init; }

    /// <summary>The request's tools: a JSON array, or null.</summary>
    public required JsonElement? Tools { get; init; }

    /// <summary>The effective template arguments.</summary>
    public required TemplateArguments Arguments { get; init; }

    /// <summary>The roles that it appends after generated turns.</summary>
    public required RoleSurface Surface { get; init; }

    /// <summary>
    /// How many of the messages lie before the cut at which it breaks; 1 to their number, 0 where the opening itself fails.
    /// </summary>
    public required int CutIndex { get; init; }

    /// <summary>The first UTF-16 index in which the two sides differ; 0 where they cannot be laid side by side.</summary>
    public required int CharIndex { get; init; }

    /// <summary>The claim that must hold.</summary>
    public required CounterexampleSide Expected { get; init; }

    /// <summary>The text that was found.</summary>
    public required CounterexampleSide Actual { get; init; }
}
