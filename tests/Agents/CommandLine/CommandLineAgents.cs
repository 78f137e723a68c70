using System.Collections.Immutable;
using Tito.Tests.Agents.Runs;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.CommandLine;

/// <summary>The command-line agents of the table, started offline: no update, no list of models, no telemetry to wait for.</summary>
internal static class CommandLineAgents
{
    private const string Tree = """{"policy":"tree"}""";

    /// <summary>The turns that each prompt takes: those of the script, and the answer.</summary>
    public const int TurnsOfAPrompt = 8;

    /// <summary>The tokens at which Codex compacts: in the middle of the second prompt, after which a prompt's turns do not reach it again.</summary>
    private const int CompactsAt = 10_260;

    public static ImmutableArray<CommandLineAgent> All { get; } =
    [
        new("Claude Code", "@anthropic-ai/claude-code", "", CommandLineScript.ClaudeCode, ClaudeCode),
        new("Codex", "@openai/codex", "", CommandLineScript.Codex, (folder, url, prompt, goesOn) => Codex(folder, url, prompt, goesOn, "")),
        new("Codex, with a compaction", "@openai/codex", Tree, CommandLineScript.Codex, (folder, url, prompt, goesOn) =>
            Codex(folder, url, prompt, goesOn, $"model_auto_compact_token_limit = {CompactsAt}"))
        {
            Ways = [CommandLineAgent.TwoPrompts],
        },
        QwenCode("openai", "OPENAI", url => url),
        QwenCode("anthropic", "ANTHROPIC", Root),
        OpenCode("openai-compatible"),
        OpenCode("anthropic"),
        OpenCode("openai"),
    ];

    private static CommandLineStart ClaudeCode(WorkFolder folder, Uri baseUrl, string prompt, bool goesOn) => new(
        Module("@anthropic-ai/claude-code-linux-x64", "claude"),
        [
            "--dangerously-skip-permissions", "--output-format", "json", "--model", "qwen3", .. goesOn ? ["-c"] : Array.Empty<string>(),
            "-p", prompt,
        ],
        ("ANTHROPIC_BASE_URL", Root(baseUrl).AbsoluteUri.TrimEnd('/')),
        ("ANTHROPIC_API_KEY", "unused"),
        ("IS_SANDBOX", "1"),
        ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"));

    private static CommandLineStart Codex(WorkFolder folder, Uri baseUrl, string prompt, bool goesOn, string setting)
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
    }

    private static CommandLineAgent QwenCode(string wire, string prefix, Func<Uri, Uri> url) => new(
        $"Qwen Code, `{wire}`",
        "@qwen-code/qwen-code",
        Tree,
        CommandLineScript.QwenCode,
        (_, baseUrl, prompt, goesOn) => new(
            NodeProgram.Path,
            [
                Module("@qwen-code/qwen-code", "cli-entry.js"), "--auth-type", wire, "--yolo", "-o", "json",
                .. goesOn ? ["-c"] : Array.Empty<string>(), "-p", prompt,
            ],
            ($"{prefix}_BASE_URL", url(baseUrl).AbsoluteUri.TrimEnd('/')), ($"{prefix}_API_KEY", "unused"), ($"{prefix}_MODEL", "qwen3")));

    private static CommandLineAgent OpenCode(string provider) => new(
        $"opencode, `{provider}`",
        "opencode-ai",
        Tree,
        CommandLineScript.OpenCode,
        (folder, baseUrl, prompt, goesOn) =>
        {
            File.WriteAllText(Path.Combine(folder.Path, "opencode.json"), $$"""
                {
                  "provider": {
                    "tito": {
                      "npm": "@ai-sdk/{{provider}}",
                      "options": { "baseURL": "{{baseUrl.AbsoluteUri}}", "apiKey": "unused" },
                      "models": { "qwen3": {} }
                    }
                  },
                  "permission": { "*": "allow" }
                }
                """);
            return new(
                Module("opencode-linux-x64", "bin", "opencode"),
                ["run", "-m", "tito/qwen3", "--format", "json", .. goesOn ? ["-c"] : Array.Empty<string>(), prompt],
                ("OPENCODE_DISABLE_AUTOUPDATE", "1"), ("OPENCODE_DISABLE_MODELS_FETCH", "1"));
        });

    /// <summary>What Anthropic's clients put <c>/v1/messages</c> after.</summary>
    private static Uri Root(Uri baseUrl) => new(baseUrl, ".");

    private static string Module(params ReadOnlySpan<string> parts) =>
        Repository.PathTo(["tests", "Agents", "CommandLine", "node_modules", .. parts]);
}
