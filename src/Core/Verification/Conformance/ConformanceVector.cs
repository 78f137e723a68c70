using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Verification.Conformance;

/// <summary>
/// Requests that any session server can be asked, what its engine gives, and the token ids that must arrive there (docs/conformance.md).
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record ConformanceVector
{
    /// <summary>The value of the field <c>format</c>, by which a file says what it is.</summary>
    public const string FormatName = "tito.conformance-vector";

    /// <summary>The version of the form that this release reads.</summary>
    public const int Version = 1;

    /// <summary>What the vector is called: its path below the vectors' folder without the ending.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about, such as <c>tools.parallel</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>The name of the model, which a file <c>models/NAME.json</c> declares.</summary>
    public required string Model { get; init; }

    /// <summary>What the server has to have.</summary>
    public required ImmutableArray<VectorNeed> Needs { get; init; }

    /// <summary>The session's settings, for a server that takes them when a session is opened: a JSON object.</summary>
    public required JsonElement Open { get; init; }

    /// <summary>The requests, in order; one or more.</summary>
    public required ImmutableArray<VectorTurn> Turns { get; init; }
}
