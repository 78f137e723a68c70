using System.Collections.Immutable;

namespace Tito.Simulation;

/// <summary>Finds the turn of a script that a prompt asks for.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class ScriptReader(ImmutableArray<ScriptedTurn> script)
{
    private static readonly ScriptedTurn Answer = new(Says: true, []);

    /// <summary>The turn with its tools named as the prompt declares them; null when there is no script.</summary>
    public ScriptedTurn? Next(PromptReader.Reading prompt)
    {
        if (script.IsEmpty)
        {
            return null;
        }

        if (prompt.ForbidsCalls || Left(prompt).ElementAtOrDefault(prompt.Rounds) is not { } turn)
        {
            return Answer;
        }

        var names = turn.Calls.Select(call => Declared(prompt.Tools, call.Name)).ToImmutableArray();
        return names.Contains(null) ? Answer : turn with { Calls = [.. turn.Calls.Zip(names, (call, name) => call with { Name = name! })] };
    }

    /// <summary>The script without turns that this conversation has no more, or never has.</summary>
    private IEnumerable<ScriptedTurn> Left(PromptReader.Reading prompt) => script.Where(turn => !turn.Once
        || (Declared(prompt.Tools, turn.Calls[0].Name) is { } name
            && !prompt.Earlier.Any(text => text.Contains($"{{\"name\": \"{name}\"", StringComparison.Ordinal))));

    private static string? Declared(ImmutableArray<DeclaredTool> tools, string name) =>
        tools.FirstOrDefault(tool => tool.Name == name)?.Name
        ?? tools.FirstOrDefault(tool => IsLastPart(tool.Name, name))?.Name;

    /// <summary>Whether a name is a declared one's end, after a sign that separates parts.</summary>
    private static bool IsLastPart(string declared, string name) =>
        declared.Length > name.Length
        && declared.EndsWith(name, StringComparison.Ordinal)
        && !char.IsAsciiLetterOrDigit(declared[^(name.Length + 1)]);
}
