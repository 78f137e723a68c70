namespace Tito.Simulation;

/// <summary>A tool call of a script.</summary>
/// <param name="Name">
/// The tool's name as the prompt declares it, or its last part: frameworks put <c>plugin-</c> and the like before the name that they got.
/// </param>
/// <param name="Arguments">A JSON object, spelled as Python's <c>json.dumps</c> spells it, because the model's template does.</param>
public sealed record ScriptedCall(string Name, string Arguments);
