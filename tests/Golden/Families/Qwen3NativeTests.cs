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
    private const int SliceLength = 100;

    private static readonly Family Qwen3 = FamilyRegistry.Find("qwen3")!;
    private static readonly ChatRenderer Native = ChatRenderer.WithOwnTemplate(Qwen3, AssetFolder.Load(null));
    private static readonly ChatRenderer Ours = ChatRenderer.Create(Qwen3, AssetFolder.Load(null));

    public static TheoryData<int> Slices => [.. Enumerable.Range(0, Conversations / SliceLength).Select(slice => slice * SliceLength)];

    [Theory]
    [MemberData(nameof(Slices))]
    public void Render_WhereThePublishedTemplateIsAppendOnly_IsTheSameByBothTemplates(int firstSeed)
    {
        var (appendOnly, withReasoning) = (0, 0);
        Assert.All(Enumerable.Range(firstSeed, SliceLength), seed =>
        {
            // Where the user speaks once, the published template keeps all reasoning, so many of these are append-only.
            var conversation = Conversation.Generate(Qwen3, seed, oneTask: seed % 2 == 0);
            var whole = Render(Native, conversation, conversation.Messages.Count, generate: true);
            if (conversation.Messages[^1].Role == Role.Assistant || !Cuts(conversation).All(cut => whole.StartsWith(
                Render(Native, conversation, cut.Count, cut.Generate), StringComparison.Ordinal)))
            {
                return;
            }

            Assert.Equal(whole, Render(Ours, conversation, conversation.Messages.Count, generate: true));
            appendOnly++;
            withReasoning += whole.Contains("<think>\n", StringComparison.Ordinal) ? 1 : 0;
        });

        Assert.True(
            appendOnly >= 2 && withReasoning >= 1, $"{appendOnly} conversations, {withReasoning} of them with a think block, are too few.");
    }

    private static IEnumerable<(int Count, bool Generate)> Cuts(Conversation conversation) => conversation.Messages.Index()
        .Where(message => message.Item.Role == Role.Assistant)
        .SelectMany(message => new[] { (message.Index, true), (message.Index + 1, false) });

    private static string Render(ChatRenderer renderer, Conversation conversation, int count, bool generate) => renderer.Render(
        FamilyCorpus.Request(renderer.Family, [.. conversation.Messages.Take(count)], conversation.Tools, conversation.Kwargs, generate));
}
