using System.Collections.Immutable;
using System.Globalization;

namespace Tito.Simulation.Scenarios;

/// <summary>A client's conversation, and what the operations of a script do to it (docs/golden-scenarios.md).</summary>
/// <remarks>Not thread-safe. Numbers are drawn in the order of the operations.</remarks>
/// <param name="pools">Gives the texts.</param>
/// <param name="family">Says which roles may follow a turn.</param>
/// <param name="random">Decides which text.</param>
internal sealed class ClientConversation(ScenarioPools pools, FamilyPool family, SplitMix64 random)
{
    private List<ClientMessage> _messages = [];
    private List<ClientMessage> _saved = [];

    /// <summary>The messages, the newest last.</summary>
    public IReadOnlyList<ClientMessage> Messages => _messages;

    /// <summary>Adds what the server answered.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="step">The step that got it; ids that the server makes are named by it.</param>
    public void Take(AnswerRecipe answer, int step) => _messages.Add(new()
    {
        Role = "assistant",
        Content = answer.Content,
        Reasoning = answer.Reasoning,
        Calls =
        [
            .. answer.Calls.Select((call, index) => (
                call.Id ?? string.Create(CultureInfo.InvariantCulture, $"$call.{step}.{index}"), call.Name, call.Arguments)),
        ],
    });

    /// <summary>Does what an operation says.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="number">Its argument; 0 where it has none.</param>
    /// <exception cref="InvalidDataException">There is no such operation.</exception>
    public void Do(string operation, int number)
    {
        switch (operation)
        {
            case "first" when random.Below(4) != 0:
                Say("system", random.Of(pools.Systems));
                break;
            case "first":
                break;
            case "user":
                Say("user", random.Of(pools.Users));
                break;
            case "system":
                Say(family.TakesSystem ? "system" : "user", random.Of(pools.Systems));
                break;
            case "stray":
                Say(family.TakesSystem ? "critic" : "system", random.Of(pools.Systems));
                break;
            case "assistant":
                Say("assistant", random.Of(pools.Contents));
                break;
            case "summary":
                Say("user", "Summary so far:\n" + random.Of(pools.Contents));
                break;
            case "tricky":
                Say("user", random.Of(pools.Tricky));
                break;
            case "results":
                Answer(_messages[^1].Calls);
                break;
            case "reversed":
                Answer([.. _messages[^1].Calls.Reverse()]);
                break;
            case "ghost":
                _messages.Insert(_messages.Count - 1, new() { Role = "assistant", Content = "" });
                break;
            default:
                Change(operation, number);
                break;
        }
    }

    private void Change(string operation, int number)
    {
        switch (operation)
        {
            case "back":
                for (var answer = 0; answer < number; answer++)
                {
                    CutTo(_messages.FindLastIndex(message => message.IsAssistant));
                }

                break;
            case "unstray":
                CutTo(_messages.FindLastIndex(message => message.IsAssistant) + 1);
                break;
            case "edit":
                Replace(message => !message.IsAssistant, message => message with { Content = random.Of(pools.Users) + " (again)" });
                break;
            case "alter":
                Replace(message => message.IsAssistant, message => message with { Content = message.Content + " (altered)" });
                break;
            case "forget":
                _messages = _messages.ConvertAll(message => message.IsRenamed ? message : message with { Reasoning = null });
                break;
            case "spread":
                _messages = _messages.ConvertAll(message => message.Spread());
                break;
            case "respell":
                _messages = _messages.ConvertAll(message => message.IsAssistant ? message.Respelled() : message);
                break;
            case "dress":
                _messages = _messages.ConvertAll(message => message with { IsDressed = message.IsAssistant });
                break;
            case "cache":
                _messages = _messages.ConvertAll(message => message with { IsCached = !message.IsAssistant });
                break;
            case "save":
                _saved = [.. _messages];
                break;
            case "load":
                _messages = [.. _saved];
                break;
            case "clear":
                _messages = [];
                break;
            default:
                throw new InvalidDataException($"There is no operation {operation}.");
        }
    }

    private void Say(string role, string content) => _messages.Add(new() { Role = role, Content = content });

    private void Answer(ImmutableArray<(string Id, string Name, string Arguments)> calls)
    {
        foreach (var (id, _, _) in calls)
        {
            _messages.Add(new() { Role = "tool", CallId = id, Content = random.Of(pools.Results) });
        }
    }

    private void Replace(Predicate<ClientMessage> which, Func<ClientMessage, ClientMessage> by)
    {
        var at = _messages.FindLastIndex(which);
        _messages[at] = by(_messages[at]);
    }

    private void CutTo(int count) => _messages.RemoveRange(count, _messages.Count - count);
}
