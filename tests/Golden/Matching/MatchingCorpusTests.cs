using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Golden.Trajectories;

namespace Tito.Tests.Golden.Matching;

/// <summary>The matcher <c>rendered</c> against the oracle, which compares values in Python and was held against Jinja2.</summary>
public sealed class MatchingCorpusTests
{
    // A folder that tools/oracle/matching/cases.py wrote, in the place of the corpus.
    private static readonly string Folder = Environment.GetEnvironmentVariable("TITO_MATCHING_PARITY") is { Length: > 0 } parity
        ? parity
        : Path.Combine(TrajectoryCorpus.Root, "tests/Golden/corpus/matching");

    private static readonly Dictionary<string, JsonElement> Groups = JsonElement
        .Parse(File.ReadAllBytes(Path.Combine(Folder, "groups.json")))
        .EnumerateArray().ToDictionary(group => group.GetProperty("name").GetString()!);

    public static TheoryData<string, string> GroupsByFamily =>
        [.. Groups.SelectMany(group => group.Value.GetProperty("alike").EnumerateObject().Select(family => (group.Key, family.Name)))];

    [Theory]
    [MemberData(nameof(GroupsByFamily))]
    public void Matches_OfEveryPairOfAGroup_IsWhatTheOracleSays(string name, string family)
    {
        var group = Groups[name];
        var matcher = Matcher(family);
        var rows = group.GetProperty("alike").GetProperty(family).EnumerateArray().Select(row => row.GetString()!).ToList();
        ImmutableArray<string> texts = [.. group.GetProperty("messages").EnumerateArray().Select(text => text.GetString()!)];

        // A message that is read twice has two objects, so that no pair is equal by what another one left behind.
        var (stored, sent) = (Read(texts), Read(texts));
        var wrong = from one in Enumerable.Range(0, texts.Length)
                    from other in Enumerable.Range(0, texts.Length)
                    where matcher.Matches(stored[one], sent[other]) != (rows[one][other] == '1')
                    select $"{rows[one][other]}: {texts[one]} | {texts[other]}";

        Assert.Equal([], wrong);
        Assert.All(texts.Index(), text => Assert.True(matcher.Matches(stored[text.Index], sent[text.Index]), text.Item));
    }

    [Fact]
    public void Position_OfAConversationThatAClientSendsAgain_IsWhereTheOracleSays()
    {
        var lines = File.ReadLines(Path.Combine(Folder, "paths.jsonl")).Select(line => JsonElement.Parse(line)).ToList();

        var wrong = lines.Where(line => !IsAsSaid(line)).Select(line => line.ToString()).ToList();

        Assert.Equal([], wrong);
        Assert.True(lines.Count >= 400);
    }

    private static bool IsAsSaid(JsonElement line)
    {
        var matcher = Matcher(line.GetProperty("family").GetString()!);
        var stored = ChatMessage.ParseList(line.GetProperty("stored"), "stored");
        var sent = ChatMessage.ParseList(line.GetProperty("sent"), "sent");
        var renamed = RenamedCalls.None;
        var matched = 0;
        for (; matched < stored.Count && matched < sent.Count && matcher.Matches(stored[matched], sent[matched], renamed); matched++)
        {
            renamed = matcher.After(renamed, stored[matched], sent[matched]);
        }

        var results = renamed.InStoredIds([.. sent.Skip(matched)]).Where(message => message.Role == Role.Tool).Select(Id);
        return matched == line.GetProperty("matched").GetInt32()
            && results.SequenceEqual(line.GetProperty("result_ids").EnumerateArray().Select(id => id.GetString()));
    }

    private static string? Id(ChatMessage message) => message.Field("tool_call_id")?.GetString();

    private static IMessageMatcher Matcher(string family) =>
        MatcherRegistry.Find("rendered")!.For(FamilyRegistry.Find(family)!.MessageForm);

    private static ImmutableArray<ChatMessage> Read(ImmutableArray<string> texts) =>
        [.. texts.Select(text => ChatMessage.Parse(JsonElement.Parse(text), "message"))];
}
