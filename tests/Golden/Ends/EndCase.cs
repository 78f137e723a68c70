using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Golden.Families;
using Tito.Tests.Support.Families;

namespace Tito.Tests.Golden.Ends;

/// <summary>A turn that ended in some way, and what a client appends to it.</summary>
internal sealed class EndCase
{
    private readonly TurnInputs _inputs;
    private readonly PromptMaker _maker;
    private readonly Trajectory _trajectory;

    public EndCase(FamilyModel model, JsonElement json, TurnInputs inputs)
    {
        (Model, Json, _inputs, _maker) = (model, json, inputs, new(model.Renderer));
        var messages = ChatMessage.ParseList(json.GetProperty("messages"), "messages");
        var empty = Trajectory.Start(model.Renderer.Genesis);
        var first = ((PlanOutcome.Planned)Plan(UnendedTurns.Close, empty, [messages[0]])).Plan;
        int[] sampled = [.. json.GetProperty("pieces").EnumerateArray().SelectMany(piece => Encode(piece.GetString()!))];
        _trajectory = empty.Commit(first, new()
        {
            Assistant = messages[1],
            Completion = TokenSegment.Sampled([.. sampled], [.. sampled.Select(_ => -0.5f)]),
            FinishReason = json.GetProperty("finish_reason").GetString()!,
            Stop = json.GetProperty("stop_text").GetString() is { } text ? new(null, text) : null,
            Exchange = new()
            {
                RequestedAt = FamilyCorpus.Now,
                CompletedAt = FamilyCorpus.Now,
                Request = JsonElement.Parse("{}"),
                Response = JsonElement.Parse("{}"),
            },
        });
    }

    public FamilyModel Model { get; }

    /// <summary>The oracle's line.</summary>
    public JsonElement Json { get; }

    /// <summary>The turn that ended.</summary>
    public Turn Parent => _trajectory.Active!;

    /// <summary>Whether the next message's opener is what ends a turn, so that a sampled one is among what gives way.</summary>
    public bool IsEndedByOpener => Json.GetProperty("opens_as_splice").GetBoolean();

    /// <summary>The next turn's plan in a session with this law.</summary>
    public PlanOutcome Plan(UnendedTurns law) => Plan(
        law,
        _trajectory,
        [.. Parent.Messages, .. ChatMessage.ParseList(Json.GetProperty("appended"), "appended")]);

    /// <summary>The ids of pieces, each of which is sampled by itself.</summary>
    public int[] Ids(string field) => [.. Json.GetProperty(field).EnumerateArray().SelectMany(piece => Encode(piece.GetString()!))];

    public ImmutableArray<int> Encode(string text) => Model.Renderer.Encode(text);

    public override string ToString() => Json.ToString();

    private PlanOutcome Plan(UnendedTurns law, Trajectory trajectory, ImmutableArray<ChatMessage> messages) =>
        _maker.Plan(new() { Unended = law }, FamilyCorpus.Now, trajectory, messages, _inputs);
}
