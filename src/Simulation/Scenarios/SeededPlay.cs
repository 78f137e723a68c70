using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Verification.Scenarios;
using Tito.Tokenizers;

namespace Tito.Simulation.Scenarios;

/// <summary>Follows a kind's script, and writes down the scenario that it makes.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SeededPlay
{
    private const string Repeated = "text";
    private static readonly StepExpectation Unknown = new() { Status = 200 };

    private readonly ScenarioPools _pools;
    private readonly FamilyPool _family;
    private readonly ScenarioKind _kind;
    private readonly SplitMix64 _random;
    private readonly SeededSpelling _spelling;
    private readonly ClientConversation _client;
    private readonly List<ScenarioStep> _steps = [];
    private readonly Dictionary<int, AnswerRecipe> _answers = [];
    private int? _tools;

    public SeededPlay(ScenarioPools pools, FamilyPool family, ScenarioKind kind, Tokenizer tokenizer, SplitMix64 random)
    {
        (_pools, _family, _kind, _random, _tools) = (pools, family, kind, random, kind.Tools);
        _spelling = new(tokenizer, pools.Bytes, random);
        _client = new(pools, family, random);
    }

    /// <summary>The scenario.</summary>
    public GoldenScenario Play(ulong seed)
    {
        var openedAt = _random.Of(_pools.Dates);
        var open = Open(_random.Of(_pools.Policies), _random.Of(_pools.Matchers));
        foreach (var (operation, argument) in _kind.Script)
        {
            Do(operation, argument);
        }

        return new()
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"seed/{seed}"),
            Kind = _kind.Name,
            Family = _family.Name,
            Assets = _family.Name,
            Wire = "sglang",
            OpenedAt = DateTimeOffset.Parse(openedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Open = open,
            Steps = [.. _steps],
            Expected = new(),
        };
    }

    private void Do(string operation, JsonElement? argument)
    {
        switch (operation)
        {
            case "turn":
                Take(Ask(argument!.Value.GetString()!), _steps.Count - 1);
                break;
            case "refused":
                Ask(argument!.Value.GetString()!);
                break;
            case "repeat":
                Ask(Repeated);
                Take(_answers[argument!.Value.GetInt32()], argument.Value.GetInt32());
                break;
            case "tools":
                _tools = argument is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
                break;
            case "close":
                _steps.Add(new() { Do = ScenarioAction.Close, Expected = Unknown });
                break;
            case "rollback":
                var body = JsonBytes.Write(json =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("turn", argument!.Value.GetInt32());
                    json.WriteEndObject();
                });
                _steps.Add(new() { Do = ScenarioAction.RollBack, Body = JsonElement.Parse(body.Span), Expected = Unknown });
                break;
            default:
                _client.Do(operation, argument?.GetInt32() ?? 0);
                break;
        }
    }

    private void Take(AnswerRecipe answer, int step)
    {
        _answers[step] = answer;
        _client.Take(answer, step);
    }

    private AnswerRecipe Ask(string group)
    {
        var recipe = _random.Of(_family.Answers[_kind.IsUnthinking ? _family.Thinking.Off : _family.Thinking.On][group]);
        var sample = new ScenarioSample.Completion(_spelling.Write(recipe), recipe.FinishReason, recipe.Stop, null);
        _steps.Add(new()
        {
            Do = ScenarioAction.Turn,
            Face = "openai-chat",
            Body = JsonElement.Parse(JsonBytes.Write(WriteBody).Span),
            Samples = ImmutableArray.Create<ScenarioSample>(sample),
            Expected = Unknown,
        });
        return recipe;
    }

    private void WriteBody(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model", "default");
        json.WriteStartArray("messages");
        foreach (var message in _client.Messages)
        {
            message.Write(json);
        }

        json.WriteEndArray();
        if (_tools is { } tools)
        {
            json.WritePropertyName("tools");
            _pools.Toolsets[tools].WriteTo(json);
        }

        if (_kind.IsUnthinking)
        {
            json.WritePropertyName("chat_template_kwargs");
            _pools.Off.WriteTo(json);
        }

        json.WriteStartArray("stop");
        json.WriteStringValue("\nObservation:");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The settings: what the kind asks for, and what the seed decides of the rest.</summary>
    private JsonElement Open(string policy, string matcher) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in new[] { ("policy", policy), ("matcher", matcher) })
        {
            if (!_kind.Open.TryGetProperty(name, out _))
            {
                json.WriteString(name, value);
            }
        }

        foreach (var setting in _kind.Open.EnumerateObject())
        {
            setting.WriteTo(json);
        }

        json.WriteEndObject();
    }).Span);
}
