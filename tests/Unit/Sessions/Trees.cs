using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Sessions;

/// <summary>Trees of roots over the hand-made tokenizer.</summary>
internal static class Trees
{
    public const string Id = "0123456789abcdef0123456789abcdef";

    /// <summary>A root of four tokens whose message says "x", and that sampled this token.</summary>
    public static TurnContent Root(int sampled) => HandMade.Content(
        [Chat.User("u")],
        Chat.Assistant("x"),
        [TokenSegment.Given(TokenOrigin.Prompt, [SpliceModel.User, 'u', SpliceModel.Assistant])],
        TokenSegment.Sampled([sampled], [-1f]));

    /// <summary>Stores a session of a model with these roots, of which the last is active.</summary>
    public static Task StoreAsync(this ISessionJournal journal, SessionModel model, params TurnContent[] roots) =>
        journal.StoreAsync(model, SessionPolicy.Tree, roots);

    /// <summary>The same of a session of either policy.</summary>
    public static async Task StoreAsync(this ISessionJournal journal, SessionModel model, SessionPolicy policy, TurnContent[] roots)
    {
        var head = Heads.Of(Id) with { Genesis = model.Genesis, Tip = model.Genesis };
        head = head with { Settings = head.Settings with { Policy = policy } };
        Assert.True(await journal.CreateAsync(head, TestContext.Current.CancellationToken));
        var trajectory = Trajectory.Start(model.Genesis);
        foreach (var root in roots)
        {
            trajectory = trajectory.Restore(null, root);
            Assert.IsType<AppendOutcome.Appended>(await journal.StoreAsync(Id, trajectory.Active!, TestContext.Current.CancellationToken));
        }
    }
}
