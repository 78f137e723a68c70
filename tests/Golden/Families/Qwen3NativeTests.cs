using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Server.Options;

namespace Tito.Tests.Golden.Families;

/// <summary>
/// Qwen3's published template renders a conversation append-only when its render of the whole, which ends where a generation begins,
/// starts with its render of each prefix that a session meets: before an assistant turn with the generation prompt, and behind one without.
/// </summary>
public sealed class Qwen3NativeTests
{
    private const int Conversations = 1500;

    [Fact]
    public void Render_WhereThePublishedTemplateIsAppendOnly_IsTheSameByBothTemplates()
    {
        var assets = AssetFolder.Load(null);
        var family = FamilyRegistry.Find("qwen3")!;
        var (native, ours) = (ChatRenderer.WithOwnTemplate(family, assets), ChatRenderer.Create(family, assets));
        var (appendOnly, withReasoning) = (0, 0);
        for (var seed = 0; seed < Conversations; seed++)
        {
            // Where the user speaks once, the published template keeps all reasoning, so many of these are append-only.
            var conversation = Conversation.Generate(family, seed, oneTask: seed % 2 == 0);
            var whole = Render(native, conversation, conversation.Messages.Count, generate: true);
            if (conversation.Messages[^1].Role == Role.Assistant || !Cuts(conversation).All(cut => whole.StartsWith(
                Render(native, conversation, cut.Count, cut.Generate), StringComparison.Ordinal)))
            {
                continue;
            }

            Assert.Equal(whole, Render(ours, conversation, conversation.Messages.Count, generate: true));
            appendOnly++;
            withReasoning += whole.Contains("<think>\n", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(appendOnly >= 30 && withReasoning >= 10, $"{appendOnly} conversations, {withReasoning} of them with a think block, are too few.");
    }

    private static IEnumerable<(int Count, bool Generate)> Cuts(Conversation conversation) => conversation.Messages.Index()
        .Where(message => message.Item.Role == Role.Assistant)
        .SelectMany(message => new[] { (message.Index, true), (message.Index + 1, false) });

    private static string Render(ChatRenderer renderer, Conversation conversation, int count, bool generate) => renderer.Render(
        FamilyCorpus.Request(renderer.Family, [.. conversation.Messages.Take(count)], conversation.Tools, conversation.Kwargs, generate));
}
