namespace Tito.Core.Completions;

/// <summary>A tool call that a model wrote.</summary>
/// <param name="Name">The tool's name, not empty; nobody has checked that such a tool exists.</param>
/// <param name="Arguments">A JSON object as <see cref="ArgumentsText"/> writes it, for <c>function.arguments</c> of a chat message.</param>
public sealed record ParsedToolCall(string Name, string Arguments);
