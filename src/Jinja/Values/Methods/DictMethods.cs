using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary>The methods of Python's dict, those that would change it forbidden.</summary>
internal static class DictMethods
{
    public static BuiltinTable Table { get; } = BuiltinTable.Of(
        Builtin.Forbidden("clear"),
        new Builtin("copy", "self, /", static (in call) => call.Target),
        Builtin.Unsupported("fromkeys"),
        new Builtin("get", "self, key, default?, /", static (in call) =>
            ((DictValue)call.Target).Find(call[1], call.State) ?? call.Find(2) ?? NoneValue.Instance),
        new Builtin("items", "self, /", static (in call) => DictViewValue.OfItems((DictValue)call.Target)),
        new Builtin("keys", "self, /", static (in call) => DictViewValue.OfKeys((DictValue)call.Target)),
        Builtin.Forbidden("pop"),
        Builtin.Forbidden("popitem"),
        Builtin.Forbidden("setdefault"),
        Builtin.Forbidden("update"),
        new Builtin("values", "self, /", static (in call) => DictViewValue.OfValues((DictValue)call.Target)));
}
