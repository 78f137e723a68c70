using System.Text;
using Tito.Core.Inference;
using Tito.Core.Problems;
using Tito.Core.Prompts;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Turns;

public sealed class TurnProblemsTests
{
    [Theory]
    [InlineData(PromptFault.NoMessages, ProblemCode.InvalidRequest)]
    [InlineData(PromptFault.Invalid, ProblemCode.InvalidRequest)]
    [InlineData(PromptFault.SpecialToken, ProblemCode.SpecialTokenInContent)]
    [InlineData(PromptFault.TooManyTurns, ProblemCode.SessionFull)]
    [InlineData(PromptFault.HistoryMismatch, ProblemCode.HistoryMismatch)]
    [InlineData(PromptFault.InputsChanged, ProblemCode.PromptInputsChanged)]
    [InlineData(PromptFault.NotEnded, ProblemCode.PrefixMismatch)]
    [InlineData(PromptFault.RoleNotAllowed, ProblemCode.RoleNotAllowed)]
    [InlineData(PromptFault.TruncatedTurn, ProblemCode.TurnTruncated)]
    [InlineData(PromptFault.TemplateFailed, ProblemCode.TemplateFailed)]
    [InlineData(PromptFault.NotAppendOnly, ProblemCode.TemplateNotAppendOnly)]
    [InlineData(PromptFault.PrefixBroken, ProblemCode.PrefixMismatch)]
    public void Refused_OfAPromptThatWasRefused_KeepsItsWordsAndPlaces(PromptFault fault, ProblemCode code)
    {
        var problem = TurnProblems.Refused(new(fault, "why", 3, "tools[0]"));

        Assert.Equal((code, "why", 3, "tools[0]"), (problem.Code, problem.Message, problem.MessageIndex, problem.Param));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1999, "")]
    [InlineData(2000, "")]
    [InlineData(2001, "…")]
    [InlineData(9000, "…")]
    public void Engine_WhenItsOwnTextIsLong_PassesOn2000Characters(int length, string end)
    {
        var problem = TurnProblems.Engine(new InferenceOutcome.Rejected(503, null, Encoding.UTF8.GetBytes(new string('é', length))));

        Assert.Equal("The engine answered with status 503: " + new string('é', Math.Min(length, 2000)) + end, problem.Message);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(399, null)]
    [InlineData(400, 400)]
    [InlineData(429, 429)]
    public void Engine_WhenTheStatusIsNoError_DoesNotPassItOn(int status, int? passedOn) =>
        Assert.Equal(passedOn, TurnProblems.Engine(new InferenceOutcome.Rejected(status, null, default)).EngineStatus);

    [Fact]
    public void Engine_OfEachOtherOutcome_HasACodeOfItsOwn()
    {
        var outcomes = new InferenceOutcome[] { new InferenceOutcome.Nonsense("x"), new InferenceOutcome.Unreachable("x"), new InferenceOutcome.TimedOut(TimeSpan.FromSeconds(1.5)) };

        Assert.Equal(
            [
                (ProblemCode.EngineInvalidAnswer, "The engine's answer cannot be used: x"),
                (ProblemCode.EngineUnreachable, "The engine could not be reached: x"),
                (ProblemCode.EngineTimeout, "The engine gave no whole answer within 1.5 seconds. Nothing was recorded."),
            ],
            outcomes.Select(outcome => TurnProblems.Engine(outcome)).Select(problem => (problem.Code, problem.Message)));
    }

    /// <summary>The client asked for what the engine does not have, or the server has no room for the answer now.</summary>
    [Fact]
    public void Engine_WhenItCannotServeTheRequest_NamesTheFieldOrAsksToComeBack()
    {
        var unserved = TurnProblems.Engine(new InferenceOutcome.Unserved("logit_bias", "is not served."));
        var noRoom = TurnProblems.Engine(new InferenceOutcome.NoRoom("No room."));

        Assert.Equal(
            (ProblemCode.InvalidRequest, "logit_bias is not served.", "logit_bias"), (unserved.Code, unserved.Message, unserved.Param));
        Assert.Equal((ProblemCode.ServerBusy, true), (noRoom.Code, noRoom.RetryAfter is not null));
    }

    /// <summary>Engines give turns up for as long as new weights take to come.</summary>
    [Fact]
    public void EngineAborted_AsksToComeBackInASecond() =>
        Assert.Equal(TimeSpan.FromSeconds(1), TurnProblems.EngineAborted(new(3, null, null, default)).RetryAfter);

    [Theory]
    [InlineData(NotSentReason.Busy, ProblemCode.EnginesBusy)]
    [InlineData(NotSentReason.Stale, ProblemCode.EnginesStale)]
    [InlineData(NotSentReason.Unavailable, ProblemCode.EnginesUnavailable)]
    public void Engine_WhenNoneWasAsked_SaysWhyAndWhenToComeBack(NotSentReason why, ProblemCode code)
    {
        var problem = TurnProblems.Engine(new InferenceOutcome.NotSent(why, "No engine.", TimeSpan.FromSeconds(3)));

        Assert.Equal((code, "No engine.", TimeSpan.FromSeconds(3)), (problem.Code, problem.Message, problem.RetryAfter));
    }

    [Theory]
    [InlineData(600, 10)]
    [InlineData(10, 10)]
    [InlineData(4, 4)]
    public void InFlight_AsksToWaitUntilTheTurnIsLostAndAtMost10Seconds(int left, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        TurnProblems.InFlight(Intents.Of("k"), Intents.Of("k").ExpiresAt.AddSeconds(-left)).RetryAfter);
}
