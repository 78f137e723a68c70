using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;

namespace Tito.Simulation;

/// <summary>Writes what an agent's model would write next, in the text form of Qwen's chat templates.</summary>
/// <remarks>
/// The form is exactly what <c>qwen3.jinja</c> renders for the parsed message: think block, blank line, content, a line break
/// before each call that something precedes, <c>json.dumps</c> spacing. So a template's render of the message is the sampled text.
/// </remarks>
internal static class AgentWriter
{
    private const int MaxRounds = 3;

    /// <summary>The text of a completion without its stop token.</summary>
    /// <param name="prompt">What it answers.</param>
    /// <param name="turn">What a script wants of it; null where the seed decides.</param>
    /// <param name="habits">What the operator wants of it.</param>
    /// <param name="form">What the request demands of it, which outweighs the script.</param>
    /// <param name="random">Decides the rest.</param>
    public static string Write(
        PromptReader.Reading prompt, ScriptedTurn? turn, AgentHabits habits, AnswerForm form, SeededRandom random)
    {
        var text = new StringBuilder();
        if (prompt.Thinking != Thinking.Off)
        {
            text.Append(prompt.Thinking == Thinking.Opens ? "<think>\n" : "");
            AppendThoughts(text, prompt.ToolResult is null ? Phrases.ThoughtsOnQuestions : Phrases.ThoughtsOnResults, random);
            text.Append("\n</think>\n\n");
        }

        if (form.IsJson)
        {
            text.Append(JsonAnswer(form.Schema, random));
        }
        else if (turn is { Calls.IsEmpty: false })
        {
            AppendCalls(text, turn, random);
        }
        else if (turn is null && Calls(prompt, habits.Calling, random))
        {
            AppendCalls(text, prompt.Tools, habits.ParallelCalls, random);
        }
        else
        {
            text.Append(Answer(prompt.ToolResult, random));
        }

        return text.ToString();
    }

    /// <summary>A question is worked on with tools, and so is a result one time in four, until enough rounds have passed.</summary>
    private static bool Calls(PromptReader.Reading prompt, SimulatedCalling calling, SeededRandom random) => calling switch
    {
        _ when prompt.Tools.IsEmpty => false,
        SimulatedCalling.Always => true,
        SimulatedCalling.Never => false,
        _ => prompt.ToolResult is null || (prompt.Rounds < MaxRounds && random.OneIn(4)),
    };

    private static void AppendThoughts(StringBuilder text, ImmutableArray<string> pool, SeededRandom random)
    {
        var first = random.Next(pool.Length);
        text.Append(pool[first]);
        if (random.OneIn(2))
        {
            text.Append("\n\n").Append(pool[(first + 1) % pool.Length]);
        }
    }

    private static void AppendCalls(StringBuilder text, ImmutableArray<DeclaredTool> tools, int? count, SeededRandom random)
    {
        var says = random.OneIn(2);
        if (says)
        {
            text.Append(random.Pick(Phrases.BeforeCalls));
        }

        var separator = says ? "\n" : "";
        for (var left = count ?? (random.OneIn(3) ? 2 : 1); left > 0; left--)
        {
            var tool = random.Pick(tools);
            AppendCall(text, separator, tool.Name, ArgumentsWriter.Write(tool.Parameters, random));
            separator = "\n";
        }
    }

    private static void AppendCalls(StringBuilder text, ScriptedTurn turn, SeededRandom random)
    {
        if (turn.Says)
        {
            text.Append(random.Pick(Phrases.BeforeCalls));
        }

        var separator = turn.Says ? "\n" : "";
        foreach (var call in turn.Calls)
        {
            AppendCall(text, separator, call.Name, call.Arguments);
            separator = "\n";
        }
    }

    private static void AppendCall(StringBuilder text, string separator, string name, string arguments) =>
        text.Append(separator).Append("<tool_call>\n{\"name\": \"").Append(name).Append("\", \"arguments\": ").Append(arguments)
            .Append("}\n</tool_call>");

    private static string JsonAnswer(JsonElement schema, SeededRandom random) => schema.ValueKind == JsonValueKind.Object
        ? ArgumentsWriter.WriteValue(schema, random)
        : ArgumentsText.Of(JsonElement.Parse($"{{\"answer\":{ReadableJson.Quote(random.Pick(Phrases.PlainAnswers))}}}"));

    private static string Answer(string? toolResult, SeededRandom random) => FirstNumber(toolResult ?? "") is { } number
        ? random.Pick(Phrases.Answers).Replace("{0}", number, StringComparison.Ordinal)
        : random.Pick(Phrases.PlainAnswers);

    private static string? FirstNumber(string text)
    {
        var start = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return null;
        }

        var digits = text.AsSpan(start);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return digits[..Math.Min(end < 0 ? digits.Length : end, 12)].ToString();
    }
}
