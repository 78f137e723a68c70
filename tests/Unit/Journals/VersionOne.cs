using System.Security.Cryptography;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>The journals that a release of version 1 wrote, and what it was told to store in them (their PROVENANCE.md has it for people).</summary>
internal static class VersionOne
{
    public const string SqliteSha256 = "a1a15791910cf151bc8b7e0284e034142b5bbc0f0e3062d2443e9fe14ec3c89b";
    public const string RowsSha256 = "40ab48548c86b0c7f4d2aae14893fca17e66f0b64d045e13040de6eb90d2dbaf";

    /// <summary>The routed experts of session <c>c</c>.</summary>
    public static byte[] Ramp => LittleEndian.FromInt32([.. Enumerable.Range(0, 800 * 32 * 8).Select(i => i % 251)]);

    /// <summary>A file of the corpus, if it is still the one that was written then.</summary>
    public static byte[] Read(string name, string sha256)
    {
        var bytes = File.ReadAllBytes(Support.Repository.PathTo("tests", "Golden", "corpus", "journal", "v1", name));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return bytes;
    }

    /// <summary>A head whose settings say what they said before there was a setting <c>unended</c>.</summary>
    private static SessionHead Earlier(SessionHead head) =>
        head with { Settings = head.Settings with { Unended = UnendedTurns.RunOnCloseLength } };

    /// <summary>Holds what a journal of today reads against what was stored.</summary>
    public static Task AssertReadAsync(IJournal journal, CancellationToken cancellationToken) =>
        AssertReadAsync(journal, Heads.Of("a").CreatedAt, cancellationToken);

    /// <summary>The same of a later version, which knows when session <c>a</c> was used last.</summary>
    internal static async Task AssertReadAsync(IJournal journal, DateTimeOffset lastUsedAt, CancellationToken cancellationToken)
    {
        var a = (await journal.LoadAsync("a", cancellationToken))!;
        Assert.Equal(Earlier(OfThen(Heads.Of("a"))) with { TurnCount = 3, Version = 9, Tip = Three.Tip, Active = 2, LastUsedAt = lastUsedAt, OpenIntents = 1, IntentCount = null }, a.Head);
        Assert.Equal(Three.Turns.Select(turn => turn.Digest), a.Trajectory.Turns.Select(turn => turn.Digest));
        Assert.Equal([null, 0, 0], a.Trajectory.Turns.Select(turn => turn.Parent?.Sequence));
        Assert.Equal(
            ["failed Failed { Failure = EngineTimeout }", "open ", "turn 0 Committed { Sequence = 0 }", "turn 1 Committed { Sequence = 1 }", "turn 2 Committed { Sequence = 2 }"],
            a.Intents.Select(intent => $"{intent.Key} {intent.End}").Order(StringComparer.Ordinal));
        Assert.Equal(
            Intents.Of("open") with { IsGenerated = true, Parent = 2, TurnCount = 3, StartedAt = Intents.Start.AddMinutes(1), ExpiresAt = Intents.Start.AddMinutes(11) },
            a.Intents.Single(intent => intent.End is null));

        Assert.Equal(Heads.Of("b") with { Settings = SessionSettings.Earlier, IntentCount = null }, (await journal.LoadAsync("b", cancellationToken))!.Head);
        var experts = (await journal.LoadAsync("c", cancellationToken))!.Trajectory.Active!.Content.RoutedExperts!;
        Assert.Equal((0, 32, 8), (experts.StartRow, experts.Layers, experts.TopK));
        Assert.Equal(Ramp, experts.Bytes.ToArray());
        Assert.Empty(RowVerifier.Verify((await journal.ReadRowsAsync("a", cancellationToken))!, HandMade.Genesis).Disagreements);
    }

    /// <summary>Goes on with session <c>a</c> as any writer does.</summary>
    public static async Task GoOnAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var known = (await journal.LoadAsync("a", cancellationToken))!;
        await journal.EndAsync("a", known.Intents.Single(intent => intent.End is null), IntentFailure.Lost, cancellationToken);
        var next = known.Trajectory.Restore(known.Trajectory.Active, HandMade.Second).Active!;
        Assert.IsType<AppendOutcome.Appended>(await journal.StoreAsync("a", next, cancellationToken));
        Assert.IsType<MoveOutcome.Moved>(await journal.MoveAsync("a", new(4, 3), 1, cancellationToken));

        var session = (await journal.RefreshAsync(known, cancellationToken))!;
        Assert.Equal((4, 13L, 1, 0), (session.Head.TurnCount, session.Head.Version, session.Head.Active, session.Head.OpenIntents));
        Assert.Equal(session.Head, (await journal.LoadAsync("a", cancellationToken))!.Head);
        Assert.Empty(RowVerifier.Verify((await journal.ReadRowsAsync("a", cancellationToken))!, HandMade.Genesis).Disagreements);
    }

    /// <summary>A session of that time compares no inputs.</summary>
    private static SessionHead OfThen(SessionHead head) =>
        head with { Settings = head.Settings with { OnPromptInputs = PromptInputsRule.Ignore } };

    /// <summary>A turn of that time does not bind its inputs.</summary>
    private static TurnContent OfThen(TurnContent content) => content with { DigestVersion = TurnDigestVersion.One };

    private static Trajectory Three
    {
        get
        {
            var one = Trajectory.Start(HandMade.Genesis).Restore(null, OfThen(HandMade.First));
            var two = one.Restore(one.Active, OfThen(HandMade.Second) with { ReplacedCount = 1 });
            return two.Restore(two.Turns[0], OfThen(HandMade.Second) with { RoutedExperts = new(0, 2, 1, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }) });
        }
    }
}
