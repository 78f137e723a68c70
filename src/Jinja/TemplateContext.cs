using System.Collections.Immutable;
using Tito.Jinja.Values;

namespace Tito.Jinja;

/// <summary>The input of one render: variables and the time.</summary>
/// <remarks>Immutable and safe to share between threads as long as nobody changes <see cref="Variables"/>.</remarks>
public sealed record TemplateContext
{
    /// <summary>The variables by name. They hide the built-in functions of the same name, as in Jinja2.</summary>
    public IReadOnlyDictionary<string, Value> Variables { get; init; } = ImmutableDictionary<string, Value>.Empty;

    /// <summary>The only time that the template can see (<c>strftime_now</c>). A replay passes the recorded one.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The budgets of this render.</summary>
    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;
}
