using System.Collections.Immutable;
using Tito.Tests.Agents.Runs;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.CommandLine;

/// <summary>The command-line agents of the table, started offline: no update, no list of models, no telemetry to wait for.</summary>
internal static class CommandLineAgents
{
    /// <summary>The turns that each prompt takes: those of the script, and the answer.</summary>
    public const int TurnsOfAPrompt = 8;

    /// <summary>What Claude Code's and Qwen Code's tools for sub-agents take: one that has no such tool, and is waited for.</summary>
    private const string Explore =
        """{"description": "Look", "prompt": "Say what note.txt is for.", "subagent_type": "Explore", "run_in_background": false}""";

    /// <summary>Qwen Code compacts at a share of its window: in the middle of the second prompt.</summary>
    private const string QwenCodeCompacts =
        """{"model": {"generationConfig": {"contextWindowSize": 100000}}, "context": {"autoCompactThreshold": 0.184}}""";

    /// <summary>The tokens at which Codex compacts: in the middle of the second prompt, after which a prompt's turns do not reach it again.</summary>
    private const int CompactsAt = 10_260;

    public static ImmutableArray<CommandLineAgent> All { get; } =
    [
        new("Claude Code", "@anthropic-ai/claude-code", CommandLineScript.ClaudeCode, ClaudeCode()),
        new(
            "Claude Code, with a sub-agent and a compaction",
            "@anthropic-ai/claude-code",
            folder => CommandLineScript.WithSubAgent(CommandLineScript.ClaudeCode(folder), "Agent", Explore),
            ClaudeCode(("CLAUDE_CODE_AUTO_COMPACT_WINDOW", "100000"), ("CLAUDE_AUTOCOMPACT_PCT_OVERRIDE", "16.6")))
        {
            Ways = [CommandLineAgent.TwoPrompts],
            Kinds = ["main", "sub-agent"],
            HasFaults = false,
        },
        new("Codex", "@openai/codex", CommandLineScript.Codex, Codex("")),
        new(
            "Codex, with a compaction",
            "@openai/codex",
            CommandLineScript.Codex,
            Codex($"model_auto_compact_token_limit = {CompactsAt}"))
        {
            Ways = [CommandLineAgent.TwoPrompts],
            Kinds = ["compaction", "main"],
            HasFaults = false,
        },
        new("Codex, with a sub-agent", "@openai/codex", CommandLineScript.CodexWithSubAgent, Codex(""))
        {
            Ways = ["one prompt"],
            Kinds = ["main", "sub-agent"],
            HasFaults = false,
        },
        QwenCode("openai", "OPENAI", url => url),
        QwenCode("anthropic", "ANTHROPIC", Root),
        QwenCode("openai", "OPENAI", url => url) with
        {
            Name = "Qwen Code, with a compaction",
            Script = CommandLineScript.QwenCode,
            Files = [(".qwen/settings.json", QwenCodeCompacts)],
            Ways = [CommandLineAgent.TwoPrompts],
            HasFaults = false,
        },
        OpenCode("openai-compatible"),
        OpenCode("anthropic"),
        OpenCode("openai"),
        OpenCode("openai-compatible", """{"limit": {"context": 12800, "output": 4096}}""") with
        {
            Name = "opencode, with a compaction",
            Script = CommandLineScript.OpenCode,
            Ways = [CommandLineAgent.TwoPrompts],
            Kinds = ["compaction", "main", "title"],
            HasFaults = false,
        },
    ];

    private static Func<WorkFolder, Uri, string, bool, CommandLineStart> ClaudeCode(params (string Name, string Value)[] settings) =>
        (_, baseUrl, prompt, goesOn) => new(
            Module("@anthropic-ai/claude-code-linux-x64", "claude"),
            [
                "--dangerously-skip-permissions", "--output-format", "json", "--model", "qwen3", .. goesOn ? ["-c"] : Array.Empty<string>(),
                "-p", prompt,
            ],
            [
                ("ANTHROPIC_BASE_URL", Root(baseUrl).AbsoluteUri.TrimEnd('/')),
                ("ANTHROPIC_API_KEY", "unused"),
                ("IS_SANDBOX", "1"),
                ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
                .. settings,
            ]);

    private static Func<WorkFolder, Uri, string, bool, CommandLineStart> Codex(string setting) => (folder, baseUrl, prompt, goesOn) =>
    {
        var settings = Directory.CreateDirectory(Path.Combine(folder.Home, ".codex"));
        File.WriteAllText(Path.Combine(settings.FullName, "config.toml"), $"""
            model = "qwen3"
            model_provider = "tito"
            {setting}
            [model_providers.tito]
            name = "tito"
            base_url = "{baseUrl.AbsoluteUri}"
            wire_api = "responses"
            env_key = "TITO_KEY"
            [analytics]
            enabled = false

            """);
        string[] flags = ["--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "--json"];
        return new(
            NodeProgram.Path,
            [
                Module("@openai/codex", "bin", "codex.js"), "exec", .. goesOn ? ["resume", "--last"] : Array.Empty<string>(), .. flags,
                prompt,
            ],
            ("TITO_KEY", "unused"));
    };

    private static CommandLineAgent QwenCode(string wire, string prefix, Func<Uri, Uri> url) => new(
        $"Qwen Code, `{wire}`",
        "@qwen-code/qwen-code",
        folder => CommandLineScript.WithSubAgent(CommandLineScript.QwenCode(folder), "agent", Explore),
        (_, baseUrl, prompt, goesOn) => new(
            NodeProgram.Path,
            [
                Module("@qwen-code/qwen-code", "cli-entry.js"), "--auth-type", wire, "--yolo", "-o", "json",
                .. goesOn ? ["-c"] : Array.Empty<string>(), "-p", prompt,
            ],
            ($"{prefix}_BASE_URL", url(baseUrl).AbsoluteUri.TrimEnd('/')), ($"{prefix}_API_KEY", "unused"), ($"{prefix}_MODEL", "qwen3")));

    private static CommandLineAgent OpenCode(string provider, string model = "{}") => new(
        $"opencode, `{provider}`",
        "opencode-ai",
        folder => CommandLineScript.WithSubAgent(
            CommandLineScript.OpenCode(folder),
            "task",
            """{"description": "Look", "prompt": "Say what note.txt is for.", "subagent_type": "general"}"""),
        (folder, baseUrl, prompt, goesOn) =>
        {
            File.WriteAllText(Path.Combine(folder.Path, "opencode.json"), $$"""
                {
                  "provider": {
                    "tito": {
                      "npm": "@ai-sdk/{{provider}}",
                      "options": { "baseURL": "{{baseUrl.AbsoluteUri}}", "apiKey": "unused" },
                      "models": { "qwen3": {{model}} }
                    }
                  },
                  "permission": { "*": "allow" }
                }
                """);
            return new(
                Module("opencode-linux-x64", "bin", "opencode"),
                ["run", "-m", "tito/qwen3", "--format", "json", .. goesOn ? ["-c"] : Array.Empty<string>(), prompt],
                ("OPENCODE_DISABLE_AUTOUPDATE", "1"), ("OPENCODE_DISABLE_MODELS_FETCH", "1"));
        })
    {
        Kinds = ["main", "sub-agent", "title"],
    };

    /// <summary>What Anthropic's clients put <c>/v1/messages</c> after.</summary>
    private static Uri Root(Uri baseUrl) => new(baseUrl, ".");

    private static string Module(params ReadOnlySpan<string> parts) =>
        Repository.PathTo(["tests", "Agents", "CommandLine", "node_modules", .. parts]);
}
