using Tito.Core.Templates;
using Tito.Core.Templates.Builtins.Json;
using Tito.Core.Templates.Evaluation;
using Tito.Core.Templates.Values;

namespace Tito.Core.Rendering.Encoders;

/// <summary>The text that an encoder writes, under the same budgets as a template's.</summary>
internal sealed class EncoderOutput
{
    // The published encoders write json.dumps(value, ensure_ascii=False).
    private static readonly JsonStyle Json = new(EnsureAscii: false, Indent: null, ItemSeparator: ", ", KeySeparator: ": ", SortKeys: false);

    private readonly List<OutputOrigin> _origins = [];
    private readonly RenderState _state = new(TemplateLimits.Default, DateTimeOffset.UnixEpoch);

    private EncoderOutput() => For(null);

    /// <summary>Collects what an encoder writes.</summary>
    /// <exception cref="RenderException">The encoder refused the conversation, or the text exceeds a budget.</exception>
    public static TracedTemplate Collect(Action<EncoderOutput> write)
    {
        var output = new EncoderOutput();
        using var text = output._state.Output;
        try
        {
            write(output);
            return new(text.ToString(), [.. output._origins.Where(origin => origin.Start < text.Length)]);
        }
        catch (EvaluationFault fault)
        {
            throw new RenderException(fault.Message, fault);
        }
    }

    /// <summary>Says for which message the following is written, or that it is for none.</summary>
    public EncoderOutput For(int? message)
    {
        if (_origins.Count > 0 && _origins[^1].Start == _state.Output.Length)
        {
            _origins.RemoveAt(_origins.Count - 1);
        }

        // Code has no lines to show.
        _origins.Add(new(_state.Output.Length, message, Line: 0, Source: ""));
        return this;
    }

    /// <summary>Writes text as it is.</summary>
    public EncoderOutput Append(ReadOnlySpan<char> text)
    {
        _state.Output.Append(text);
        return this;
    }

    /// <summary>Writes what Python's <c>json.dumps</c> makes of a value.</summary>
    public EncoderOutput AppendJson(Value value) => Append(JsonWriter.ToText(value, Json, _state).Text);
}
