using Tito.Core.Comparison;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>
/// The hint of level 4. A prompt of five tokens precedes what is sampled, whose message says "x": "&lt;" is the stop token, any other
/// letter a token. The line feed that the template puts after it is never sampled.
/// </summary>
public sealed class UnendedTurnHintTests
{
    private static readonly SessionModel Model = ScriptModels.Of(ScriptFamily.Closing);

    private readonly InMemoryJournal _journal = new();

    [Theory]
    [InlineData("x<", "other")]
    [InlineData("x<y", "unended")]
    [InlineData("x", "unended")]
    [InlineData("y", "unended")]
    [InlineData("yx", "unended")]
    [InlineData("y<", "other")]
    public async Task RunAsync_OfADifferenceInATurnWithoutAnEndOfItsOwn_NamesThatForItsCause(string sampled, string expected) =>
        Assert.Equal(expected, await CausesAsync(Root('u', sampled)));

    /// <summary>A template that differs before the unended turn is not its fault.</summary>
    [Fact]
    public async Task RunAsync_OfADifferenceBeforeTheTurn_DoesNotBlameItsEnd() =>
        Assert.StartsWith("other", await CausesAsync(Root('v', "x<y")), StringComparison.Ordinal);

    private async Task<string> CausesAsync(TurnContent root)
    {
        await _journal.StoreAsync(Model, root);
        var view = await new SessionViewer(_journal, Model, new HandClock()).RunAsync(Trees.Id, TestContext.Current.CancellationToken);
        return string.Join(' ', view!.Mismatches!.Value.Select(mismatch => mismatch.Cause == MismatchCause.UnendedTurn ? "unended" : "other"));
    }

    private static TurnContent Root(char stored, string sampled) => HandMade.Content(
        [Chat.User("u")],
        Chat.Assistant("x"),
        [TokenSegment.Given(TokenOrigin.Prompt, [SpliceModel.User, stored, SpliceModel.End, '\n', SpliceModel.Assistant])],
        TokenSegment.Sampled([.. sampled.Select(letter => letter == '<' ? SpliceModel.End : letter)], [.. sampled.Select(_ => -1f)])) with
    {
        FinishReason = sampled.Contains('<', StringComparison.Ordinal) ? "stop" : "length",
    };
}
