namespace Tito.Tests.Agents.Runs;

/// <summary>A conversation of a session, as its view has it under <c>metadata.roots</c>.</summary>
/// <param name="Kind">What the session took it for; null where nothing said it.</param>
/// <param name="Line">Whose it is; null where nothing said it.</param>
/// <param name="ParentLine">Whose the line is that began it; null for none.</param>
/// <param name="Turns">How many turns grow from it.</param>
internal sealed record AgentRoot(string? Kind, string? Line, string? ParentLine, int Turns);
