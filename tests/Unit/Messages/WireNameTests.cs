using System.Reflection;
using System.Text.Json.Serialization;
using Tito.Core.Certification;
using Tito.Core.Comparison;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Samples;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification.Conformance;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Scenarios;
using Tito.Core.Verification.Shards;

namespace Tito.Tests.Unit.Messages;

public sealed class WireNameTests
{
    /// <summary>The words as docs/ and stored files have them, in the order of the members.</summary>
    private static readonly Dictionary<Type, (string Words, Func<string> Actual)> Enums = new()
    {
        [typeof(AbortRule)] = ("refuse, resume", WireName.All<AbortRule>),
        [typeof(AlteredHistory)] = ("branch, refuse", WireName.All<AlteredHistory>),
        [typeof(ContentParts)] = ("detected, joined, listed", WireName.All<ContentParts>),
        [typeof(DefectKind)] = (
            "prefix_changed, splice_differs, opening_failed, splice_failed, boundary_missing, tokens_differ, content_lost, template_failed", WireName.All<DefectKind>),
        [typeof(EndKind)] = (
            "stop_token, tokens_after_stop, foreign_token, stop_string, no_stop_token, length, abort, other, unknown", WireName.All<EndKind>),
        [typeof(HangUpRule)] = ("abort, finish", WireName.All<HangUpRule>),
        [typeof(LeavingReason)] = ("retry, altered, inputs, new_conversation, rollback", WireName.All<LeavingReason>),
        [typeof(LineKind)] = ("main, sub-agent, title, compaction", WireName.All<LineKind>),
        [typeof(LostAnswer)] = ("answer, connection", WireName.All<LostAnswer>),
        [typeof(RepeatRule)] = ("anew, regenerate, replay", WireName.All<RepeatRule>),
        [typeof(LikelyCause)] = (
            "unknown, tokenizer_changed, template_changed, weight_changed, engine_samples_otherwise, rows_changed, engine_failed", WireName.All<LikelyCause>),
        [typeof(ShardKind)] = ("trajectories, sessions, greedy, scoring", WireName.All<ShardKind>),
        [typeof(ShardOutcome)] = ("green, red, not_served, set_aside", WireName.All<ShardOutcome>),
        [typeof(VerificationTrigger)] = ("nightly, demand, command", WireName.All<VerificationTrigger>),
        [typeof(UnendedTurns)] = ("close_stop_strings, close, refuse, run_on, run_on_close_length", WireName.All<UnendedTurns>),
        [typeof(MismatchCause)] = (
            "unknown, cut_thinking, reserialized_json, boundary_whitespace, unclosed_thinking, early_stop, unended_turn", WireName.All<MismatchCause>),
        [typeof(MismatchType)] = ("special_token_count, special_token_type, non_assistant_text, assistant_text", WireName.All<MismatchType>),
        [typeof(ProblemCode)] = (
            "invalid_request, history_mismatch, prompt_inputs_changed, role_not_allowed, turn_truncated, session_full, "
            + "special_token_in_content, template_failed, session_not_found, session_exists, session_deleted, session_closed, turn_too_large, "
            + "idempotency_key_reused, turn_in_flight, turn_not_found, session_advanced, template_not_append_only, prefix_mismatch, "
            + "samples_not_assembled, engine_error, engine_invalid_answer, engine_aborted, engine_unreachable, engine_timeout, "
            + "engines_busy, engines_stale, engines_unavailable, journal_unavailable, server_busy, internal_error",
            WireName.All<ProblemCode>),
        [typeof(PromptInputsRule)] = ("refuse, keep, ignore", WireName.All<PromptInputsRule>),
        [typeof(Role)] = ("system, user, assistant, tool, developer, (other)", WireName.All<Role>),
        [typeof(SafetensorType)] = ("U8, I32, F64, I64", WireName.All<SafetensorType>),
        [typeof(SamplePicker)] = ("all, drop_retries, latest", WireName.All<SamplePicker>),
        [typeof(SampleStatus)] = ("completed, truncated, aborted, failed", WireName.All<SampleStatus>),
        [typeof(ScenarioAction)] = ("turn, rollback, abort, close, restart, verify", WireName.All<ScenarioAction>),
        [typeof(ScenarioPlace)] = (
            "format, status, error, engine, parent, replaced, token, origins, mask, digest, end, message, mismatches, genesis, samples, proof, verify",
            WireName.All<ScenarioPlace>),
        [typeof(SessionPolicy)] = ("linear, tree", WireName.All<SessionPolicy>),
        [typeof(SessionState)] = ("empty, complete, pending, incomplete, restarted", WireName.All<SessionState>),
        [typeof(TokenOrigin)] = ("prompt, environment, splice, model", WireName.All<TokenOrigin>),
        [typeof(TurnDigestVersion)] = ("tito.turn.v1, tito.turn.v2", WireName.All<TurnDigestVersion>),
        [typeof(VectorNeed)] = (
            "user_after_turn, system_after_turn, assistant_after_turn, rollback, deep_rollback, branches, idempotency_keys, resumed_aborts, "
            + "closed_turns, stop_strings, forgotten_reasoning, respelled_messages, template_arguments, refused_roles, refused_history",
            WireName.All<VectorNeed>),
        [typeof(VectorOutcome)] = ("answered, repeated, refused, failed", WireName.All<VectorOutcome>),
    };

    public static TheoryData<Type> Types => [.. Enums.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void All_OfAnEnum_AreTheWordsThatWereAlwaysThere(Type type) => Assert.Equal(Enums[type].Words, Enums[type].Actual());

    [Fact]
    public void Types_AreEveryEnumThatHasAWord() => Assert.Equal(
        Enums.Keys.Select(type => type.Name).Order(),
        from type in typeof(WireName).Assembly.GetTypes()
        where type.IsEnum && type.GetFields().Any(member => member.IsDefined(typeof(JsonStringEnumMemberNameAttribute)))
        orderby type.Name
        select type.Name);

    [Fact]
    public void Of_EveryMember_IsTheWordThatFindsIt() => Assert.All(Enum.GetValues<TokenOrigin>(), origin => Assert.Equal(origin, WireName.Find<TokenOrigin>(WireName.Of(origin))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Prompt")]
    [InlineData("0")]
    public void Find_OfNoWord_IsNull(string? word) => Assert.Null(WireName.Find<TokenOrigin>(word));

    [Fact]
    public void Of_WhenAMemberHasNoWord_Throws() => Assert.Throws<TypeInitializationException>(() => WireName.Of(DayOfWeek.Monday));
}
