using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Inference;

/// <summary>
/// The conversation as JSON texts, for an engine whose wire wants it beside the ids. The prompt was made without the engine: nothing here
/// may change a token, and an engine's client passes it on unread.
/// </summary>
/// <remarks>Immutable and thread-safe, as long as the documents behind it are not disposed.</remarks>
/// <param name="Messages">The messages from the first on, each a JSON object.</param>
/// <param name="Tools">The tools, a JSON array; null for none.</param>
/// <param name="Arguments">The template's arguments, a JSON object; null for none.</param>
public sealed record ConversationJson(ImmutableArray<JsonElement> Messages, JsonElement? Tools, JsonElement? Arguments);
