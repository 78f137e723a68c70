using System.Collections.Immutable;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tito.Bench.Assets;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Bench.Serving;

/// <summary>What a turn costs the server besides the engine, for one tool result behind a session of some length.</summary>
[MemoryDiagnoser]
public class TurnBenchmarks
{
    private SessionModel _model = null!;
    private SpliceRequest _request = null!;
    private PromptBase _start = null!;
    private PromptInputs _inputs = null!;
    private ImmutableArray<ChatMessage> _appended;
    private ImmutableArray<int> _fresh;
    private ImmutableArray<int> _same;

    /// <summary>Tokens that the session holds.</summary>
    [Params(8_192, 131_072)]
    public int PrefixTokens { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _model = Qwen3.Load();
        var question = Message("""{"role":"user","content":"List the files."}""");
        var turn = Trajectory.Start(_model.Genesis).Restore(null, new()
        {
            Appended = [question],
            Assistant = Message("""{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"ls","arguments":"{}"}}]}"""),
            PromptSegments = [TokenSegment.Given(TokenOrigin.Prompt, [.. Enumerable.Range(1000, PrefixTokens - 1)])],
            Completion = TokenSegment.Sampled([151645], [-0.1f]),
            FinishReason = "tool_calls",
            Exchange = new()
            {
                RequestedAt = DateTimeOffset.UnixEpoch,
                CompletedAt = DateTimeOffset.UnixEpoch,
                Request = JsonElement.Parse("{}"),
                Response = JsonElement.Parse("{}"),
            },
        }).Active!;
        var result = Message($$"""{"role":"tool","tool_call_id":"c1","content":"{{string.Concat(Enumerable.Repeat("-rw-r--r-- 1 agent agent 482 notes.md ", 12))}}"}""");
        _start = PromptBase.After(turn, new(UnendedTurns.CloseStopStrings, _model.Ends));
        _inputs = new(ToolList.Empty, TemplateArguments.Merge(_model.Family, null, null));
        _appended = [result];
        _request = new()
        {
            Prefix = turn.Tokens,
            Stored = turn.Messages,
            Appended = [result],
            Tools = ToolList.Empty,
            Arguments = TemplateArguments.Merge(_model.Family, null, null),
            Now = DateTimeOffset.UnixEpoch,
        };
        _fresh = turn.Tokens.ToIds();
        _same = [.. _fresh];
    }

    [Benchmark]
    public SpliceOutcome Splice() => _model.Splicer.Splice(_request);

    /// <summary>The splice and level 3.</summary>
    [Benchmark]
    public PromptOutcome MakePrompt() => new PromptMaker(_model).Extend(_start, _appended, _inputs, DateTimeOffset.UnixEpoch);

    [Benchmark]
    public int CompareEqual() => _model.Comparator.Compare(_fresh.AsSpan(), _same.AsSpan()).Length;

    private static ChatMessage Message(string json) => ChatMessage.Parse(JsonElement.Parse(json), "message");
}
