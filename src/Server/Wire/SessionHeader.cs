namespace Tito.Server.Wire;

/// <summary>The headers in which a request names its session: this server's own, and those that agents send of themselves.</summary>
internal static class SessionHeader
{
    /// <summary>This server's own, of requests and of answers.</summary>
    public const string Name = "x-tito-session";

    /// <summary>
    /// <c>true</c> in the answer to the request that opened its session; else absent. In the middle of a conversation it says that the
    /// session which had it is gone.
    /// </summary>
    public const string Opened = "x-tito-session-opened";

    /// <summary>Claude Code, Codex, and opencode, whose sub-agents name the session that began them.</summary>
    private static readonly string[] Agents = ["x-claude-code-session-id", "session-id", "x-parent-session-id", "x-session-id"];

    /// <summary>All of them, for errors.</summary>
    public static string Names { get; } = string.Join(", ", Agents.Prepend(Name));

    /// <summary>The session that a request names; null for none.</summary>
    public static string? Read(HttpRequest request) =>
        Agents.Prepend(Name).Select(name => request.Headers[name].ToString()).FirstOrDefault(id => id.Length > 0);
}
