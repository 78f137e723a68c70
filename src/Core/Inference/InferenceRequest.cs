using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Inference;

/// <summary>What an engine shall continue: token ids, and a body that the port passes on unread.</summary>
/// <remarks>Immutable and thread-safe, as long as the document behind <see cref="Body"/> is not disposed.</remarks>
public sealed record InferenceRequest
{
    /// <summary>The session, as the key by which a router finds the engine that has the prefix in its cache: visible ASCII.</summary>
    public required string SessionId { get; init; }

    /// <summary>The whole prompt, int32 <c>[tokens]</c>, each 0 or more.</summary>
    public required ImmutableArray<int> PromptIds { get; init; }

    /// <summary>Which routed experts are wanted, or null for none.</summary>
    public RoutedExpertsRequest? RoutedExperts { get; init; }

    /// <summary>The client's chat body with the effective <c>chat_template_kwargs</c>: a JSON object without duplicate keys.</summary>
    public required JsonElement Body { get; init; }
}
