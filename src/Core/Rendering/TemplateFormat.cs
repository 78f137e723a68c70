using System.Collections.Immutable;
using Tito.Jinja;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>A chat template as a format.</summary>
internal sealed class TemplateFormat : IChatFormat
{
    private readonly Template _template;
    private readonly ImmutableArray<KeyValuePair<string, Value>> _specialTokens;

    /// <summary>Parses the template.</summary>
    /// <exception cref="TemplateException">The text is not a template.</exception>
    public TemplateFormat(string source, string name, ModelAssets assets)
    {
        _template = Template.Parse(source, name);
        _specialTokens = [.. assets.SpecialTokens.Select(token => KeyValuePair.Create(token.Key, Value.From(token.Value)))];
        Source = source;
    }

    /// <inheritdoc/>
    public string Name => _template.Name;

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public bool TakesParts => _template.Traits.TakesParts;

    /// <inheritdoc/>
    public bool TakesAnyArguments => true;

    /// <inheritdoc/>
    public IReadOnlySet<string> Roles => _template.Traits.Roles;

    /// <summary>Whether the template's text has the name, and not only as a part of a longer one.</summary>
    public bool Reads(string argument)
    {
        const StringComparison asIs = StringComparison.Ordinal;
        for (var at = Source.IndexOf(argument, asIs); at >= 0; at = Source.IndexOf(argument, at + 1, asIs))
        {
            if (!IsPartOfName(at - 1) && !IsPartOfName(at + argument.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public IConversationText Bind(TemplateArguments arguments, ToolList tools, DateTimeOffset now)
    {
        // A later entry wins: nothing that a request brings replaces what the server sets. transformers defines documents in each template
        // (apply_chat_template): none, where nobody gave any.
        var variables = new Dictionary<string, Value>(_specialTokens) { ["documents"] = Value.None };
        foreach (var (name, value) in arguments.Values)
        {
            variables[name] = TemplateValue.Of(value, $"chat_template_kwargs.{name}");
        }

        return new TemplateConversation(_template, variables, tools, now);
    }

    private bool IsPartOfName(int index) =>
        index >= 0 && index < Source.Length && (char.IsAsciiLetterOrDigit(Source[index]) || Source[index] == '_');
}
