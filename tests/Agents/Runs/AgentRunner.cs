namespace Tito.Tests.Agents.Runs;

/// <summary>Lets an agent work on its task.</summary>
/// <param name="baseUrl">The base URL of an OpenAI server, which is a session's.</param>
/// <param name="way"><c>whole</c> or <c>streamed</c>.</param>
/// <param name="cancellationToken">Gives the work up.</param>
/// <returns>How it ended, and what it said in the end.</returns>
internal delegate Task<AgentEnd> AgentRunner(Uri baseUrl, string way, CancellationToken cancellationToken);
