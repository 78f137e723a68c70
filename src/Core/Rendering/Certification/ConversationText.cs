using Tito.Core.Templates;
using Tito.Core.Templates.Values;

namespace Tito.Core.Rendering.Certification;

/// <summary>Renders messages that are normalized already: the certifier's inner loop. Not thread-safe.</summary>
internal sealed class ConversationText
{
    private readonly Template _template;
    private readonly Dictionary<string, Value> _variables;
    private readonly TemplateContext _context;
    private readonly Value _wrapped;
    private readonly Value? _bare;

    public ConversationText(ChatRenderer renderer, RenderSetting setting)
    {
        _template = renderer.Template;
        _variables = renderer.Variables(setting.Arguments);
        _context = new() { Variables = _variables, Now = DateTimeOffset.UnixEpoch };
        _wrapped = setting.Tools.Wrapped();
        _bare = setting.Tools.IsEmpty ? null : setting.Tools.Bare();
    }

    /// <exception cref="TemplateException">The template failed on these messages.</exception>
    public string Render(ListValue messages, bool generate) => WithTools(messages, generate, _template.Render);

    /// <summary>The construct that wrote one character of a render, or null behind its end.</summary>
    public OutputOrigin? OriginOf(ListValue messages, bool generate, int charIndex)
    {
        var origins = WithTools(messages, generate, context => _template.TraceOrigins(context));
        var found = origins.LastOrDefault(origin => origin.Start <= charIndex);
        return found.Line == 0 ? null : found;
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
            _variables["tools"] = _bare;
            return run(_context);
        }
    }
}
