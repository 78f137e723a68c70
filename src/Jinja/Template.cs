using Tito.Jinja.Builtins;
using Tito.Jinja.Evaluation;
using Tito.Jinja.Evaluation.Compilation;
using Tito.Jinja.Parsing;
using Tito.Jinja.Rendering;
using Tito.Jinja.Source;
using Tito.Jinja.Values;

namespace Tito.Jinja;

/// <summary>
/// A chat template: Jinja2 as Hugging Face transformers configures it (immutable sandbox, <c>trim_blocks</c>, <c>lstrip_blocks</c>, loop
/// controls, the <c>generation</c> tag).
/// </summary>
/// <remarks>Immutable; one instance renders on many threads at once.</remarks>
public sealed class Template
{
    private readonly SourceText _source;
    private readonly CompiledTemplate _compiled;
    private readonly Lazy<CompiledTemplate> _traced;
    private readonly Lazy<TemplateTraits> _traits;

    private Template(SourceText source, TemplateLimits limits)
    {
        _source = source;
        _compiled = Compiler.Compile(source, Parser.Parse(source, limits.MaxDepth), limits);
        _traced = new(() => Compiler.Compile(source, Parser.Parse(source, limits.MaxDepth), limits, isTraced: true),
            LazyThreadSafetyMode.PublicationOnly);
        _traits = new(() => TemplateTraits.Of(source.Text, Parser.Parse(source, limits.MaxDepth)), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>What the template's text says about the messages that it is written for.</summary>
    public TemplateTraits Traits => _traits.Value;

    /// <summary>The name that errors give.</summary>
    public string Name => _source.Name;

    /// <summary>Parses a template under the default limits.</summary>
    /// <param name="source">The template's text, with any kind of newline.</param>
    /// <param name="name">The name that errors give.</param>
    /// <exception cref="TemplateException">The text is not a template, or it is too long or nests too deep.</exception>
    public static Template Parse(string source, string name) => Parse(source, name, TemplateLimits.Default);

    /// <summary>Parses a template.</summary>
    /// <param name="source">The template's text, with any kind of newline.</param>
    /// <param name="name">The name that errors give.</param>
    /// <param name="limits">The budgets: of the source's length and depth, and of what its constants are evaluated to.</param>
    /// <exception cref="TemplateException">The text is not a template, or it is too long or nests too deep.</exception>
    public static Template Parse(string source, string name, TemplateLimits limits)
    {
        if (source.Length > limits.MaxSourceLength)
        {
            throw SourceText.Normalize("", name)
                .Fail(TemplateErrorKind.Limit, $"the template is longer than {limits.MaxSourceLength} characters", default);
        }

        var text = SourceText.Normalize(source, name);
        if (CodePoints.IndexOfLoneSurrogate(text.Text) is >= 0 and var index)
        {
            throw text.Fail(TemplateErrorKind.Syntax, "the template holds a lone surrogate, which is no Unicode character",
                new SourceSpan(index, index + 1));
        }

        try
        {
            return new Template(text, limits);
        }
        catch (InsufficientExecutionStackException)
        {
            throw text.Fail(TemplateErrorKind.Limit, "the template nests too deep for this thread's stack", default);
        }
    }

    /// <summary>Renders the template.</summary>
    /// <param name="context">The variables, the time and the budgets.</param>
    /// <exception cref="TemplateException">The template raised, did what Python forbids, or exceeded a budget.</exception>
    public string Render(TemplateContext context) => Run(_compiled, null, context);

    /// <summary>
    /// Renders the template and says which construct of it wrote what, and for which of some values. Slower than a render.
    /// </summary>
    /// <remarks>
    /// Text belongs to the subject that the innermost loop over subjects visits, markup included. Outside of such a loop, what an
    /// expression prints belongs to the first subject that it reads, or reads a part of, and anything else to none.
    /// </remarks>
    /// <param name="context">The variables, the time and the budgets.</param>
    /// <param name="subjects">Values inside of the variables, as the messages; distinguished by reference.</param>
    /// <exception cref="TemplateException">The template raised, did what Python forbids, or exceeded a budget.</exception>
    public TracedTemplate Trace(TemplateContext context, IEnumerable<Value> subjects)
    {
        var trace = new OutputTrace(subjects);
        var text = Run(_traced.Value, trace, context);

        // Writes after the text are those of a captured block that nothing followed.
        return new TracedTemplate(text, [.. trace.Writes.TakeWhile(write => write.Start < text.Length)
            .Select(write => new OutputOrigin(write.Start, write.Subject, _source.LineOf(write.Span), _source.LineText(write.Span)))]);
    }

    private string Run(CompiledTemplate compiled, OutputTrace? trace, TemplateContext context)
    {
        var state = new RenderState(context.Limits, context.Now);
        using var output = state.Output;
        try
        {
            var externals = GlobalFunctions.Resolve(compiled.ExternalNames, context.Variables);
            compiled.Run(new Frame(state, trace, null, externals, compiled.SlotCount));
            return output.ToString();
        }
        catch (EvaluationFault fault)
        {
            throw _source.Fail(fault.Kind, fault.Message, state.Position);
        }
        catch (InsufficientExecutionStackException)
        {
            throw _source.Fail(TemplateErrorKind.Limit, "values or calls nest too deep for this thread's stack", state.Position);
        }
    }
}
