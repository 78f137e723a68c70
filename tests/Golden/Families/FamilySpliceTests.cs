using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Prompts;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Support.Families;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Families;

/// <summary>
/// For every family: the buffer of canonical tokens behind a turn, spliced with what is appended, is the canonical tokenization of
/// the whole. The gate takes 60 conversations a family; TITO_FAMILY_CONVERSATIONS takes another number.
/// </summary>
public sealed class FamilySpliceTests
{
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("TITO_FAMILY_CONVERSATIONS") is { Length: > 0 } set ? set : "60", CultureInfo.InvariantCulture);

    private const int SliceLength = 20;

    /// <summary>The default family has no template of its own to test.</summary>
    private static readonly Family[] Tested = [.. FamilyRegistry.All.Where(family => family.Name != "default")];

    public static TheoryData<string> Families => [.. Tested.Select(family => family.Name)];

    /// <summary>Each family with the first seeds of slices of its generated conversations.</summary>
    public static TheoryData<string, int> Slices => [.. Tested.SelectMany(family =>
        Enumerable.Range(0, (Count + SliceLength - 1) / SliceLength).Select(slice => (family.Name, slice * SliceLength)))];

    /// <summary>Each family with the shapes that append only what it may append, and their numbers.</summary>
    public static TheoryData<string, string, int> Shapes =>
        [.. Tested.SelectMany(family => FamilyCorpus.Shapes(family).Select((shape, number) => (family.Name, shape, number)))];

    [Theory]
    [MemberData(nameof(Slices))]
    public void Splice_OfACanonicalBuffer_IsTheCanonicalTokenizationOfTheWhole(string name, int firstSeed)
    {
        var model = FamilyCorpus.Model(name);
        var (length, splices) = (int.Min(SliceLength, Count - firstSeed), 0);

        Assert.All(
            Enumerable.Range(firstSeed, length), seed => splices += Check(model, Conversation.Generate(model.Renderer.Family, seed), seed));

        Assert.True(splices > length, $"{splices} splices in {length} conversations are too few.");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Splice_OfAShape_IsTheCanonicalTokenizationOfTheWhole(string name, string shape, int number) =>
        Assert.True(Check(FamilyCorpus.Model(name), FamilyCorpus.Shape(shape), number) > 0);

    [Theory]
    [MemberData(nameof(Families))]
    public void Corpus_HasSeventeenShapesAndFourteenForAFamilyWithoutSystemMessages(string name)
    {
        var family = FamilyRegistry.Find(name)!;
        Assert.True(FamilyCorpus.Shapes(family).Count() >= (family.AppendRoles.Contains(Role.System) ? 17 : 14));
    }

    /// <summary>Roles are held to what may follow a turn; a conversation that begins with nothing follows none, and has any.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Continue_OfNothing_IsTheCanonicalTokenizationOfTheWhole(string name)
    {
        var model = FamilyCorpus.Model(name);
        var messages = ChatMessage.ParseList(
            JsonElement.Parse("""[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}]"""), "messages");
        var request = FamilyCorpus.Request(model.Renderer.Family, messages, null, null, generate: true);
        var inputs = PromptInputs.Read(model.Renderer.Family, null, TurnInputs.None);

        var outcome = new PromptMaker(model.Renderer).Continue(PromptBase.Of([], []), messages, inputs, FamilyCorpus.Now);

        Assert.Equal(model.Renderer.Encode(model.Renderer.Render(request)), Assert.IsType<PromptOutcome.Made>(outcome).Prompt.Ids);
    }

    private static int Check(FamilyModel model, Conversation conversation, int seed)
    {
        var messages = conversation.Messages;
        var ends = Enumerable.Range(0, messages.Count).Where(i => messages[i].Role == Role.Assistant).ToArray();
        var splices = 0;
        foreach (var (turn, end) in ends.Index())
        {
            var next = turn + 1 < ends.Length ? ends[turn + 1] : messages.Count;
            var stored = messages.Take(end + 1).ToArray();
            var outcome = model.Splicer.Splice(new()
            {
                Prefix = Sampled(model, Encode(model, conversation, stored, generate: false), seed),
                Stored = stored,
                Appended = [.. messages.Take(next).Skip(end + 1)],
                Tools = Core.Rendering.ToolList.Parse(conversation.Tools),
                Arguments = Core.Rendering.TemplateArguments.Merge(model.Renderer.Family, null, conversation.Kwargs),
                Now = FamilyCorpus.Now,
            });

            var spliced = Assert.IsType<SpliceOutcome.Spliced>(outcome);
            Assert.Equal(Encode(model, conversation, [.. messages.Take(next)], generate: true), spliced.PromptIds);
            Assert.True(spliced.ReplacedCount <= model.Renderer.Family.MaxTrimTokens);
            splices++;
        }

        return splices;
    }

    /// <summary>The buffer as an engine leaves it: without what follows the stop token, or with the opener that the model stopped at.</summary>
    private static TokenBuffer Sampled(FamilyModel model, ImmutableArray<int> canonical, int seed) =>
        TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, model.Renderer.Family.Boundary switch
        {
            BoundaryRule.AppendAfter rule => canonical[..^Filler(model, canonical, rule)],
            BoundaryRule.ReplaceTrailing rule when seed % 3 > 0 =>
                canonical.AddRange(model.Renderer.Tokenizer.Encode(rule.Openers[seed % rule.Openers.Length], SpecialTokens.Parse)),
            _ => canonical,
        }));

    private static int Filler(FamilyModel model, ImmutableArray<int> canonical, BoundaryRule.AppendAfter rule)
    {
        var filler = model.Renderer.Tokenizer.Encode(rule.Filler, SpecialTokens.Parse);
        Assert.Equal(filler, canonical[^filler.Length..]);
        return filler.Length;
    }

    private static ImmutableArray<int> Encode(FamilyModel model, Conversation conversation, IReadOnlyList<ChatMessage> messages, bool generate) =>
        model.Renderer.Encode(model.Renderer.Render(
            FamilyCorpus.Request(model.Renderer.Family, messages, conversation.Tools, conversation.Kwargs, generate)));
}
