using System.Collections.Immutable;
using CsCheck;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>Random scripts. Few texts and few keys, so that requests often meet what is stored.</summary>
internal static class ScriptGen
{
    private static readonly Gen<string> Text = Gen.OneOf("x", "y", "zé");
    private static readonly Gen<int> Process = Gen.Int[0, 1];
    private static readonly Gen<int> Session = Gen.Int[0, 2];

    private static readonly Gen<Call?> MaybeCall = Gen.Frequency(
        (2, Gen.Const((Call?)null)), (1, Gen.Select(Gen.Int[0, 1], Gen.Bool, (value, respelled) => (Call?)new Call("f", value, respelled))));

    private static readonly Gen<Said> Assistant = Gen.Select(
        Gen.OneOf("", "x", "y"), Gen.OneOf("", "", "r"), MaybeCall, (text, reasoning, call) => new Said("assistant", text, reasoning, call));

    private static readonly Gen<Said> New = Gen.Frequency(
        (8, Text.Select(text => new Said("user", text))),
        (8, Text.Select(text => new Said("tool", text))),
        (1, Text.Select(text => new Said("system", text))),
        (1, Assistant));

    private static readonly Gen<ImmutableArray<Said>> NewMessages = Gen.Frequency(
        (1, Gen.Const(ImmutableArray<Said>.Empty)), (8, New.Array[1].Select(list => list.ToImmutableArray())), (3, New.Array[2, 3].Select(list => list.ToImmutableArray())));

    private static readonly Gen<string?> Key = Gen.Frequency((3, Gen.Const((string?)null)), (1, Gen.OneOf<string?>("k0", "k1", "k2")));

    private static readonly Gen<Change> SomeChange = Gen.Frequency(
        (5, Gen.Const(Change.None)), (1, Gen.Const(Change.Arguments)), (1, Gen.Const(Change.TextOnly)), (1, Gen.Const(Change.Text)));

    private static readonly Gen<Step> Open = Gen.Select(
        Gen.Enum<SessionPolicy>(),
        Gen.OneOf("strict", "loose_tool_call", "rendered", "role_content_only"),
        Gen.OneOf(0, 1, 1, 2, 100),
        Gen.Enum<UnendedTurns>(),
        Gen.Frequency((1, 1), (1, 3), (10, 1024)),
        Gen.Enum<AlteredHistory>(),
        (policy, matcher, rollback, unended, turns, altered) => (Step)new Step.Open(new()
        {
            Policy = policy,
            Matcher = matcher,
            MaxRollback = rollback,
            Unended = unended,
            MaxTurns = turns,
            Altered = altered,

            // What tells a retry that nobody marked lies outside of the rules here; tests/Integration/Lines has it.
            Repeat = RepeatRule.Anew,
        }));

    private static readonly Gen<Step> Ask = Gen.Select(
        Gen.Select(Process, Session),
        Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 4])),
        Gen.Frequency((6, Gen.Const(0)), (2, Gen.Int[1, 6])),
        SomeChange,
        Gen.Int[0, Said.Spellings - 1],
        NewMessages,
        Key,
        (at, turn, dropped, change, spelling, messages, key) =>
            (Step)new Step.Ask(at.Item1, at.Item2, turn, dropped, change, spelling, messages, key));

    private static readonly Gen<Step> AskAgain = Gen.Select(
        Process, Session, Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 4])), Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false))),
        (process, session, back, retry) => (Step)new Step.AskAgain(process, session, back, retry));

    private static readonly Gen<Reply> Answers = Gen.Select(
        Assistant,
        Gen.OneOf("", "x", "yé"),
        Gen.Frequency((1, Gen.Const(End.None)), (5, Gen.Const(End.Own)), (1, Gen.Const(End.Other)), (1, Gen.Const(End.Beyond))),
        Gen.Frequency((8, Gen.OneOf("stop", "tool_calls")), (2, Gen.Const("length")), (1, Gen.OneOf("abort", "content_filter"))),
        (message, text, end, reason) => (Reply)new Reply.Answers(message, text, end, reason));

    private static readonly Gen<Reply> AnyReply = Gen.Frequency(
        (12, Answers),
        (1, Gen.Const<Reply>(new Reply.Babbles())),
        (2, Gen.OneOf(ProblemCode.EngineError, ProblemCode.EngineInvalidAnswer, ProblemCode.EngineUnreachable, ProblemCode.EngineTimeout)
            .Select(problem => (Reply)new Reply.Fails(problem))));

    private static readonly Gen<Step> Any = Gen.Frequency(
        (2, Open),
        (30, Ask),
        (8, AskAgain),
        (36, Gen.Select(Gen.Int[0, 3], AnyReply, (request, reply) => (Step)new Step.Answer(request, reply))),
        (2, Gen.Int[0, 3].Select(request => (Step)new Step.HangUp(request))),
        (1, Session.Select(session => (Step)new Step.Delete(session))),
        (1, Process.Select(process => (Step)new Step.Crash(process))),
        (2, Gen.OneOf(1, 658, 659, 660, 2000).Select(seconds => (Step)new Step.Wait(TimeSpan.FromSeconds(seconds)))));

    /// <summary>Scripts that begin with a session.</summary>
    public static Gen<Script> Scripts { get; } = Gen.Select(
        Gen.Enum<ScriptFamily>(),
        Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true))),
        Gen.Bool,
        Open,
        Any.Array[10, 60],
        (family, disk, hot, open, steps) => new Script(family, disk, hot, [open, .. steps]));
}
