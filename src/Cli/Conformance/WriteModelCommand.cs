using System.CommandLine;
using Tito.Core.Messages;
using Tito.Core.Verification.Scenarios.Models;
using Tito.Server.Options;

namespace Tito.Cli.Conformance;

/// <summary>
/// <c>tito conformance write-model NAME DIR</c>: the tokenizer files of a model of vectors, for the server that is to serve it.
/// </summary>
internal static class WriteModelCommand
{
    private const string Tokenizers = "tokenizer.json";
    private const string Config = "tokenizer_config.json";
    private const string Template = "chat_template.jinja";

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The model, by the name that vectors have for it, as glm47." };
        var target = new Argument<string>("DIR") { Description = "The folder that gets tokenizer.json and tokenizer_config.json." };
        var assets = CliOptions.Assets();
        var command = new Command("write-model", "Write the tokenizer files of a model of the vectors.") { name, target, assets };
        command.SetAction((result, _) => CliRun.GuardAsync(() => Task.FromResult(
            Write(result.GetValue(name)!, result.GetValue(target)!, AssetFolder.Find(result.GetValue(assets))))));
        return command;
    }

    private static int Write(string name, string target, string assets)
    {
        var declaration = Path.Combine(ConformanceOptions.Installed, "models", $"{name}.json");
        var declared = GoldenModel.Read(StrictJson.Parse(File.ReadAllBytes(declaration)));
        var (tokenizer, config) = (File.ReadAllBytes(Path.Combine(assets, Tokenizers)), File.ReadAllBytes(Path.Combine(assets, Config)));
        Directory.CreateDirectory(target);
        File.WriteAllBytes(Path.Combine(target, Tokenizers), declared.AddedTokens.IsEmpty ? tokenizer : declared.TokenizerJson(tokenizer));
        File.WriteAllBytes(Path.Combine(target, Config), declared.AddedTokens.IsEmpty ? config : declared.ConfigJson(config));
        if (declared.AddedTokens.IsEmpty && File.Exists(Path.Combine(assets, Template)))
        {
            File.Copy(Path.Combine(assets, Template), Path.Combine(target, Template), overwrite: true);
        }

        return CliRun.Success;
    }
}
