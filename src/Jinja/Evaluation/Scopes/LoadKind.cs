namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>Where a variable gets its value when its scope is entered.</summary>
internal enum LoadKind
{
    /// <summary>From a call or a loop.</summary>
    Parameter,

    /// <summary>From the render's variables and functions.</summary>
    External,

    /// <summary>From the variable of the same name in an outer scope.</summary>
    Outer,

    /// <summary>It has none.</summary>
    Undefined,
}
