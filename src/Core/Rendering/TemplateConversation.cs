using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>A chat template with its variables. Only the messages and the generation prompt change between renders.</summary>
internal sealed class TemplateConversation : IConversationText
{
    private readonly Template _template;
    private readonly Dictionary<string, Value> _variables;
    private readonly TemplateContext _context;
    private readonly Value _wrapped;
    private readonly Value? _bare;

    public TemplateConversation(Template template, Dictionary<string, Value> variables, ToolList tools, DateTimeOffset now)
    {
        _template = template;
        _variables = variables;
        _context = new() { Variables = variables, Now = now };
        _wrapped = tools.Wrapped();
        _bare = tools.IsEmpty ? null : tools.Bare();
    }

    /// <inheritdoc/>
    public string Render(ListValue messages, bool generate) => Run(messages, generate, _template.Render);

    /// <inheritdoc/>
    public TracedTemplate Trace(ListValue messages, bool generate) =>
        Run(messages, generate, context => _template.Trace(context, messages.Items));

    private T Run<T>(ListValue messages, bool generate, Func<TemplateContext, T> run)
    {
        try
        {
            return WithTools(messages, generate, run);
        }
        catch (TemplateException failed)
        {
            throw new RenderException(failed.Message, failed);
        }
    }

    private T WithTools<T>(ListValue messages, bool generate, Func<TemplateContext, T> run)
    {
        _variables["messages"] = messages;
        _variables["add_generation_prompt"] = Value.From(generate);
        _variables["tools"] = _wrapped;
        try
        {
            return run(_context);
        }
        catch (TemplateException failed) when (failed.Kind != TemplateErrorKind.Limit && _bare is not null)
        {
            return WithBareTools(failed, run);
        }
    }

    /// <summary>
    /// Some templates are written for bare function objects; SGLang tries those second (serving_chat.py, _apply_jinja_template).
    /// </summary>
    /// <exception cref="RenderException">This failed too. One of the failures is the form's, the other the cause: it has both.</exception>
    private T WithBareTools<T>(TemplateException first, Func<TemplateContext, T> run)
    {
        _variables["tools"] = _bare!;
        try
        {
            return run(_context);
        }
        catch (TemplateException second) when (second.Message != first.Message)
        {
            // What the template itself raises is said first: it is never a matter of the form.
            var isSecondCause =
                second.Kind is TemplateErrorKind.Raised or TemplateErrorKind.Limit && first.Kind != TemplateErrorKind.Raised;
            var (cause, other) = isSecondCause ? (second, first) : (first, second);
            var form = isSecondCause ? "wrapped in objects with a \"function\"" : "as bare functions";
            throw new RenderException($"{cause.Message}\nWith the tools {form} the template fails otherwise: {other.Message}", cause);
        }
    }
}
