using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering.Encoders;

/// <summary>The text that an encoder writes, under the same budgets as a template's.</summary>
internal sealed class EncoderOutput
{
    private readonly List<OutputOrigin> _origins = [];
    private readonly BudgetedText _text;

    private EncoderOutput(BudgetedText text)
    {
        _text = text;
        For(null);
    }

    /// <summary>Collects what an encoder writes.</summary>
    /// <exception cref="RenderException">The encoder refused the conversation, or the text exceeds a budget.</exception>
    public static TracedTemplate Collect(Action<EncoderOutput> write)
    {
        using var text = new BudgetedText(TemplateLimits.Default);
        var output = new EncoderOutput(text);
        try
        {
            write(output);
            return new(text.ToString(), [.. output._origins.Where(origin => origin.Start < text.Length)]);
        }
        catch (TemplateException fault)
        {
            throw new RenderException(fault.Message, fault);
        }
    }

    /// <summary>Says for which message the following is written, or that it is for none.</summary>
    public EncoderOutput For(int? message)
    {
        if (_origins.Count > 0 && _origins[^1].Start == _text.Length)
        {
            _origins.RemoveAt(_origins.Count - 1);
        }

        // Code has no lines to show.
        _origins.Add(new(_text.Length, message, Line: 0, Source: ""));
        return this;
    }

    /// <summary>Writes text as it is.</summary>
    public EncoderOutput Append(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Writes what the published encoders write of a value: <c>json.dumps(value, ensure_ascii=False)</c>.</summary>
    public EncoderOutput AppendJson(Value value)
    {
        _text.AppendJson(value);
        return this;
    }
}
