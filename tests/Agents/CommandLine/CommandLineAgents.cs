using System.Collections.Immutable;
using Tito.Simulation;
using Tito.Tests.Agents.Runs;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.CommandLine;

/// <summary>The command-line agents of the table, started offline: no update, no list of models, no telemetry to wait for.</summary>
internal static class CommandLineAgents
{
    /// <summary>The turns that each prompt takes: those of the script, and the answer.</summary>
    public const int TurnsOfAPrompt = 4;

    public static ImmutableArray<CommandLineAgent> All { get; } =
    [
        new(
            "@qwen-code/qwen-code",
            folder => Script(
                new("read_file", $$"""{"file_path": "{{folder.Note}}"}"""),
                new("glob", """{"pattern": "*.txt"}"""),
                new("grep_search", """{"pattern": "hello|naïve"}"""),
                new("run_shell_command", """{"command": "wc -c < note.txt", "is_background": false}""")),
            (_, baseUrl, prompt, goesOn) => new(
                NodeProgram.Path,
                [
                    Module("@qwen-code/qwen-code", "cli-entry.js"), "--auth-type", "openai", "--yolo", "-o", "json",
                    .. goesOn ? ["-c"] : Array.Empty<string>(), "-p", prompt,
                ],
                ("OPENAI_BASE_URL", baseUrl.AbsoluteUri), ("OPENAI_API_KEY", "unused"), ("OPENAI_MODEL", "qwen3"))),
        new(
            "opencode-ai",
            folder => Script(
                new("read", $$"""{"filePath": "{{folder.Note}}"}"""),
                new("glob", """{"pattern": "*.txt"}"""),
                new("grep", """{"pattern": "hello|naïve"}"""),
                new("bash", """{"command": "wc -c < note.txt", "description": "Counts bytes"}""")),
            (folder, baseUrl, prompt, goesOn) =>
            {
                File.WriteAllText(Path.Combine(folder.Path, "opencode.json"), OpenCodeConfiguration(baseUrl));
                return new(
                    Module("opencode-linux-x64", "bin", "opencode"),
                    ["run", "-m", "tito/qwen3", "--format", "json", .. goesOn ? ["-c"] : Array.Empty<string>(), prompt],
                    ("OPENCODE_DISABLE_AUTOUPDATE", "1"), ("OPENCODE_DISABLE_MODELS_FETCH", "1"));
            }),
    ];

    /// <summary>A call, a text with two calls, a call, an answer; always after thinking.</summary>
    private static ImmutableArray<ScriptedTurn> Script(ScriptedCall first, ScriptedCall second, ScriptedCall third, ScriptedCall last) =>
        [new(Says: false, [first]), new(Says: true, [second, third]), new(Says: false, [last])];

    private static string OpenCodeConfiguration(Uri baseUrl) => $$"""
        {
          "provider": {
            "tito": {
              "npm": "@ai-sdk/openai-compatible",
              "options": { "baseURL": "{{baseUrl.AbsoluteUri}}", "apiKey": "unused" },
              "models": { "qwen3": {} }
            }
          },
          "permission": { "*": "allow" }
        }
        """;

    private static string Module(params ReadOnlySpan<string> parts) =>
        Repository.PathTo(["tests", "Agents", "CommandLine", "node_modules", .. parts]);
}
