using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Server.Wire;

/// <summary>Which line of its session a request is of, by the ids that agents send of themselves; never by the name of a program.</summary>
/// <remarks>Claude Code 2.1.332, Codex 0.171.0 and opencode 1.18.33 as they were seen; docs/clients.md has the table.</remarks>
internal static class AgentLine
{
    private const string CodexMetadata = "x-codex-turn-metadata";

    /// <summary>Reads the line; null where the request says nothing of one.</summary>
    /// <param name="request">Its headers.</param>
    /// <param name="body">Its body, a JSON object.</param>
    /// <param name="asked">The same as its face read it.</param>
    public static SessionLine? Read(HttpRequest request, JsonElement body, TurnRequest asked)
    {
        var (id, parent) = Codex(request) ?? ClaudeCode(request) ?? OpenCode(request) ?? (null, null);
        var kind = SideRequest.IsTitle(asked) ? LineKind.Title : IsCompaction(request, body) ? LineKind.Compaction : (LineKind?)null;
        return (id, kind) == (null, null) ? null : new(IdOf(id), IdOf(parent), kind);
    }

    /// <summary>A sub-agent has a thread of its own in the session of its parent.</summary>
    private static (string? Id, string? Parent)? Codex(HttpRequest request) => Header(request, "thread-id") is { } thread
        ? (thread, Header(request, "x-codex-parent-thread-id") ?? SessionBeside(request, thread))
        : null;

    private static string? SessionBeside(HttpRequest request, string thread) =>
        Header(request, "x-openai-subagent") is not null && Header(request, "session-id") is { } session && session != thread
            ? session
            : null;

    /// <summary>A sub-agent has the id of the session, and one of its own.</summary>
    private static (string? Id, string? Parent)? ClaudeCode(HttpRequest request) =>
        Header(request, "x-claude-code-session-id") is not { } session ? null
        : Header(request, "x-claude-code-agent-id") is not { } agent ? (session, null)
        : ($"{session}/{agent}", Header(request, "x-claude-code-parent-agent-id") is { } above ? $"{session}/{above}" : session);

    /// <summary>A sub-agent has a session of its own.</summary>
    private static (string? Id, string? Parent)? OpenCode(HttpRequest request) =>
        Header(request, "x-session-id") is { } session ? (session, Header(request, "x-parent-session-id")) : null;

    /// <summary>Codex says what a request is for in the metadata of its turn, in the header or in the body.</summary>
    private static bool IsCompaction(HttpRequest request, JsonElement body) =>
        Header(request, "x-openai-subagent") == "compact"
        || SaysCompaction(Header(request, CodexMetadata))
        || (body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty("client_metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && (IsCompactionKind(metadata)
                || (metadata.TryGetProperty(CodexMetadata, out var inner)
                    && inner.ValueKind == JsonValueKind.String
                    && SaysCompaction(inner.GetString()))));

    private static bool SaysCompaction(string? json)
    {
        if (json is null || !json.Contains("request_kind", StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            return IsCompactionKind(JsonElement.Parse(json));
        }
        catch (JsonException)
        {
            // It is the agent's own note; whoever else writes one says nothing by it.
            return false;
        }
    }

    private static bool IsCompactionKind(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("request_kind", out var kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("compaction");

    private static string? Header(HttpRequest request, string name) =>
        request.Headers[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>What is too long or too odd for an id is told apart all the same.</summary>
    private static string? IdOf(string? text) => text is null || SessionLine.IsId(text)
        ? text
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
