using System.CommandLine;
using Tito.Core.Models;
using Tito.Core.Rendering;
using Tito.Server.Options;

namespace Tito.Cli;

/// <summary>Options that several commands share, with one meaning.</summary>
internal static class CliOptions
{
    /// <summary><c>--assets DIR</c>.</summary>
    public static Option<string?> Assets() => new("--assets")
    {
        Description = "The folder of tokenizer.json and tokenizer_config.json. Default: TITO_ASSETS, then the restored Qwen3 assets.",
        HelpName = "DIR",
    };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text for people." };

    /// <summary><c>--markdown FILE</c>.</summary>
    public static Option<string?> Markdown() => new("--markdown")
    {
        Description = "Appends a summary in Markdown to a file, as to that of $GITHUB_STEP_SUMMARY.",
        HelpName = "FILE",
    };

    /// <summary>The assets that the options name.</summary>
    public static ModelAssets LoadAssets(this ParseResult result, Option<string?> assets) => AssetFolder.Load(result.GetValue(assets));

    /// <summary>The model that the options name.</summary>
    public static SessionModel LoadModel(this ParseResult result, Option<string?> assets, FamilyOptions family) =>
        SessionModel.Load(family.Find(result), result.LoadAssets(assets), null);
}
