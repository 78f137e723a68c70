using Tito.Jinja.Builtins.Json;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary>
/// <c>tojson</c> as transformers defines it: "We override the built-in tojson filter because Jinja's default filter escapes HTML
/// characters"; <c>json.dumps(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False)</c>.
/// </summary>
internal static class ToJsonFilter
{
    public static Builtin Definition { get; } = new("tojson", "x, ensure_ascii?, indent?, separators?, sort_keys?", static (in call) =>
    {
        var style = JsonStyle.From(call.IsTrue(1), call.Find(2), call.Find(3), call.IsTrue(4), call.State);
        return JsonWriter.ToText(call.Target, style, call.State);
    });
}
