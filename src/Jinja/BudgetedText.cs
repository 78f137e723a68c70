using Tito.Jinja.Builtins.Json;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;

namespace Tito.Jinja;

/// <summary>Text that code writes where a model has no template, under the budgets of a template's output. Used by one thread.</summary>
/// <param name="limits">The budgets; those of output, steps and depth count.</param>
public sealed class BudgetedText(TemplateLimits limits) : IDisposable
{
    private readonly RenderState _state = new(limits, DateTimeOffset.UnixEpoch);

    /// <summary>Characters (UTF-16 units) written so far.</summary>
    public int Length => _state.Output.Length;

    /// <summary>Writes text as it is.</summary>
    /// <exception cref="TemplateException">A budget is exceeded.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        try
        {
            _state.Output.Append(text);
        }
        catch (EvaluationFault fault)
        {
            throw new TemplateException(fault.Kind, fault.Message);
        }
    }

    /// <summary>Writes what Python's <c>json.dumps(value, ensure_ascii=False)</c> makes of a value.</summary>
    /// <exception cref="TemplateException">The value is not JSON serializable, or a budget is exceeded.</exception>
    public void AppendJson(Value value)
    {
        try
        {
            _state.Output.Append(JsonWriter.ToText(value, JsonStyle.Plain, _state).Text);
        }
        catch (EvaluationFault fault)
        {
            throw new TemplateException(fault.Kind, fault.Message);
        }
    }

    /// <summary>All that was written.</summary>
    public override string ToString() => _state.Output.ToString();

    /// <inheritdoc/>
    public void Dispose() => _state.Output.Dispose();
}
