using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins;

/// <summary>What a built-in function does with its bound arguments.</summary>
internal delegate Value BuiltinBody(in Call call);
