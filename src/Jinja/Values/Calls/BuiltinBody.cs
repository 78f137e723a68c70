namespace Tito.Jinja.Values.Calls;

/// <summary>What a built-in function does with its bound arguments.</summary>
internal delegate Value BuiltinBody(in Call call);
