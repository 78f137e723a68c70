using System.Text;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Tests.Unit.Tokenizers;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Rendering;

/// <summary>A family with the test's own template, over the byte-level tokenizer that can be computed by hand.</summary>
internal static class TinyModel
{
    private static readonly Tokenizer Tokenizer = TinyTokenizer.Load();

    public static Family Family(string? template) => new()
    {
        Name = "tiny",
        FixedTemplate = template,
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        AssistantStart = "<s>",
    };

    public static ModelAssets Assets(string config = "{}") => ModelAssets.Load(Tokenizer, Encoding.UTF8.GetBytes(config));

    public static ChatRenderer Renderer(string template, string config = "{}") => ChatRenderer.Create(Family(template), Assets(config));
}
