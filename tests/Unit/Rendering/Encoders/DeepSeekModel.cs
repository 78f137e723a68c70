using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Tests.Unit.Rendering.Encoders;

/// <summary>The DeepSeek encoders over the tokenizer of the unit tests, which has none of their tokens.</summary>
internal static class DeepSeekModel
{
    public const string Begin = "<｜begin▁of▁sentence｜>";
    public const string End = "<｜end▁of▁sentence｜>";

    /// <summary>The family's renderer; with what is fixed taken away, the published encoder's.</summary>
    public static ChatRenderer Renderer(string name, bool asPublished = false)
    {
        var family = FamilyRegistry.Find(name)! with { RequiredTokens = [], StopTokens = [] };
        return ChatRenderer.Create(asPublished ? family with { FixedArguments = [] } : family, TinyModel.Assets());
    }

    public static string Render(this ChatRenderer renderer, string? tools, string? arguments, bool generate, params ChatMessage[] messages) =>
        renderer.Render(Requests.Of(renderer.Family, messages, tools, arguments, generate));
}
