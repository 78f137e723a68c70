using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Messages;

/// <summary>How much a model is asked to reason, apart from the template's own arguments.</summary>
/// <remarks>
/// SGLang, <c>protocol.py</c> (ChatCompletionRequest): one of <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>,
/// <c>xhigh</c> and <c>max</c>, or a number from 0 to 0.99; vLLM has the words alone. Immutable and thread-safe.
/// </remarks>
public sealed class ReasoningEffort
{
    private const double MostNumber = 0.99;

    private static readonly ImmutableArray<string> Words = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    private ReasoningEffort(JsonElement? level, bool thinks) => (Level, Thinks) = (level, thinks);

    /// <summary>That the model shall think, and not how much.</summary>
    public static ReasoningEffort Thinking { get; } = new(null, thinks: true);

    /// <summary>The word or the number that a template is given, or null when only thinking was asked for.</summary>
    public JsonElement? Level { get; }

    /// <summary>Whether the model shall think at all: with every level but <c>none</c>.</summary>
    public bool Thinks { get; }

    /// <summary>Reads a level.</summary>
    /// <param name="json">Any JSON value.</param>
    /// <param name="param">The place in the request, for errors.</param>
    /// <exception cref="MessageException">It is not a level that an engine takes.</exception>
    public static ReasoningEffort Of(JsonElement json, string param) => json.ValueKind switch
    {
        JsonValueKind.String when Words.FirstOrDefault(json.ValueEquals) is { } word => new(json.Clone(), word != "none"),
        JsonValueKind.Number when json.TryGetDouble(out var number) && number is >= 0 and <= MostNumber =>
            new(Number(number), thinks: true),
        _ => throw new MessageException(param, $"must be one of {string.Join(", ", Words)}, or a number from 0 to 0.99."),
    };

    /// <summary>Whether two levels are the same.</summary>
    /// <param name="json">A template's argument of that name.</param>
    internal bool IsLevel(JsonElement json) => Level is { } level && JsonElement.DeepEquals(level, json);

    /// <summary>The engine reads a number as a float, so that a template prints 0 as 0.0.</summary>
    private static JsonElement Number(double number) => JsonElement.Parse(
        number == 0 ? "0.0" : number.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
}
