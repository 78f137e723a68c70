using System.Collections.Immutable;
using Tito.Simulation;

namespace Tito.Tests.Agents.CommandLine;

/// <summary>
/// What the model does after each prompt, in each agent's own tools: lists, reads, says something and searches and counts at once, edits,
/// runs a command that fails, runs one that does not, reads again, and answers; always after thinking.
/// </summary>
internal static class CommandLineScript
{
    /// <summary>A script without sub-agents, and without edits, for which some agents fill in defaults: the line under faults.</summary>
    public static ImmutableArray<ScriptedTurn> Plain(ImmutableArray<ScriptedTurn> script) =>
        [.. script.Where(turn => !turn.Calls.Any(call => call.Name is "Edit" or "edit") && !turn.Once)];

    /// <summary>The script after a sub-agent, which does the same without one of its own.</summary>
    /// <param name="script">What the agent does by itself.</param>
    /// <param name="tool">Its tool for sub-agents.</param>
    /// <param name="arguments">The tool's arguments.</param>
    public static ImmutableArray<ScriptedTurn> WithSubAgent(ImmutableArray<ScriptedTurn> script, string tool, string arguments) =>
        [new(Says: false, [new(tool, arguments)]) { Once = true }, .. script];

    public static ImmutableArray<ScriptedTurn> ClaudeCode(WorkFolder folder) => Script(
        new("Bash", """{"command": "ls -a", "description": "Lists files"}"""),
        new("Read", $$"""{"file_path": "{{folder.Note}}"}"""),
        new("Bash", """{"command": "grep -c hello note.txt", "description": "Searches"}"""),
        new("Edit", $$"""{"file_path": "{{folder.Note}}", "old_string": "✅", "new_string": "✅!"}"""),
        command => new("Bash", $$"""{"command": "{{command}}", "description": "Runs a command"}"""));

    public static ImmutableArray<ScriptedTurn> Codex(WorkFolder _) => Script(
        new("exec_command", """{"cmd": "ls -a"}"""),
        new("exec_command", """{"cmd": "cat note.txt", "yield_time_ms": 10000.0}"""),
        new("exec_command", """{"cmd": "grep -c hello note.txt"}"""),
        new("exec_command", """{"cmd": "sed -i 's/✅/✅!/' note.txt"}"""),
        command => new("exec_command", $$"""{"cmd": "{{command}}"}"""));

    /// <summary>Its sub-agents work beside it, so it sleeps until one is done, whose report is a question to it.</summary>
    public static ImmutableArray<ScriptedTurn> CodexWithSubAgent(WorkFolder folder) =>
    [
        new(
            Says: false,
            [
                new("spawn_agent", """{"message": "Say what note.txt is for."}"""),
                new("exec_command", """{"cmd": "sleep 25", "yield_time_ms": 30000}"""),
            ])
        {
            Once = true,
        },
        .. Codex(folder),
    ];

    public static ImmutableArray<ScriptedTurn> QwenCode(WorkFolder folder) => Script(
        new("glob", """{"pattern": "*.txt"}"""),
        new("read_file", $$"""{"file_path": "{{folder.Note}}"}"""),
        new("grep_search", """{"pattern": "hello|naïve"}"""),
        new("edit", $$"""{"file_path": "{{folder.Note}}", "old_string": "✅", "new_string": "✅!"}"""),
        command => new("run_shell_command", $$"""{"command": "{{command}}", "is_background": false}"""));

    public static ImmutableArray<ScriptedTurn> OpenCode(WorkFolder folder) => Script(
        new("glob", """{"pattern": "*.txt"}"""),
        new("read", $$"""{"filePath": "{{folder.Note}}"}"""),
        new("grep", """{"pattern": "hello|naïve"}"""),
        new("edit", $$"""{"filePath": "{{folder.Note}}", "oldString": "✅", "newString": "✅!"}"""),
        command => new("bash", $$"""{"command": "{{command}}", "description": "Runs a command"}"""));

    private static ImmutableArray<ScriptedTurn> Script(
        ScriptedCall list, ScriptedCall read, ScriptedCall search, ScriptedCall edit, Func<string, ScriptedCall> run) =>
    [
        new(Says: false, [list]),
        new(Says: false, [read]),
        new(Says: true, [search, run("wc -c < note.txt")]),
        new(Says: false, [edit]),
        new(Says: false, [run("cat missing.txt")]),
        new(Says: true, [run("wc -l < note.txt")]),
        new(Says: false, [read]),
    ];
}
