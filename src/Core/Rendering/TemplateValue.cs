using System.Text.Json;
using Tito.Core.Messages;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>JSON that came with a request as a template sees it.</summary>
internal static class TemplateValue
{
    /// <summary>The value of some JSON.</summary>
    /// <param name="json">Any JSON value.</param>
    /// <param name="param">The place in the request, for errors.</param>
    /// <exception cref="MessageException">It holds what Python could not read either: a lone surrogate or an endless integer.</exception>
    public static Value Of(JsonElement json, string param)
    {
        try
        {
            return Value.FromJson(json);
        }
        catch (ArgumentException unreadable)
        {
            throw new MessageException(param, $"no template can be given this value: {unreadable.Message}");
        }
    }
}
