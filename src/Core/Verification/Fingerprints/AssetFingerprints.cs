using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Fingerprints;

/// <summary>The fingerprints of what makes prompts here: tokenizer, template and family.</summary>
public static class AssetFingerprints
{
    /// <summary>The tokenizer's files.</summary>
    public const string Tokenizer = "tokenizer";

    /// <summary>The chat template's text, or an encoder's name and version.</summary>
    public const string Template = "template";

    /// <summary>The family: its name, and its declaration where a file gives one.</summary>
    public const string Family = "family";

    /// <summary>What else the genesis binds: special tokens and fixed arguments; and the server's arguments.</summary>
    public const string Arguments = "arguments";

    /// <summary>The fingerprints of a model, in the order of their names.</summary>
    /// <param name="model">The served model.</param>
    public static ImmutableArray<Fingerprint> Of(SessionModel model)
    {
        using var arguments = new DigestBuilder();
        arguments.Add(model.ServerArguments is { } server ? CanonicalJson.ToBytes(server) : []);
        foreach (var (name, value) in model.Family.FixedArguments)
        {
            arguments.Add(name).Add(CanonicalJson.ToBytes(value));
        }

        return
        [
            new(Arguments, arguments.Build().ToString()),
            new(Family, model.Family.Declaration is { } declared ? $"{model.Family.Name} {declared}" : model.Family.Name),
            new("genesis", model.Genesis.ToString()),
            new(Template, model.Renderer.TemplateDigest.ToString()),
            new(Tokenizer, Convert.ToHexStringLower(model.Renderer.Tokenizer.Identity)),
        ];
    }
}
