using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Inference;

/// <summary>What an engine shall continue, and how it shall sample.</summary>
/// <remarks>Immutable and thread-safe, as long as the documents behind it are not disposed.</remarks>
public sealed record InferenceRequest
{
    /// <summary>
    /// Names this request among all: visible ASCII that ends with a slash, so that no id is the beginning of another one. The ids of a
    /// session begin with the session's id and a slash.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The session, as the key by which a router finds the engine that has the prefix in its cache: visible ASCII.</summary>
    public required string SessionId { get; init; }

    /// <summary>The whole prompt.</summary>
    public required Prompt Prompt { get; init; }

    /// <summary>Which routed experts are wanted, or null for none.</summary>
    public RoutedExpertsRequest? RoutedExperts { get; init; }

    /// <summary>The client's sampling fields: a JSON object without duplicate keys, named as in OpenAI's chat API.</summary>
    public required JsonElement Fields { get; init; }

    /// <summary>The most tokens to sample, 1 or more, instead of what <see cref="Fields"/> say; null where they decide.</summary>
    public int? TokenLimit { get; init; }

    /// <summary>The fewest tokens to sample, 0 or more, instead of what <see cref="Fields"/> say; null where they decide.</summary>
    public int? MinTokens { get; init; }

    /// <summary>
    /// How many weight versions an engine may be behind the newest one that is known, 0 or more; null for any number. An engine whose
    /// version is not known may be asked.
    /// </summary>
    public int? MaxStaleness { get; init; }

    /// <summary>The conversation that the prompt stands for.</summary>
    public required ConversationJson Conversation { get; init; }
}
