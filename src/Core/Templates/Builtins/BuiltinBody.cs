using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Builtins;

/// <summary>What a built-in function does with its bound arguments.</summary>
internal delegate Value BuiltinBody(in Call call);
